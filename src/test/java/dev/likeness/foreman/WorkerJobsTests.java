package dev.likeness.foreman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.likeness.TestDatabase;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobFailure;
import dev.likeness.job.JobFixture;
import dev.likeness.job.NewJob;
import dev.likeness.storage.SignedUploads;
import dev.likeness.storage.SignedUrls;
import dev.likeness.web.JsonBody;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens to a job between its claim and its worker, with leases of 600 ms. */
class WorkerJobsTests {

    private static final String CLAIM = "{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 0}";

    private final DataSource database = TestDatabase.fresh();
    private Runnable preparation = () -> {
    };
    private boolean refundFails;
    private final Foreign handler = new Foreign();
    private final JobFixture fixture = new JobFixture(database, Duration.ofMillis(600), List.of("essence-2"),
            List.of(handler));
    private final WorkerJobs work = new WorkerJobs(fixture.jobs, mock(SignedUrls.class), mock(SignedUploads.class),
            JobFixture.JSON);

    @Test
    void aPreparationThatOutlastsTheLeaseKeepsTheJobAndItsAttempt() throws Exception {
        UUID id = submit();
        preparation = this::threeLeases;
        WorkerWire.Given given = claim();
        assertThat(given).isNotNull();
        assertThat(given.jobId()).isEqualTo(id);
        assertThat(given.attempt()).isEqualTo(1);
    }

    @Test
    void checksThatOutlastTheLeaseDoNotThrowTheWorkAway() throws Exception {
        UUID id = submit();
        WorkerWire.Given given = claim();
        preparation = this::threeLeases;
        assertThat(work.complete(id, body("{\"attempt\": " + given.attempt() + "}")).status()).isEqualTo("done");
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
    void troubleThatLastsEndsTheJobAfterAll() throws Exception {
        submit();
        fixture.jdbc.sql("update job set attempt = 100, spared = 100").update();
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

    /** Longer than the lease lasts, while another worker asks for work and gets none. */
    private void threeLeases() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(fixture.jobs.claim("worker:other", List.of("foreign"), List.of())).isEmpty();
            return fixture.jdbc.sql("select clock_timestamp() > claimed_at + interval '1800 ms' from job")
                    .query(Boolean.class).single();
        });
    }

    private UUID submit() {
        return fixture.jobs.submit(new NewJob("foreign", "essence-2", new UUID(0, 7), "A91XMB7113", Map.of()));
    }

    private WorkerWire.Given claim() throws InterruptedException {
        return work.claim(body(CLAIM)).job();
    }

    private Object told(String column) {
        return fixture.jdbc.sql("select " + column + " as it from job").query().singleValue();
    }

    private static JsonBody body(String json) {
        return JsonBody.of(JobFixture.JSON.readTree(json));
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
