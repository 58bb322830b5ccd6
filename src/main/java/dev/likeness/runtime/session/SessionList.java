package dev.likeness.runtime.session;

import dev.likeness.agent.Agents;
import dev.likeness.billing.CreditLedger;
import dev.likeness.common.ApiException;
import dev.likeness.common.OneSnapshot;
import dev.likeness.common.Pagination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An account's sessions and what they cost just now (CONTRACT 4.4), on the database's clock. */
@Component
class SessionList {

    /** Which sessions by how they stand. */
    enum Window {
        LIVE("where ended_at is null and silence < session_idle()"),
        RECENT(
                "where ended_at is not null or silence >= session_idle()"),
        ALL("");

        private final String condition;

        Window(String condition) {
            this.condition = condition;
        }
    }

    /** Which sessions by where they run. */
    enum Kind {
        CONVERSATIONS("and hosted"), SELF_HOSTED("and not hosted"), ALL("");

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }
    }

    /**
     * A session in the list.
     *
     * @param minutes started minutes paid for
     * @param burnRate credits a minute while it is live, else 0
     * @param status {@code live}, {@code idle} or {@code ended}
     * @param hasTranscript whether anything that was said is kept
     * @param terminateReason what its owner gave when stopping it
     */
    record Row(String sessionId, @Nullable String agentCode, @Nullable String agentName, String pricingCode,
            String keyAlias, @Nullable String roomName, Instant startedAt, Instant lastBeatAt, int minutes,
            long credits, long burnRate, String status, boolean hasTranscript, @Nullable String terminateReason) {

        private Row named(Map<String, String> names) {
            return new Row(sessionId, agentCode, agentCode == null ? null : names.get(agentCode), pricingCode, keyAlias,
                    roomName, startedAt, lastBeatAt, minutes, credits, burnRate, status, hasTranscript,
                    terminateReason);
        }
    }

    /**
     * How the account's sessions stand, whatever the list shows.
     *
     * @param live sessions that beat
     * @param burnRate credits they cost a minute together
     * @param creditsThisHour what all sessions cost in the last 60 minutes
     */
    record Totals(int live, long burnRate, long creditsThisHour) {
    }

    /** The sessions asked for and, of the same moment, how all of them stand. */
    record Overview(Totals totals, List<Row> rows) {
    }

    private static final int MOST = 200;
    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final CreditLedger ledger;
    private final Agents agents;

    SessionList(JdbcClient jdbc, CreditLedger ledger, Agents agents) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.agents = agents;
    }

    /** A choice as clients write it; {@code VALIDATION_ERROR} naming the parameter. */
    static <E extends Enum<E>> E choice(Class<E> type, String parameter, String text) {
        E[] choices = type.getEnumConstants();
        return Arrays.stream(choices).filter(choice -> word(choice).equals(text)).findFirst()
                .orElseThrow(() -> ApiException.invalid(parameter, parameter + " must be one of: "
                        + Arrays.stream(choices).map(SessionList::word).collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** Newest first. Raises {@code VALIDATION_ERROR} for a limit outside 1 to 200. */
    @OneSnapshot
    Overview overview(UUID account, Window window, Kind kind, int limit) {
        Pagination.check(limit, MOST, 0);
        // Read once: a session must not be live for the totals and idle in the list because time went by between them.
        OffsetDateTime now = jdbc.sql("select installation_now()").query(OffsetDateTime.class).single();
        List<Row> rows = jdbc.sql("""
                select *, case when ended_at is not null or silence >= session_silence() then 'ended'
                               when silence >= session_idle() then 'idle' else 'live' end as status
                from (select *, :now - last_beat_at as silence,
                             exists (select from session_message m where m.account_id = r.account_id
                                     and m.session_id = r.session_id) as has_transcript
                      from runtime_session r where account_id = :account\s""" + kind.condition + ") s "
                + window.condition + " order by started_at desc, session_id desc limit :limit")
                .param("account", account).param("now", now).param("limit", limit).query((row, n) -> row(row)).list();
        Map<String, String> names = agents
                .names(rows.stream().map(Row::agentCode).filter(Objects::nonNull).collect(Collectors.toSet()));
        return new Overview(totals(account, now), rows.stream().map(row -> row.named(names)).toList());
    }

    private Totals totals(UUID account, OffsetDateTime now) {
        long credits = ledger.liveCredits(account, HOUR);
        return jdbc.sql("""
                select count(*) as live, coalesce(sum(rate), 0) as rate from runtime_session
                where account_id = :account and ended_at is null and :now - last_beat_at < session_idle()
                """).param("account", account).param("now", now)
                .query((row, n) -> new Totals(row.getInt("live"), row.getLong("rate"), credits)).single();
    }

    private static Row row(ResultSet row) throws SQLException {
        String status = row.getString("status");
        return new Row(row.getString("session_id"), row.getString("agent_code"), null, row.getString("pricing_code"),
                row.getString("key_alias"), row.getString("room_name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_beat_at", OffsetDateTime.class).toInstant(), row.getInt("billed_minutes"),
                row.getLong("credits"), status.equals("live") ? row.getLong("rate") : 0, status,
                row.getBoolean("has_transcript"),
                row.getString("terminate_reason"));
    }
}
