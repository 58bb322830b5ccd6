package dev.likeness.foreman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.likeness.TestDatabase;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobFailure;
import dev.likeness.job.JobFixture;
import dev.likeness.job.NewJob;
import dev.likeness.storage.SignedUploads;
import dev.likeness.storage.SignedUrls;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens to a job between its claim and its worker. */
class WorkerJobsTests {

    /** Longer than any test. */
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** For those who wait for its end: renewed three times in it, so that a machine may stand still for six seconds. */
    private static final Duration SHORT = Duration.ofSeconds(9);
    private static final WorkerWire.Claim CLAIM = new WorkerWire.Claim("w", List.of("essence-2"), null, 0);

    private final DataSource database = TestDatabase.fresh();
    private Runnable preparation = () -> {
    };
    private boolean refundFails;
    private final Foreign handler = new Foreign();
    private JobFixture fixture = fixture(LEASE);
    private WorkerJobs work = work();

    private JobFixture fixture(Duration lease) {
        return new JobFixture(database, lease, List.of("essence-2"), List.of(handler));
    }

    private WorkerJobs work() {
        return new WorkerJobs(fixture.jobs, mock(SignedUrls.class), mock(SignedUploads.class), JobFixture.JSON);
    }

    private void leasesAreShort() {
        fixture = fixture(SHORT);
        work = work();
    }

    @Test
    void aPreparationThatOutlastsTheLeaseKeepsTheJobAndItsAttempt() throws Exception {
        leasesAreShort();
        UUID id = submit();
        preparation = this::longerThanTheLease;
        WorkerWire.Given given = claim();
        assertThat(given).isNotNull();
        assertThat(given.jobId()).isEqualTo(id);
        assertThat(given.attempt()).isEqualTo(1);
    }

    @Test
    void checksThatOutlastTheLeaseDoNotThrowTheWorkAway() throws Exception {
        leasesAreShort();
        UUID id = submit();
        WorkerWire.Given given = claim();
        preparation = this::longerThanTheLease;
        assertThat(work.complete(id, new WorkerWire.Completion(given.attempt(), null)).status()).isEqualTo("done");
        assertThat(told("attempt")).isEqualTo(1);
    }

    @Test
    void troubleHereIsNotHeldAgainstTheJob() throws Exception {
        submit();
        preparation = () -> {
            throw new IllegalStateException("the store is away");
        };
        assertThat(claim()).isNull();
        assertThat(told("status || ' ' || (attempt - spared)")).isEqualTo("queued 0");
        fixture.jdbc.sql("update job set available_at = clock_timestamp()").update();
        preparation = () -> {
        };
        assertThat(claim()).isNotNull();
    }

    @Test
    void anErrorHereIsNotHeldAgainstTheJobEither() throws Exception {
        submit();
        preparation = () -> {
            throw new NoClassDefFoundError("a library that could not be unpacked");
        };
        assertThat(claim()).isNull();
        assertThat(told("status || ' ' || (attempt - spared)")).isEqualTo("queued 0");
    }

    @Test
    void troubleThatLastsEndsTheJobAfterAll() throws Exception {
        submit();
        fixture.jdbc.sql("update job set attempt = 100, spared = 100, created_at = created_at - interval '1 day'")
                .update();
        preparation = () -> {
            throw new IllegalStateException("a bug");
        };
        for (int i = 0; i < 3; i++) {
            assertThat(claim()).isNull();
            fixture.jdbc.sql("update job set available_at = clock_timestamp()").update();
        }
        assertThat(told("status")).isEqualTo("failed");
    }

    @Test
    void aJobWhoseEndingFailsIsSetAsideAndTheClaimGoesOn() throws Exception {
        submit();
        refundFails = true;
        preparation = () -> {
            throw JobFailure.permanent("voice_image", "no picture", new IllegalStateException());
        };
        assertThat(claim()).isNull();
        assertThat(told("status")).isEqualTo("stuck");
    }

    @Test
    void aCheckThatFailsBecauseTheAgentWasDeletedMeanwhileIsAConflict() throws Exception {
        UUID id = submit();
        assertConflict(id, new UncheckedIOException(new NoSuchFileException("upload")),
                _ -> fixture.jobs.cancel(new UUID(0, 7), "A91XMB7113"));
        assertThat(told("status")).isEqualTo("cancelled");
    }

    @Test
    void aCheckThatFailsBecauseTheAttemptWasEndedMeanwhileIsAConflict() throws Exception {
        UUID id = submit();
        assertConflict(id, ApiException.invalid("outputs.a", "output a was not uploaded"),
                given -> work.fail(id, new WorkerWire.Failure("no", null, given.attempt(), null)));
        assertThat(told("status")).isEqualTo("queued");
    }

    @Test
    void aCheckThatFailsWhileTheLeaseHoldsSaysWhatIsWrong() throws Exception {
        UUID id = submit();
        WorkerWire.Given given = claim();
        ApiException wrong = ApiException.invalid("outputs.a", "output a was not uploaded");
        preparation = () -> {
            throw wrong;
        };
        assertThatThrownBy(() -> complete(id, given)).isSameAs(wrong);
        assertThat(told("status")).isEqualTo("leased");
    }

    @Test
    void aRepeatThatOvertakesTheFirstRequestLeavesBothDone() throws Exception {
        UUID id = submit();
        WorkerWire.Given given = claim();
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        preparation = () -> {
            if (checking.getCount() > 0) {
                checking.countDown();
                awaitLatch(done);
                throw ApiException.invalid("outputs.a", "output a was not uploaded");
            }
        };
        var first = CompletableFuture.supplyAsync(() -> complete(id, given));
        awaitLatch(checking);
        assertThat(complete(id, given).status()).isEqualTo("done");
        done.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS).status()).isEqualTo("done");
    }

    /** One thread checks, this one does something meanwhile, and the check fails of it. */
    private void assertConflict(UUID id, RuntimeException failure, Consumer<WorkerWire.Given> meanwhile)
            throws Exception {
        WorkerWire.Given given = claim();
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        preparation = () -> {
            checking.countDown();
            awaitLatch(over);
            throw failure;
        };
        var answer = CompletableFuture.supplyAsync(() -> complete(id, given));
        awaitLatch(checking);
        meanwhile.accept(given);
        over.countDown();
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).cause().isInstanceOfSatisfying(ApiException.class,
                e -> assertThat(e.code()).isEqualTo(CommonError.CONFLICT));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WorkerWire.End complete(UUID id, WorkerWire.Given given) {
        return work.complete(id, new WorkerWire.Completion(given.attempt(), null));
    }

    /** Until it was renewed after its first end, while another worker asks for work and gets none. */
    private void longerThanTheLease() {
        OffsetDateTime first = leaseUntil();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            assertThat(fixture.jobs.claim("worker:other", List.of("foreign"), List.of())).isEmpty();
            return leaseUntil().isAfter(first.plus(SHORT));
        });
    }

    private OffsetDateTime leaseUntil() {
        return fixture.jdbc.sql("select lease_until from job").query(OffsetDateTime.class).single();
    }

    private UUID submit() {
        return fixture.jobs.submit(new NewJob("foreign", "essence-2", new UUID(0, 7), "A91XMB7113", Map.of()));
    }

    private WorkerWire.Given claim() throws InterruptedException {
        return work.claim(CLAIM).job();
    }

    private Object told(String column) {
        return fixture.jdbc.sql("select " + column + " as it from job").query().singleValue();
    }

    private final class Foreign extends JobFixture.Counting implements ForeignHandler {

        private Foreign() {
            super(database);
        }

        @Override
        public String kind() {
            return "foreign";
        }

        @Override
        public Brief brief(Job job) {
            preparation.run();
            return new Brief(Map.of(), Map.of(), List.of());
        }

        @Override
        public List<Output> outputs(Job job) {
            return List.of();
        }

        @Override
        public JsonNode accept(Job job, JsonNode sent) {
            preparation.run();
            return sent;
        }

        @Override
        public void onFailed(Job job, String step, String reason) {
            if (refundFails) {
                throw new IllegalStateException("the refund failed");
            }
            super.onFailed(job, step, reason);
        }
    }
}
