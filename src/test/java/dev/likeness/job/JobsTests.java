package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class JobsTests {

    private static final List<String> KINDS = List.of("test");
    private static final UUID ACCOUNT = new UUID(0, 7);

    private final DataSource database = TestDatabase.fresh();
    private final JobFixture.Counting handler = new JobFixture.Counting(database);
    private final JobFixture fixture = new JobFixture(database, Duration.ofSeconds(60), List.of(handler));
    private final Jobs jobs = fixture.jobs;

    @Test
    void noJobIsClaimedTwiceByManyThreads() throws Exception {
        for (int i = 0; i < 100; i++) {
            fixture.submit("S" + i);
        }
        List<Callable<List<UUID>>> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "w" + i;
            workers.add(() -> {
                List<UUID> claimed = new ArrayList<>();
                for (var job = claim(name); job.isPresent(); job = claim(name)) {
                    claimed.add(job.get().id());
                }
                return claimed;
            });
        }
        Set<UUID> distinct = new HashSet<>();
        int total = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<List<UUID>> claimed : pool.invokeAll(workers)) {
                total += claimed.get().size();
                distinct.addAll(claimed.get());
            }
        }
        // A claim that meets only rows being claimed may come back empty; the rest is taken now.
        for (var job = claim("last"); job.isPresent(); job = claim("last")) {
            total++;
            distinct.add(job.get().id());
        }
        assertThat(total).isEqualTo(100);
        assertThat(distinct).hasSize(100);
    }

    @Test
    void higherPriorityGoesFirstThenFirstCome() {
        fixture.jobs.submit(new NewJob("test", "essence-1", ACCOUNT, "show", "x", -10, Duration.ZERO));
        fixture.submit("first");
        fixture.submit("second");
        assertThat(List.of(claim("w").orElseThrow().subject(), claim("w").orElseThrow().subject(),
                claim("w").orElseThrow().subject())).containsExactly("first", "second", "show");
    }

    @Test
    void modelsLeftToForeignWorkersAreNotClaimedHere() {
        fixture.submit("S");
        assertThat(jobs.claim("w", KINDS, List.of(), List.of("essence-1"))).isEmpty();
        assertThat(jobs.claim("foreign", KINDS, List.of("expression-2"))).isEmpty();
        assertThat(jobs.claim("foreign", KINDS, List.of("essence-1"))).isPresent();
    }

    @Test
    void aSubmitThatRolledBackLeavesNoJob() {
        new TransactionTemplate(fixture.transactions).executeWithoutResult(tx -> {
            fixture.submit("S");
            tx.setRollbackOnly();
        });
        assertThat(claim("w")).isEmpty();
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndTheLateFinisherTouchesNothing() {
        UUID id = fixture.submit("S");
        Job dead = claim("dead").orElseThrow();
        assertThat(claim("other")).isEmpty();
        expire(id);
        Job next = claim("other").orElseThrow();
        assertThat(next.attempt()).isEqualTo(2);

        assertThat(jobs.heartbeat(id, dead.attempt(), .5, "s", "m")).isEqualTo(LeaseAnswer.LOST);
        assertThat(jobs.complete(id, dead.attempt(), JobFixture.JSON.createObjectNode())).isFalse();
        assertThat(jobs.fail(id, dead.attempt(), "s", "late")).isFalse();
        assertThat(jobs.release(id, dead.attempt())).isFalse();
        assertThat(handler.endings("S")).isEmpty();

        assertThat(jobs.complete(id, next.attempt(), JobFixture.JSON.createObjectNode())).isTrue();
        assertThat(handler.endings("S")).containsExactly("done");
    }

    @Test
    void aHeartbeatKeepsTheLeaseAndProgressNeverFalls() {
        UUID id = fixture.submit("S");
        Job job = claim("w").orElseThrow();
        expire(id);
        assertThat(jobs.heartbeat(id, job.attempt(), .5, "video", "half")).isEqualTo(LeaseAnswer.CONTINUE);
        assertThat(jobs.heartbeat(id, job.attempt(), .2, "video", "less")).isEqualTo(LeaseAnswer.CONTINUE);
        assertThat(claim("other")).isEmpty();
        assertThat(fixture.jdbc.sql("select progress from job").query(Double.class).single()).isEqualTo(.5);
    }

    @Test
    void theFourthAttemptFailsTheJobThroughItsHandlerOnce() {
        UUID id = fixture.submit("S");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(claim("w").orElseThrow().attempt()).isEqualTo(attempt);
            expire(id);
        }
        assertThat(claim("w")).isEmpty();
        assertThat(fixture.status(id)).isEqualTo("failed");
        assertThat(handler.endings("S")).containsExactly("failed");
    }

    @Test
    void aReleasedJobGoesOnAtOnceAndDoesNotLoseAnAttempt() {
        UUID id = fixture.submit("S");
        for (int i = 0; i < 5; i++) {
            Job job = claim("w").orElseThrow();
            assertThat(job.attempt()).isEqualTo(i + 1);
            assertThat(jobs.release(id, job.attempt())).isTrue();
        }
        Job job = claim("w").orElseThrow();
        assertThat(jobs.retryOrFail(job, "s", "crashed")).isTrue();
        assertThat(fixture.status(id)).isEqualTo("queued");
    }

    @Test
    void troubleUsesNoAttemptUpUntilTheJobIsAsOldAsTheLimitOfTheQueue() {
        UUID id = fixture.submit("S");
        fixture.jdbc
                .sql("update job set attempt = 20, spared = 20, created_at = clock_timestamp() - interval '23 hours'")
                .update();
        assertThat(jobs.postpone(claim("w").orElseThrow(), "s", "away")).isTrue();
        assertThat(told("spared || ' ' || (available_at > clock_timestamp() + interval '7 minutes')"))
                .isEqualTo("21 true");
        fixture.jdbc
                .sql("""
                        update job set available_at = clock_timestamp(), created_at = clock_timestamp() - interval '25 hours'""")
                .update();
        assertThat(jobs.postpone(claim("w").orElseThrow(), "s", "away")).isTrue();
        assertThat(told("spared || ' ' || status")).as("used up").isEqualTo("21 queued");
        assertThat(jobs.postpone(new Job(new UUID(0, 1), "test", "", new UUID(0, 7), "S", JobFixture.JSON.nullNode(), 1,
                0, 0, ""), "s", "away")).as("a job that is forgotten").isFalse();
    }

    private String told(String expression) {
        return fixture.jdbc.sql("select " + expression + " from job").query(String.class).single();
    }

    @Test
    void whatAnEndingCausesAndTheEndingCommitTogether() {
        UUID id = fixture.submit("S");
        Job job = claim("w").orElseThrow();
        JobHandler broken = new JobFixture.Counting(database) {
            @Override
            public void onComplete(Job done, tools.jackson.databind.JsonNode result) {
                super.onComplete(done, result);
                throw new IllegalStateException("no room");
            }
        };
        Jobs other = new JobFixture(database, Duration.ofSeconds(60), List.of(broken)).jobs;
        assertThatThrownBy(() -> other.complete(id, job.attempt(), JobFixture.JSON.createObjectNode()))
                .hasMessage("no room");
        assertThat(fixture.status(id)).isEqualTo("leased");
        assertThat(handler.endings("S")).isEmpty();
    }

    @Test
    void cancelAndCompleteRacedEndExactlyOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        int cancelled = 0;
        int rounds = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            // Until each has won, which is soon as a rule, but no rule of the scheduler's.
            for (int i = 0; i < 1000 || (cancelled == 0 || cancelled == i) && i < 20_000; i++) {
                rounds++;
                String subject = "R" + i;
                UUID id = fixture.submit(subject);
                Job job = claim("w").orElseThrow();
                Future<Boolean> complete = pool.submit(() -> {
                    start.await();
                    return jobs.complete(id, job.attempt(), JobFixture.JSON.createObjectNode());
                });
                Future<List<Job>> cancel = pool.submit(() -> {
                    start.await();
                    return jobs.cancel(ACCOUNT, subject);
                });
                boolean done = complete.get();
                boolean off = !cancel.get().isEmpty();
                assertThat(done).as("round %d", i).isNotEqualTo(off);
                assertThat(handler.endings(subject)).containsExactly(off ? "cancelled" : "done");
                cancelled += off ? 1 : 0;
            }
        }
        assertThat(cancelled).as("both outcomes were seen").isBetween(1, rounds - 1);
    }

    @Test
    void aCancelledWorkerLearnsItWithItsNextReport() {
        UUID id = fixture.submit("S");
        Job job = claim("w").orElseThrow();
        assertThat(jobs.cancel(ACCOUNT, "S")).hasSize(1);
        assertThat(jobs.cancel(ACCOUNT, "S")).isEmpty();
        assertThat(jobs.heartbeat(id, job.attempt(), .5, "s", "m")).isEqualTo(LeaseAnswer.CANCELLED);
    }

    private java.util.Optional<Job> claim(String worker) {
        return jobs.claim(worker, KINDS, List.of());
    }

    private void expire(UUID id) {
        fixture.jdbc.sql("update job set lease_until = clock_timestamp() - interval '1 second' where id = :id")
                .param("id", id).update();
    }
}
