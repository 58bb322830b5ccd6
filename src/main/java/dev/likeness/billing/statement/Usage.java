package dev.likeness.billing.statement;

import dev.likeness.common.ApiException;
import dev.likeness.common.Pagination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads an account's ledger entries, newest first (CONTRACT 2.3). */
@Service
class Usage {

    /** Which entries; null: not restricted. The times are inclusive. */
    record Filter(@Nullable Instant start, @Nullable Instant end, @Nullable String agentCode) {
    }

    /** An entry; {@code change} is signed. */
    record Entry(UUID id, String activityType, String source, String pricingCode, @Nullable String agentCode,
            long change,
            @Nullable String sessionId, @Nullable String roomName, @Nullable Instant start, @Nullable Instant end,
            Instant createdAt) {
    }

    record Page(List<Entry> entries, Pagination pagination) {
    }

    private static final String MATCHING = """
            from ledger_entry
            where account_id = :account
              and (:start::timestamptz is null or created_at >= :start::timestamptz)
              and (:end::timestamptz is null or created_at <= :end::timestamptz)
              and (:agentCode::text is null or agent_code = :agentCode::text)
            """;

    /** The page beside how many there are, of one moment; a page past the end is a row without an entry. */
    private static final String PAGE = "select t.total, e.* from (select count(*) as total " + MATCHING + """
            ) t left join (select *, plan_delta + reward_delta + topup_delta as change
            """ + MATCHING + """
            order by created_at desc, entry_id desc limit :limit offset :offset) e on true
            order by e.created_at desc, e.entry_id desc
            """;

    private final JdbcClient jdbc;

    Usage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page page(UUID account, Filter filter, int limit, int offset) {
        Pagination.check(limit, 200, offset);
        if (filter.agentCode() != null && filter.agentCode().indexOf('\0') >= 0) {
            throw ApiException.invalid("agent_code", "agent_code is not an agent code");
        }
        List<Entry> entries = new ArrayList<>();
        long total = jdbc.sql(PAGE).param("account", account).param("start", utc(filter.start()))
                .param("end", utc(filter.end())).param("agentCode", filter.agentCode()).param("limit", limit)
                .param("offset", offset).query(rows -> {
                    long counted = 0;
                    while (rows.next()) {
                        counted = rows.getLong("total");
                        if (rows.getString("reference") != null) {
                            entries.add(entry(rows));
                        }
                    }
                    return counted;
                });
        return new Page(entries, Pagination.of(limit, offset, total));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getObject("entry_id", UUID.class), row.getString("activity_type"), row.getString("source"),
                row.getString("pricing_code"), row.getString("agent_code"), row.getLong("change"),
                row.getString("session_id"), row.getString("room_name"), instant(row, "start_time"),
                instant(row, "end_time"), row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
