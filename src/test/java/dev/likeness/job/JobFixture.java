package dev.likeness.job;

import dev.likeness.TestDatabase;
import dev.likeness.common.InstallationClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A queue on a fresh database, without Spring; other packages' tests use it too. */
public final class JobFixture {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    public final DataSource database;
    public final JdbcClient jdbc;
    public final PlatformTransactionManager transactions;
    public final Jobs jobs;
    final JobTable table;
    final JobSignal signal = new JobSignal();
    final JobProperties properties;

    public JobFixture(Duration lease, List<JobHandler> handlers) {
        this(TestDatabase.fresh(), lease, handlers);
    }

    /** The list of handlers may grow later. */
    public JobFixture(DataSource database, Duration lease, List<JobHandler> handlers) {
        this(database, lease, List.of(), handlers);
    }

    public JobFixture(DataSource database, Duration lease, List<String> workerModels, List<JobHandler> handlers) {
        this(database, new DataSourceTransactionManager(database), lease, workerModels, handlers);
    }

    /** Together with whatever else takes part in those transactions. */
    public JobFixture(DataSource database, PlatformTransactionManager transactions, Duration lease,
            List<String> workerModels, List<JobHandler> handlers) {
        this.database = database;
        this.transactions = transactions;
        jdbc = JdbcClient.create(database);
        properties = properties(lease, workerModels);
        table = new JobTable(jdbc, JSON);
        jobs = new Jobs(table, properties, provider(handlers), signal, new InstallationClock(), transactions);
    }

    static JobProperties properties(Duration lease) {
        return properties(lease, List.of());
    }

    static JobProperties oneThread(Duration lease) {
        return properties(1, lease, List.of());
    }

    static JobProperties properties(Duration lease, List<String> workerModels) {
        return properties(2, lease, workerModels);
    }

    private static JobProperties properties(int threads, Duration lease, List<String> workerModels) {
        return new JobProperties(threads, lease, 3, true, workerModels, Duration.ofMinutes(30),
                List.of("essence-2=2h"), Duration.ofHours(24), Duration.ofDays(7));
    }

    JobUpkeep upkeep() {
        return new JobUpkeep(jobs, table, properties, transactions);
    }

    public static <T> ObjectProvider<T> provider(List<T> beans) {
        return new ObjectProvider<>() {
            @Override
            public Stream<T> stream() {
                return beans.stream();
            }
        };
    }

    /** What a context throws at an attempt whose job was called off. */
    public static JobStopped stopped(String why) {
        return new JobStopped(why);
    }

    UUID submit(String subject) {
        return submit(new UUID(0, 7), subject);
    }

    UUID submit(UUID account, String subject) {
        return jobs.submit(new NewJob("test", "essence-1", account, subject, Map.of("a", 1)));
    }

    String status(UUID id) {
        return jdbc.sql("select status from job where id = :id").param("id", id).query(String.class).single();
    }

    JobRunner runner(JobProperties with) {
        return new JobRunner(jobs, table, with, signal);
    }

    /** Counts its endings in a table, so that they commit and roll back with the job. */
    public static class Counting implements JobHandler {

        private final DataSource database;

        public Counting(DataSource database) {
            this.database = database;
            JdbcClient.create(database).sql("create table if not exists ending (how text, subject text, said text)")
                    .update();
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public JsonNode run(JobContext context) throws Exception {
            return JSON.createObjectNode();
        }

        @Override
        public void onComplete(Job job, JsonNode result) {
            ended("done", job, "");
        }

        @Override
        public void onFailed(Job job, String step, String reason) {
            ended("failed", job, reason);
        }

        @Override
        public void onCancelled(Job job) {
            ended("cancelled", job, "");
        }

        private void ended(String how, Job job, String said) {
            JdbcClient.create(database).sql("insert into ending values (:how, :subject, :said)").param("how", how)
                    .param("subject", job.subject()).param("said", said).update();
        }

        List<String> endings(String subject) {
            return JdbcClient.create(database).sql("select how from ending where subject = :subject")
                    .param("subject", subject).query(String.class).list();
        }
    }
}
