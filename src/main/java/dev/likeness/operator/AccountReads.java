package dev.likeness.operator;

import dev.likeness.account.Plan;
import dev.likeness.billing.Balance;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.OneSnapshot;
import dev.likeness.common.Pagination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads accounts across the tables of the packages below, in one query each, and only reads. */
@Component
@OperatorDoor
class AccountReads {

    /** Which accounts; null: not restricted. The e-mail is compared whole, without case. */
    record Filter(@Nullable String email, @Nullable String plan, @Nullable String status, @Nullable Boolean parked) {
    }

    /** An account with what it has; the months are null where it has none. */
    record Row(UUID account, String email, String plan, String status, Instant createdAt, @Nullable Instant parkedAt,
            @Nullable String parkedReason, boolean runtimeSuspended, @Nullable String runtimeSuspendedReason,
            Balance balance, @Nullable Instant periodStart,
            @Nullable Instant periodEnd, long liveSessions) {
    }

    /** A movement of credits, whole. */
    record Entry(UUID id, String reference, String kind, Balance change, @Nullable String refundOf, String activityType,
            String source, String pricingCode, @Nullable String agentCode, @Nullable String sessionId,
            Instant createdAt) {
    }

    /** A page of a list and, of the same moment, how long the list is. */
    record Page<T>(List<T> rows, Pagination pagination) {
    }

    private static final String ROW = """
            select a.account_id, a.email, a.plan as plan_slug, a.status, a.created_at, a.parked_at, a.parked_reason,
                   a.runtime_suspended_at is not null as runtime_suspended, a.runtime_suspended_reason,
                   coalesce(w.plan, 0) as plan,
                   coalesce(w.reward, 0) as reward, coalesce(w.topup, 0) as topup, p.started_at, p.ends_at,
                   (select count(*) from runtime_session s
                    where s.account_id = a.account_id and s.ended_at is null) as live_sessions
            from account a left join wallet w on w.account_id = a.account_id
                           left join plan_period p on p.account_id = a.account_id
            """;

    private static final String MATCHING = """
            where (:email::text is null or lower(a.email) = lower(:email::text))
              and (:plan::text is null or a.plan = :plan::text)
              and (:status::text is null or a.status = :status::text)
              and (:parked::boolean is null or (a.parked_at is not null) = :parked::boolean)
            """;

    private final JdbcClient jdbc;

    AccountReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Row find(UUID account) {
        return jdbc.sql(ROW + "where a.account_id = :account").param("account", account)
                .query((row, n) -> account(row)).optional().orElseThrow(AccountReads::notFound);
    }

    /** Newest first. Raises {@code VALIDATION_ERROR} for a plan or status that there is not. */
    @OneSnapshot
    Page<Row> page(Filter filter, int limit, int offset) {
        check(filter, limit, offset);
        List<Row> rows = matching(
                ROW + MATCHING + "order by a.created_at desc, a.account_id desc limit :limit offset :offset", filter)
                .param("limit", limit).param("offset", offset).query((row, n) -> account(row)).list();
        long count = matching("select count(*) from account a " + MATCHING, filter).query(Long.class).single();
        return new Page<>(rows, Pagination.of(limit, offset, count));
    }

    /** Newest first. */
    @OneSnapshot
    Page<Entry> entries(UUID account, int limit, int offset) {
        Pagination.check(limit, 200, offset);
        find(account);
        List<Entry> rows = jdbc.sql("""
                select * from ledger_entry where account_id = :account
                order by created_at desc, entry_id desc limit :limit offset :offset
                """).param("account", account).param("limit", limit).param("offset", offset)
                .query((row, n) -> entry(row)).list();
        long count = jdbc.sql("select count(*) from ledger_entry where account_id = :account")
                .param("account", account).query(Long.class).single();
        return new Page<>(rows, Pagination.of(limit, offset, count));
    }

    static ApiException notFound() {
        return new ApiException(CommonError.NOT_FOUND, "Account not found");
    }

    private static void check(Filter filter, int limit, int offset) {
        Pagination.check(limit, 200, offset);
        if (filter.plan() != null) {
            Plan.required(filter.plan());
        }
        if (filter.status() != null && !List.of("active", "suspended").contains(filter.status())) {
            throw ApiException.invalid("status", "status must be active or suspended");
        }
        if (filter.email() != null && filter.email().indexOf('\0') >= 0) {
            throw ApiException.invalid("email", "email must be an e-mail address");
        }
    }

    private JdbcClient.StatementSpec matching(String sql, Filter filter) {
        return jdbc.sql(sql).param("email", filter.email()).param("plan", filter.plan())
                .param("status", filter.status()).param("parked", filter.parked());
    }

    private static Row account(ResultSet row) throws SQLException {
        return new Row(row.getObject("account_id", UUID.class), row.getString("email"), row.getString("plan_slug"),
                row.getString("status"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "parked_at"), row.getString("parked_reason"), row.getBoolean("runtime_suspended"),
                row.getString("runtime_suspended_reason"),
                new Balance(row.getLong("plan"), row.getLong("reward"), row.getLong("topup")),
                instant(row, "started_at"), instant(row, "ends_at"), row.getLong("live_sessions"));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getObject("entry_id", UUID.class), row.getString("reference"), row.getString("kind"),
                new Balance(row.getLong("plan_delta"), row.getLong("reward_delta"), row.getLong("topup_delta")),
                row.getString("refund_of"), row.getString("activity_type"), row.getString("source"),
                row.getString("pricing_code"), row.getString("agent_code"), row.getString("session_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
