package dev.likeness.runtime;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads an account's books from the database, and finds what may never be in any. */
final class BooksCheck {

    /** One statement: it runs after every step. */
    private static final String FIND = """
            with entries as materialized (select * from ledger_entry where account_id = :id),
            sums as (
                select count(*) as n, count(distinct reference) as "references", coalesce(sum(plan_delta), 0) as plan,
                       coalesce(sum(reward_delta), 0) as reward, coalesce(sum(topup_delta), 0) as topup,
                       count(*) filter (where kind = 'charge') as charges,
                       count(*) filter (where kind = 'refund') as refunds,
                       count(*) filter (where kind = 'grant') as grants,
                       count(*) filter (where kind = 'expiry') as expiries
                from entries),
            back as (
                select refund_of, sum(plan_delta) as plan, sum(reward_delta) as reward, sum(topup_delta) as topup
                from entries where refund_of is not null group by refund_of),
            paid as (
                select session_id, -sum(plan_delta + reward_delta + topup_delta) as credits
                from entries where session_id is not null and kind = 'charge' group by session_id)
            select w.plan, w.reward, w.topup, sums.charges, sums.refunds, sums.grants, sums.expiries,
                   case when w.plan <> sums.plan or w.reward <> sums.reward or w.topup <> sums.topup
                            then 'the entries do not sum to the balance'
                        when sums.n <> sums."references" then 'a reference is used twice'
                        when w.plan + w.reward + w.topup < -11 then 'the balance is below the floor'
                        when exists (select from back left join entries c on c.reference = back.refund_of
                                     where c.kind is distinct from 'charge' or back.plan > -c.plan_delta
                                        or back.reward > -c.reward_delta or back.topup > -c.topup_delta)
                            then 'a refund exceeds its charge'
                        when exists (select from paid full join
                                         (select * from runtime_session where account_id = :id) s using (session_id)
                                     where paid.credits is distinct from s.credits)
                            then 'the entries of a session do not sum to its credits'
                   end as fault,
                   (select string_agg(session_id || ': ' || billed_minutes || ' minutes, ' || credits || ' credits, '
                        || case when ended_at is null then 'open'
                                else (extract(epoch from ended_at) * 1000)::bigint || ' ' || end_reason end, '|')
                    from runtime_session where account_id = :id) as minutes
            from wallet w, sums where w.account_id = :id
            """;

    record Found(String books, Set<String> minutes, Optional<String> faults) {
    }

    private final JdbcClient jdbc;

    BooksCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Found find(UUID account) {
        return jdbc.sql(FIND).param("id", account).query((row, n) -> {
            String minutes = row.getString("minutes");
            return new Found(
                    "plan %d, reward %d, topup %d, charges %d, refunds %d, grants %d, expiries %d".formatted(
                            row.getLong("plan"), row.getLong("reward"), row.getLong("topup"), row.getLong("charges"),
                            row.getLong("refunds"), row.getLong("grants"), row.getLong("expiries")),
                    minutes == null ? Set.of() : new HashSet<>(List.of(minutes.split("\\|"))),
                    Optional.ofNullable(row.getString("fault")));
        }).single();
    }

    /** What the auditor says about the account's books. */
    List<String> audit(UUID account) {
        return jdbc.sql("select audit_findings(:id)").param("id", account).query(String.class).list();
    }

    /** The account's sessions that are neither ended nor silent too long. */
    int live(UUID account, Instant now) {
        return jdbc.sql("""
                select count(*) from runtime_session
                where account_id = :id and ended_at is null and last_beat_at > :now - interval '301 seconds'
                """).param("id", account).param("now", now.atOffset(ZoneOffset.UTC)).query(Integer.class).single();
    }
}
