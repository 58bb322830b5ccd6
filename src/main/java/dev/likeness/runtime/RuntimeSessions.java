package dev.likeness.runtime;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Metered sessions (CONTRACT 4.2). What is decided about credits is decided in the database, in the functions
 * {@code beat}, {@code beats} (several that come at once, see {@link BeatQueue}) and {@code end_session}; each is one
 * statement, alone in its transaction, so none of these methods but {@link #endOf} may be called inside a longer one.
 */
@Service
public class RuntimeSessions {

    private static final String FIND = """
            select s.*, coalesce(ended_at, case when lapsed then last_beat_at end) as over_at,
                   coalesce(end_reason, case when lapsed then 'silent' end) as over_reason
            from (select *, (select installation_now()) - last_beat_at >= session_silence() as lapsed
                  from runtime_session where account_id = :account and session_id = :session) s
            """;

    /** Sessions looked at in one statement, so that a sweep never holds many locks for long. */
    private static final int SWEPT_AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final BeatQueue beats;
    private final BeatRefusals refusals;

    RuntimeSessions(JdbcClient jdbc, BeatQueue beats, BeatRefusals refusals) {
        this.jdbc = jdbc;
        this.beats = beats;
        this.refusals = refusals;
    }

    /**
     * Keeps a session alive, or opens one, and bills its started minutes. Raises {@code RUNTIME_SUSPENDED},
     * {@code ACCOUNT_SUSPENDED}, {@code NOT_FOUND} (agent), {@code INSUFFICIENT_BALANCE},
     * {@code CONCURRENCY_LIMIT_REACHED}.
     */
    public Beat beat(Heartbeat heartbeat) {
        BeatAnswer answer = beats.ask(heartbeat);
        if (!answer.accepted()) {
            throw refusals.of(heartbeat.secret().accountId(), answer.outcome(), answer.plan());
        }
        return new Beat(answer.sessionId(), answer.balance());
    }

    /** The account's session of that id. */
    public Optional<Session> find(UUID account, String sessionId) {
        return jdbc.sql(FIND).param("account", account).param("session", sessionId)
                .query((row, n) -> new Session(account, row.getString("session_id"), row.getString("agent_code"),
                        row.getString("model"), row.getString("billing_type"), row.getBoolean("hosted"),
                        row.getString("room_name"), instant(row.getObject("started_at", OffsetDateTime.class)),
                        instant(row.getObject("last_beat_at", OffsetDateTime.class)), row.getInt("billed_minutes"),
                        row.getLong("credits"), instantOrNull(row.getObject("over_at", OffsetDateTime.class)),
                        row.getString("over_reason")))
                .optional();
    }

    /**
     * Ends a session, billing its started minutes; once more changes nothing. Raises {@code NOT_FOUND}.
     */
    public Session end(UUID account, String sessionId) {
        jdbc.sql("select end_session(:account, :session, 'ended')").param("account", account)
                .param("session", sessionId).query(Boolean.class).single();
        return find(account, sessionId).orElseThrow(RuntimeSessions::noSuchSession);
    }

    /** Whether a session in that room was terminated so lately that there must not be another. */
    public boolean isRefused(UUID account, String roomName) {
        return jdbc.sql("""
                select exists (
                    select from runtime_session
                    where account_id = :account and room_name = :room and refused_until > installation_now())
                """).param("account", account).param("room", roomName).query(Boolean.class).single();
    }

    /** Ends a session whose room nobody is in any more: one that was quiet for long is billed to its last heartbeat. */
    public void roomClosed(UUID account, String sessionId) {
        jdbc.sql("select end_session(:account, :session, 'room_closed')").param("account", account)
                .param("session", sessionId).query(Boolean.class).single();
    }

    /**
     * Ends the live sessions of an agent that is being deleted, billing their started minutes. No other opens until the
     * deletion's transaction ends, since the wallet is locked first; then there is no agent to open one with.
     */
    @Transactional
    public void endOf(UUID account, String agentCode) {
        jdbc.sql("select 1 from wallet where account_id = :account for update").param("account", account)
                .query(Integer.class).list();
        jdbc.sql("""
                select end_session(account_id, session_id, 'agent_deleted') from runtime_session
                where account_id = :account and agent_code = :agent and ended_at is null
                """).param("account", account).param("agent", agentCode).query(Boolean.class).list();
    }

    /**
     * Ends the sessions that have been silent for longer than the grace, each exactly once however many nodes sweep:
     * the one that comes second finds the row ended, and a heartbeat that comes first makes it young again.
     *
     * @return how many it ended
     */
    public int sweep() {
        int ended = 0;
        int looked = SWEPT_AT_ONCE;
        while (looked == SWEPT_AT_ONCE) {
            int[] swept = jdbc.sql("select looked, ended from sweep_sessions(:limit)").param("limit", SWEPT_AT_ONCE)
                    .query((row, n) -> new int[]{row.getInt("looked"), row.getInt("ended")}).single();
            looked = swept[0];
            ended += swept[1];
        }
        return ended;
    }

    /** {@code NOT_FOUND}. */
    public static ApiException noSuchSession() {
        return new ApiException(CommonError.NOT_FOUND, "Session not found");
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
