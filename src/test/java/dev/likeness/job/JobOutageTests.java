package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.TestDatabase;
import dev.likeness.common.DatabaseAway;
import dev.likeness.common.InstallationClock;
import dev.likeness.common.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;

/** What a node's workers do when the node, or the database, can do nothing for a while. One thread, so that nothing else takes what it lets go. */
class JobOutageTests {

    private static final class Away extends RuntimeException implements Unavailable {
    }

    /**
     * Short, since it is to be lost; and not before it was to be renewed in vain, although a loaded machine may stop
     * everything for almost six seconds between when that is due and when it is too late.
     */
    private static final Duration LEASE = Duration.ofSeconds(12);

    private interface Work {
        void run(JobContext context) throws Exception;
    }

    private final DataSource database = TestDatabase.fresh();
    private final Logger logger = (Logger) LoggerFactory.getLogger(JobRunner.class.getPackageName());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private volatile boolean ready = true;
    private volatile boolean databaseGone;
    private volatile Work work = _ -> {
    };
    private final JobFixture.Counting handler = new JobFixture.Counting(database) {
        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public JsonNode run(JobContext context) throws Exception {
            work.run(context);
            return JobFixture.JSON.createObjectNode();
        }

        @Override
        public void onFailed(Job job, String step, String reason) {
            if (databaseGone) {
                throw gone();
            }
            super.onFailed(job, step, reason);
        }
    };
    private final JobFixture.Counting other = new JobFixture.Counting(database) {
        @Override
        public String kind() {
            return "other";
        }
    };
    private final JobFixture fixture = new JobFixture(database, LEASE, List.of(handler, other));
    private final JobProperties oneThread = new JobProperties(1, LEASE, 3, true, List.of(), Duration.ofMinutes(30),
            List.of(), Duration.ofHours(24), Duration.ofDays(7));
    private final JobRunner runner = fixture.runner(oneThread);

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        runner.stop();
        logger.detachAppender(log);
    }

    @Test
    void workThatThisNodeCannotDoNowIsLeftToOthers() throws Exception {
        ready = false;
        UUID id = fixture.submit("S");
        UUID another = fixture.jobs.submit(new NewJob("other", "", new UUID(0, 7), "T", Map.of(), -1, Duration.ZERO));
        runner.start();
        // It comes after the first, which was looked past.
        awaitStatus(another, "done");
        assertThat(fixture.status(id)).isEqualTo("queued");
        assertThat(attempt(id)).isZero();
        ready = true;
        awaitStatus(id, "done");
        assertThat(attempt(id)).isEqualTo(1);
    }

    @Test
    void anAttemptThatTheDatabaseCutsOffIsHandedBackUnusedAndToldInALine() throws Exception {
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        CountDownLatch stopped = new CountDownLatch(1);
        work = context -> {
            if (context.job().attempt() == 1) {
                TestDatabase.readOnly(pool, true);
                try {
                    new Semaphore(0).acquire();
                } finally {
                    stopped.countDown();
                }
            }
        };
        UUID id = fixture.submit("S");
        runner.start();
        assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
        awaitLine("The workers wait for the database");
        TestDatabase.readOnly(pool, false);
        awaitStatus(id, "done");
        assertThat(attempt(id)).isEqualTo(2);
        assertThat(spared(id)).isEqualTo(1);
        assertThat(handler.endings("S")).containsExactly("done");
        assertThat(log.list.stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN)))
                .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull())
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactlyInAnyOrder(
                        renewal -> assertThat(renewal).startsWith("Lease of job " + id + " not renewed")
                                .endsWith("cannot execute UPDATE in a read-only transaction"),
                        workers -> assertThat(workers).startsWith("The workers wait for the database")
                                .endsWith("cannot execute UPDATE in a read-only transaction"));
    }

    @Test
    void anAttemptThatFindsNoDatabaseIsALineWithoutATrace() throws Exception {
        work = context -> {
            if (context.job().attempt() == 1) {
                throw gone();
            }
        };
        UUID id = fixture.submit("S");
        runner.start();
        awaitStatus(id, "done");
        assertThat(log.list.stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))).singleElement()
                .satisfies(line -> {
                    assertThat(line.getFormattedMessage())
                            .endsWith(": java.sql.SQLException: This connection has been closed.");
                    assertThat(line.getThrowableProxy()).isNull();
                });
    }

    @Test
    void aJobThatCannotBeHandedBackDoesNotKeepItsThread() throws Exception {
        AtomicBoolean refused = new AtomicBoolean();
        Jobs broken = new Jobs(fixture.table, oneThread, JobFixture.provider(List.of(handler)), fixture.signal,
                new InstallationClock(), fixture.transactions) {
            @Override
            public boolean postpone(Job job, String step, String reason) {
                if (refused.getAndSet(true)) {
                    throw new IllegalStateException("a bug");
                }
                throw gone();
            }
        };
        work = context -> {
            if (context.job().subject().equals("S") && context.job().attempt() == 1) {
                throw new Away();
            }
        };
        JobRunner one = new JobRunner(broken, fixture.table, oneThread, fixture.signal);
        UUID id = fixture.submit("S");
        one.start();
        try {
            awaitStatus(id, "done");
        } finally {
            one.stop();
        }
        assertThat(refused).isTrue();
        assertThat(attempt(id)).as("taken over when its lease had ended").isEqualTo(2);
    }

    @Test
    void anAttemptThatCouldNotTellItsEndPausesBeforeTheNext() throws Exception {
        AtomicBoolean told = new AtomicBoolean();
        Jobs once = new Jobs(fixture.table, oneThread, JobFixture.provider(List.of(handler)), fixture.signal,
                new InstallationClock(), fixture.transactions) {
            @Override
            public boolean postpone(Job job, String step, String reason) {
                if (!told.getAndSet(true)) {
                    throw gone();
                }
                return super.postpone(job, step, reason);
            }
        };
        work = _ -> {
            throw new Away();
        };
        UUID id = fixture.submit("S");
        fixture.jdbc.sql("update job set attempt = 20, spared = 20").update();
        JobRunner one = new JobRunner(once, fixture.table, oneThread, fixture.signal);
        one.start();
        try {
            awaitLine("The workers wait for the database");
            for (int i = 0; i < 3000 && spared(id) == 20; i++) {
                new Semaphore(0).tryAcquire(10, TimeUnit.MILLISECONDS);
            }
        } finally {
            one.stop();
        }
        assertThat(fixture.jdbc.sql("""
                select status || ' ' || attempt || ' ' || spared || ' '
                       || (available_at > claimed_at + interval '7 minutes') from job""").query(String.class).single())
                .isEqualTo("queued 21 21 true");
    }

    @Test
    void aJobOfWhichOnlyTheEndFindsNoRoomIsNotBuiltAgainButEndedOnceThatWorks() throws Exception {
        databaseGone = true;
        work = _ -> {
            throw JobFailure.permanent("video", "no", new IllegalStateException());
        };
        UUID id = fixture.submit("S");
        runner.start();
        awaitStatus(id, "stuck");
        awaitLine("is set aside");
        assertThat(attempt(id)).isEqualTo(1);
        assertThat(log.list.stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))).singleElement()
                .satisfies(line -> {
                    assertThat(line.getFormattedMessage()).isEqualTo("Job " + id + " of S could not be failed now and "
                            + "is set aside: java.sql.SQLException: This connection has been closed.");
                    assertThat(line.getThrowableProxy()).isNull();
                });
        databaseGone = false;
        assertThat(fixture.upkeep().run()).isEqualTo(1);
        assertThat(fixture.status(id)).isEqualTo("failed");
        assertThat(handler.endings("S")).containsExactly("failed");
    }

    @Test
    void aJobThatTheDatabaseCannotSetAsideEitherStaysLeased() throws Exception {
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        UUID id = fixture.submit("S");
        Job job = fixture.jobs.claim("w", List.of("test"), List.of()).orElseThrow();
        TestDatabase.readOnly(pool, true);
        try {
            assertThatThrownBy(() -> fixture.jobs.failOrSetAside(job, "video", "no")).matches(DatabaseAway::is);
        } finally {
            TestDatabase.readOnly(pool, false);
        }
        assertThat(fixture.status(id)).isEqualTo("leased");
        assertThat(log.list).isEmpty();
    }

    private static RuntimeException gone() {
        return new DataAccessResourceFailureException("no connection",
                new SQLException("This connection has been closed.", "08003"));
    }

    private int attempt(UUID id) {
        return fixture.jdbc.sql("select attempt from job where id = :id").param("id", id).query(Integer.class).single();
    }

    private int spared(UUID id) {
        return fixture.jdbc.sql("select spared from job where id = :id").param("id", id).query(Integer.class).single();
    }

    private void awaitLine(String words) throws InterruptedException {
        for (int i = 0; i < 3000
                && log.list.stream().noneMatch(line -> line.getFormattedMessage().contains(words)); i++) {
            new Semaphore(0).tryAcquire(10, TimeUnit.MILLISECONDS);
        }
    }

    private void awaitStatus(UUID id, String status) throws InterruptedException {
        for (int i = 0; i < 3000 && !fixture.status(id).equals(status); i++) {
            new Semaphore(0).tryAcquire(10, TimeUnit.MILLISECONDS);
        }
        assertThat(fixture.status(id)).isEqualTo(status);
    }
}
