package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.TestDatabase;
import dev.likeness.common.InstallationClock;
import dev.likeness.common.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class JobRunnerTests {

    private interface Work {
        void run(JobContext context) throws Exception;
    }

    /** Not lost however long a loaded machine stops everything: else another thread makes a second attempt. */
    private static final Duration LEASE = Duration.ofMinutes(5);
    /** Of tests that wait for its renewals. Between when one is due and when it is too late are almost six seconds. */
    private static final Duration RENEWED = Duration.ofSeconds(12);
    /** Of a test that does not mind when it is lost. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final DataSource database = TestDatabase.fresh();
    private volatile Work work = context -> {
    };
    private final JobFixture.Counting handler = new JobFixture.Counting(database) {
        @Override
        public JsonNode run(JobContext context) throws Exception {
            work.run(context);
            return JobFixture.JSON.createObjectNode();
        }
    };
    private final JobFixture fixture = new JobFixture(database, LEASE, List.of(handler));
    private final JobRunner runner = fixture.runner(fixture.properties);

    @AfterEach
    void stop() {
        runner.stop();
    }

    @Test
    void runsWhatIsSubmittedSoonerThanTheNextPoll() throws Exception {
        JobRunner rare = new JobRunner(fixture.jobs, fixture.table, fixture.properties, fixture.signal,
                Duration.ofDays(1));
        rare.start();
        try {
            awaitStatus(fixture.submit("S"), "done");
        } finally {
            rare.stop();
        }
    }

    @Test
    void aSilentAttemptKeepsItsLeaseForAsLongAsItRuns() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        work = _ -> finish.await();
        JobFixture renewed = new JobFixture(database, RENEWED, List.of(handler));
        JobRunner one = renewed.runner(renewed.properties);
        one.start();
        try {
            UUID id = renewed.submit("S");
            awaitStatus(id, "leased");
            String lease = "select lease_until from job where id = :id";
            var first = fixture.jdbc.sql(lease).param("id", id).query(OffsetDateTime.class).single();
            while (!fixture.jdbc.sql(lease).param("id", id).query(OffsetDateTime.class).single()
                    .isAfter(first.plus(RENEWED))) {
                new Semaphore(0).tryAcquire(10, TimeUnit.MILLISECONDS);
            }
            finish.countDown();
            awaitStatus(id, "done");
            assertThat(attempt(id)).isEqualTo(1);
        } finally {
            one.stop();
        }
    }

    @Test
    void aRenewalAnsweredAfterTheEndDoesNotInterruptTheNextJobOfThatThread() throws Exception {
        CountDownLatch renewing = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch renewedNext = new CountDownLatch(1);
        Jobs late = new Jobs(fixture.table, JobFixture.oneThread(RENEWED), JobFixture.provider(List.of(handler)),
                fixture.signal, new InstallationClock(), fixture.transactions) {
            @Override
            LeaseAnswer renew(UUID id, int attempt, double progress, String step, String message) {
                if (renewing.getCount() == 0) {
                    // The only thread that renews is here again, so it is done with the first.
                    renewedNext.countDown();
                    return super.renew(id, attempt, progress, step, message);
                }
                renewing.countDown();
                awaitHere(begun);
                return super.renew(id, attempt, progress, step, message);
            }
        };
        work = context -> {
            if (context.job().subject().equals("first")) {
                renewing.await();
                return;
            }
            begun.countDown();
            renewedNext.await();
            // What an interrupt would close.
            try (FileChannel file = FileChannel.open(Files.createTempFile("next", ""), StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE)) {
                file.write(ByteBuffer.allocate(1));
            }
        };
        JobRunner one = new JobRunner(late, fixture.table, JobFixture.oneThread(RENEWED), fixture.signal);
        UUID first = fixture.submit("first");
        UUID next = fixture.submit("next");
        one.start();
        try {
            awaitStatus(first, "done");
            awaitStatus(next, "done");
        } finally {
            begun.countDown();
            one.stop();
        }
        assertThat(attempt(next)).isEqualTo(1);
    }

    private static void awaitHere(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anyThrowableEndsOnlyTheAttempt() throws Exception {
        work = context -> {
            if (context.job().attempt() == 1) {
                throw new OutOfMemoryError("not really");
            }
        };
        runner.start();
        UUID id = fixture.submit("S");
        awaitStatus(id, "done");
        assertThat(attempt(id)).isEqualTo(2);
    }

    @Test
    void whatIsAwayForTheMomentUsesNoAttemptUp() throws Exception {
        class Away extends RuntimeException implements Unavailable {
        }
        work = context -> {
            switch (context.job().attempt()) {
                case 1 -> throw JobFailure.passing("voice_image", "files could not be read",
                        new IOException(new Away()));
                case 2 -> throw new Away();
                default -> {
                }
            }
        };
        runner.start();
        UUID id = fixture.submit("S");
        awaitStatus(id, "done");
        assertThat(attempt(id)).isEqualTo(3);
        assertThat(fixture.jdbc.sql("select spared from job").query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatTakesNoWritesIsWaitedForAndUsesNoAttemptUp() throws Exception {
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        CountDownLatch refused = new CountDownLatch(1);
        work = context -> {
            if (context.job().attempt() == 1) {
                TestDatabase.readOnly(pool, true);
                try {
                    context.progress(.5, "persona", "half");
                } finally {
                    refused.countDown();
                }
            }
        };
        runner.start();
        UUID id = fixture.submit("S");
        assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
        TestDatabase.readOnly(pool, false);
        awaitStatus(id, "done");
        assertThat(fixture.jdbc.sql("select attempt - spared from job where id = :id").param("id", id)
                .query(Integer.class).single()).isEqualTo(1);
        assertThat(handler.endings("S")).containsExactly("done");
    }

    @Test
    void aPermanentFailureIsNotTriedAgain() throws Exception {
        work = _ -> {
            throw JobFailure.permanent("voice_image", "no face", new IllegalArgumentException());
        };
        runner.start();
        UUID id = fixture.submit("S");
        awaitStatus(id, "failed");
        assertThat(attempt(id)).isEqualTo(1);
        assertThat(handler.endings("S")).containsExactly("failed");
    }

    @Test
    void whatTheInputIsToBlameForIsOneLineWithoutATrace() throws Exception {
        work = _ -> {
            throw JobFailure.permanent("voice_image", "no face", new IllegalArgumentException());
        };
        Logger logger = (Logger) LoggerFactory.getLogger(RunningJob.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            runner.start();
            UUID id = fixture.submit("S");
            awaitStatus(id, "failed");
            assertThat(log.list).singleElement().satisfies(line -> {
                assertThat(line.getFormattedMessage())
                        .isEqualTo("Job " + id + " attempt 1 failed at voice_image: no face");
                assertThat(line.getLevel()).isEqualTo(Level.INFO);
                assertThat(line.getThrowableProxy()).isNull();
            });
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aCancelledAttemptIsStoppedAlthoughItIsSilent() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        work = _ -> {
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        JobFixture brief = new JobFixture(database, SHORT, List.of(handler));
        JobRunner one = brief.runner(brief.properties);
        one.start();
        UUID id = brief.submit("S");
        try {
            awaitStatus(id, "leased");
            brief.jobs.cancel(new UUID(0, 7), "S");
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            one.stop();
        }
        assertThat(fixture.status(id)).isEqualTo("cancelled");
        assertThat(handler.endings("S")).containsExactly("cancelled");
    }

    @Test
    void aShutdownHandsTheJobBackWithoutUsingUpTheAttempt() throws Exception {
        work = context -> {
            while (true) {
                context.progress(.3, "video", "rendering");
                new Semaphore(0).tryAcquire(10, TimeUnit.MILLISECONDS);
            }
        };
        runner.start();
        UUID id = fixture.submit("S");
        awaitStatus(id, "leased");
        runner.stop();
        assertThat(fixture.status(id)).isEqualTo("queued");
        // The other thread may have taken what this one handed back, and hands it back, too.
        assertThat(fixture.jdbc.sql("select attempt - spared from job").query(Integer.class).single()).isZero();
    }

    @Test
    void whatAKilledRunOfTheOnlyNodeHeldIsTakenOverAtOnce() throws Exception {
        UUID id = fixture.submit("S");
        Jobs before = new JobFixture(database, Duration.ofHours(1), List.of(handler)).jobs;
        before.claim("node:dead", List.of("test"), List.of());
        runner.start();
        awaitStatus(id, "done");
        assertThat(attempt(id)).isEqualTo(2);
    }

    @Test
    void leasesOfForeignWorkersOutliveARestart() throws Exception {
        UUID id = fixture.submit("S");
        new JobFixture(database, Duration.ofHours(1), List.of(handler)).jobs.claim("gpu-7", List.of("test"), List.of());
        runner.start();
        // Whoever looks for work looked past the first.
        awaitStatus(fixture.submit("T"), "done");
        assertThat(fixture.status(id)).isEqualTo("leased");
    }

    private int attempt(UUID id) {
        return fixture.jdbc.sql("select attempt from job where id = :id").param("id", id).query(Integer.class).single();
    }

    private void awaitStatus(UUID id, String status) throws InterruptedException {
        for (int i = 0; i < 3000 && !fixture.status(id).equals(status); i++) {
            new Semaphore(0).tryAcquire(10, TimeUnit.MILLISECONDS);
        }
        assertThat(fixture.status(id)).isEqualTo(status);
    }
}
