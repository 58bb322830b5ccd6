package dev.likeness.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    /** Skips what another claim holds, takes over what was left. Highest priority first, then first come. */
    private static final String CLAIM = """
            update job set status = 'leased', attempt = attempt + 1, worker = :worker,
                           lease_until = clock_timestamp() + make_interval(secs => :lease)
            where id = (select id from job
                        where kind = any(:kinds) and (cardinality(:models) = 0 or model = any(:models))
                          and model <> all(:except)
                          and (status = 'queued' and available_at <= clock_timestamp()
                               or status = 'leased' and lease_until < clock_timestamp())
                        order by priority desc, created_at limit 1 for update skip locked)
            returning *""";

    private static final String RENEW = """
            update job set lease_until = clock_timestamp() + make_interval(secs => :lease),
                           progress = greatest(progress, :progress), step = :step, progress_msg = :message
            where id = :id and attempt = :attempt and status = 'leased'
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
            where account_id = :account and subject = :subject and status in ('queued', 'leased')
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
            Duration lease) {
        return jdbc.sql(CLAIM).param("worker", worker).param("kinds", array(kinds)).param("models", array(models))
                .param("except", array(except)).param("lease", seconds(lease)).query(this::job).optional();
    }

    Optional<Job> renew(UUID id, int attempt, double progress, String step, String message, Duration lease) {
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

    List<Job> cancel(UUID account, String subject) {
        return jdbc.sql(CANCEL).param("account", account).param("subject", subject).query(this::job).list();
    }

    int voidOldLeases(String nodes, String worker) {
        return jdbc.sql(VOID_OLD_LEASES).param("nodes", nodes + "%").param("worker", worker).update();
    }

    boolean isCancelled(UUID id) {
        return jdbc.sql("select status = 'cancelled' from job where id = :id").param("id", id).query(Boolean.class)
                .optional().orElse(false);
    }

    boolean isOpen(UUID account, String subject) {
        return jdbc.sql("""
                select exists (select 1 from job where account_id = :account and subject = :subject
                               and status in ('queued', 'leased'))""")
                .param("account", account).param("subject", subject).query(Boolean.class).single();
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
