package dev.likeness.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** The SQL of the queue. Every write by a worker names the attempt it belongs to. */
@Component
class JobTable {

    private static final String INSERT = """
            insert into job (id, kind, model, account_id, subject, payload, priority, available_at)
            values (:id, :kind, :model, :account, :subject, cast(:payload as jsonb), :priority,
                    clock_timestamp() + make_interval(secs => :delay))""";

    /** What may be claimed now: what waits, and what somebody left. */
    private static final String CLAIMABLE = """
            j.kind = any(:kinds) and (cardinality(:models) = 0 or j.model = any(:models)) and j.model <> all(:except)
            and (j.status = 'queued' and j.available_at <= clock_timestamp()
                 or j.status = 'leased' and j.lease_until < clock_timestamp())""";

    /**
     * Highest priority first, then in turns between accounts: who has fewer jobs running, then who was served longest
     * ago. Looks at one job of each account, then at some of the accounts that are next, so that many may claim at once:
     * what another claim holds is skipped.
     */
    private static final String CLAIM = """
            with recursive walk as (
                (select account_id from job where status in ('queued', 'leased') order by account_id limit 1)
                union all
                select (select j.account_id from job j
                        where j.status in ('queued', 'leased') and j.account_id > walk.account_id
                        order by j.account_id limit 1)
                from walk where walk.account_id is not null
            ), account as (
                select walk.account_id,
                       (select count(*) from job j where j.account_id = walk.account_id
                        and j.status = 'leased' and j.lease_until >= clock_timestamp()) as busy,
                       (select max(j.claimed_at) from job j where j.account_id = walk.account_id) as served
                from walk cross join lateral (
                    select j.priority, j.created_at from job j
                    where j.account_id = walk.account_id and j.status in ('queued', 'leased') and %1$s
                    order by j.priority desc, j.created_at limit 1) first
                where walk.account_id is not null
                order by first.priority desc, busy, served nulls first, first.created_at limit 16
            ), candidate as (
                select next.id, next.priority, next.created_at, next.nth + account.busy as turn, account.served
                from account cross join lateral (
                    select few.*, row_number() over (order by priority desc, created_at, id) as nth
                    from (select j.id, j.priority, j.created_at from job j
                          where j.account_id = account.account_id and j.status in ('queued', 'leased') and %1$s
                          order by j.priority desc, j.created_at limit 16) few) next
            )
            update job set status = 'leased', attempt = attempt + 1, worker = :worker,
                           lease_until = clock_timestamp() + make_interval(secs => :lease),
                           claimed_at = clock_timestamp(),
                           attempt_until = clock_timestamp() + make_interval(secs => coalesce(
                               (cast(:limits as double precision[]))[array_position(cast(:limited as text[]), model)],
                               :deadline))
            where id = (select j.id from job j join candidate c on c.id = j.id where %1$s
                        order by c.priority desc, c.turn, c.served nulls first, c.created_at, c.id
                        limit 1 for update of j skip locked)
            returning *""".formatted(CLAIMABLE);

    private static final String RENEW = """
            update job set lease_until = clock_timestamp() + make_interval(secs => :lease),
                           progress = greatest(progress, :progress),
                           step = coalesce(cast(:step as text), step),
                           progress_msg = coalesce(cast(:message as text), progress_msg)
            where id = :id and attempt = :attempt and status = 'leased'
              and (attempt_until is null or attempt_until > clock_timestamp())
            returning *""";

    private static final String END = """
            update job set status = :status, lease_until = null, error = :error, finished_at = clock_timestamp(),
                           step = :step
            where id = :id and attempt = :attempt and status = 'leased'
            returning *""";

    private static final String REQUEUE = """
            update job set status = 'queued', lease_until = null, spared = spared + :spared, error = :error,
                           available_at = clock_timestamp() + make_interval(secs => :pause)
            where id = :id and attempt = :attempt and status = 'leased'""";

    private static final String CANCEL = """
            update job set status = 'cancelled', lease_until = null, finished_at = clock_timestamp()
            where account_id = :account and subject = :subject and status in ('queued', 'leased', 'stuck')
            returning *""";

    private static final String VOID_OLD_LEASES = """
            update job set lease_until = clock_timestamp()
            where status = 'leased' and worker like :nodes and worker <> :worker""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(UUID id, NewJob job) {
        jdbc.sql(INSERT).param("id", id).param("kind", job.kind()).param("model", job.model())
                .param("account", job.accountId()).param("subject", job.subject())
                .param("payload", json.writeValueAsString(job.payload())).param("priority", job.priority())
                .param("delay", seconds(job.delay())).update();
    }

    Optional<Job> claim(String worker, Collection<String> kinds, Collection<String> models, Collection<String> except,
            JobProperties settings) {
        List<String> limited = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        settings.limits().forEach((model, limit) -> {
            limited.add(model);
            limits.add(seconds(limit));
        });
        return jdbc.sql(CLAIM).param("worker", worker).param("kinds", array(kinds)).param("models", array(models))
                .param("except", array(except)).param("lease", seconds(settings.lease()))
                .param("limited", array(limited)).param("limits", limits.toArray(Double[]::new))
                .param("deadline", seconds(settings.deadline())).query(this::job).optional();
    }

    Optional<Job> renew(UUID id, int attempt, double progress, @Nullable String step, @Nullable String message,
            Duration lease) {
        return jdbc.sql(RENEW).param("id", id).param("attempt", attempt).param("progress", progress).param("step", step)
                .param("message", message).param("lease", seconds(lease)).query(this::job).optional();
    }

    Optional<Job> end(UUID id, int attempt, String status, String step, String error) {
        return jdbc.sql(END).param("id", id).param("attempt", attempt).param("status", status).param("step", step)
                .param("error", error.isEmpty() ? null : error).query(this::job).optional();
    }

    boolean requeue(UUID id, int attempt, int spared, Duration pause, String error) {
        return jdbc.sql(REQUEUE).param("id", id).param("attempt", attempt).param("spared", spared)
                .param("pause", seconds(pause)).param("error", error.isEmpty() ? null : error).update() == 1;
    }

    /** From a lease whose ending failed. */
    boolean setAside(UUID id, int attempt, String step, String reason) {
        return jdbc.sql("""
                update job set status = 'stuck', lease_until = null, step = :step, error = :error,
                               available_at = clock_timestamp()
                where id = :id and attempt = :attempt and status = 'leased'""").param("id", id)
                .param("attempt", attempt).param("step", step).param("error", reason).update() == 1;
    }

    /** Ends a job that no worker holds: one that is stuck, or one that waited too long. */
    Optional<Job> endUnheld(UUID id, int attempt, String status) {
        return jdbc.sql("""
                update job set status = 'failed', finished_at = clock_timestamp()
                where id = :id and attempt = :attempt and status = :status returning *""").param("id", id)
                .param("attempt", attempt).param("status", status).query(this::job).optional();
    }

    /** Sets aside what no worker holds and could not be ended, behind all that is stuck already. */
    void setAsideUnheld(UUID id, int attempt, String status, String reason) {
        jdbc.sql("""
                update job set status = 'stuck', error = :error, available_at = clock_timestamp()
                where id = :id and attempt = :attempt and status = :status""").param("id", id)
                .param("attempt", attempt).param("status", status).param("error", reason).update();
    }

    /** Jobs that are stuck, with the reason they should have failed for; whose ending was tried longest ago first. */
    Map<Job, String> stuck(int atMost) {
        return told("select * from job where status = 'stuck' order by available_at limit :most", atMost,
                Duration.ZERO);
    }

    /** Jobs that nobody took although they could be claimed for that long; longest first. */
    Map<Job, String> untaken(Duration limit, int atMost) {
        return told("""
                select * from job where status = 'queued'
                and available_at < clock_timestamp() - make_interval(secs => :limit)
                order by available_at limit :most""", atMost, limit);
    }

    private Map<Job, String> told(String sql, int atMost, Duration limit) {
        Map<Job, String> told = new LinkedHashMap<>();
        jdbc.sql(sql).param("most", atMost).param("limit", seconds(limit)).query((RowCallbackHandler) row -> told
                .put(job(row, 0), Objects.requireNonNullElse(row.getString("error"), "")));
        return told;
    }

    /** Forgets some of what ended longer ago than that; returns how many. */
    int forget(Duration kept, int atMost) {
        return jdbc.sql("""
                delete from job where id in (
                    select id from job where finished_at < clock_timestamp() - make_interval(secs => :kept)
                    order by finished_at limit :most)""").param("kept", seconds(kept)).param("most", atMost).update();
    }

    List<Job> cancel(UUID account, String subject) {
        return jdbc.sql(CANCEL).param("account", account).param("subject", subject).query(this::job).list();
    }

    int voidOldLeases(String nodes, String worker) {
        return jdbc.sql(VOID_OLD_LEASES).param("nodes", nodes + "%").param("worker", worker).update();
    }

    Optional<JobState> state(UUID id) {
        return jdbc.sql("select *, status = 'leased' and attempt_until <= clock_timestamp() as overdue from job "
                + "where id = :id").param("id", id)
                .query((row, number) -> new JobState(job(row, number), row.getString("status"),
                        String.valueOf(row.getString("worker")), row.getBoolean("overdue")))
                .optional();
    }

    /** Since it was ordered, by the clock that was read then; nothing of a job that is not there. */
    Duration age(UUID id) {
        return jdbc.sql("select extract(epoch from clock_timestamp() - created_at) from job where id = :id")
                .param("id", id).query(Double.class).optional()
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000))).orElse(Duration.ZERO);
    }

    Set<String> open(Collection<String> subjects) {
        Set<String> open = new HashSet<>();
        jdbc.sql("""
                select distinct subject from job where subject = any(:subjects) and status in ('queued', 'leased')""")
                .param("subjects", array(subjects)).query((RowCallbackHandler) row -> open.add(row.getString(1)));
        return open;
    }

    boolean mentions(UUID account, String text) {
        return jdbc.sql("""
                select exists (select 1 from job where account_id = :account and status in ('queued', 'leased')
                               and position(:text in payload::text) > 0)""")
                .param("account", account).param("text", text).query(Boolean.class).single();
    }

    long open(UUID account, String kind, Collection<String> models) {
        return jdbc.sql("""
                select count(*) from job where account_id = :account and kind = :kind and model = any(:models)
                and status in ('queued', 'leased')""").param("account", account).param("kind", kind)
                .param("models", array(models)).query(Long.class).single();
    }

    private Job job(ResultSet row, int number) throws SQLException {
        return new Job(row.getObject("id", UUID.class), row.getString("kind"), row.getString("model"),
                row.getObject("account_id", UUID.class), row.getString("subject"),
                json.readTree(row.getString("payload")), row.getInt("attempt"), row.getInt("spared"),
                row.getDouble("progress"), row.getString("step"));
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
