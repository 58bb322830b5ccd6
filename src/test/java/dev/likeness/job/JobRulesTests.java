package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Who is served when, and how jobs end that no worker ends. */
class JobRulesTests {

    private static final List<String> KINDS = List.of("test");
    private static final UUID ONE = new UUID(0, 7);
    private static final UUID OTHER = new UUID(0, 8);

    private final DataSource database = TestDatabase.fresh();
    private volatile boolean broken;
    private volatile String hopeless = "nobody";
    private final JobFixture.Counting handler = new JobFixture.Counting(database) {
        @Override
        public void onFailed(Job job, String step, String reason) {
            super.onFailed(job, step, reason);
            if (broken || job.subject().startsWith(hopeless)) {
                throw new IllegalStateException("the refund failed");
            }
        }
    };
    private final JobFixture fixture = new JobFixture(database, Duration.ofSeconds(60), List.of(handler));
    private final Jobs jobs = fixture.jobs;

    @Test
    void aThousandJobsOfOneAccountDoNotStarveTheOneOfAnother() {
        for (int i = 0; i < 1000; i++) {
            fixture.submit(ONE, "A" + i);
        }
        assertThat(claim().subject()).isEqualTo("A0");
        fixture.submit(OTHER, "B");
        assertThat(claim().subject()).isEqualTo("B");
        assertThat(claim().subject()).isEqualTo("A1");
    }

    @Test
    void aSingleWorkerServesAccountsInTurns() {
        for (int i = 0; i < 4; i++) {
            fixture.submit(ONE, "A" + i);
        }
        for (int i = 0; i < 2; i++) {
            fixture.submit(OTHER, "B" + i);
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Job job = claim();
            order.add(job.subject());
            jobs.complete(job.id(), job.attempt(), JobFixture.JSON.createObjectNode());
        }
        assertThat(order).containsExactly("A0", "B0", "A1", "B1", "A2", "A3");
    }

    @Test
    void whoHasFewerJobsRunningGoesFirstWhenAWorkerIsFree() {
        for (int i = 0; i < 5; i++) {
            fixture.submit(ONE, "A" + i);
        }
        claim();
        claim();
        claim();
        for (int i = 0; i < 4; i++) {
            fixture.submit(OTHER, "B" + i);
        }
        assertThat(List.of(claim().subject(), claim().subject(), claim().subject())).containsExactly("B0", "B1", "B2");
    }

    @Test
    void anAttemptThatTakesTooLongLosesItsLeaseAndTheJobFailsAfterThree() {
        UUID id = fixture.submit("S");
        for (int attempt = 1; attempt <= 3; attempt++) {
            Job job = claim();
            sql("update job set attempt_until = clock_timestamp() - interval '1 second'");
            assertThat(jobs.heartbeat(id, job.attempt(), .5, "video", "still at it")).isEqualTo(LeaseAnswer.LOST);
            assertThat(fixture.status(id)).isEqualTo(attempt < 3 ? "queued" : "failed");
            sql("update job set available_at = clock_timestamp()");
        }
        assertThat(fixture.jdbc.sql("select said from ending").query(String.class).list())
                .containsExactly("it took longer than 30 minutes");
    }

    @Test
    void theLimitOfAnAttemptIsThatOfItsModel() {
        fixture.submit("S");
        claim();
        assertThat(minutesLeft()).isBetween(29, 30);
        sql("update job set model = 'essence-2', lease_until = clock_timestamp() - interval '1 second'");
        claim();
        assertThat(minutesLeft()).isBetween(119, 120);
    }

    @Test
    void aJobThatCannotBeFailedIsSetAsideAndFailedLater() {
        UUID poison = fixture.submit("poison");
        broken = true;
        for (int attempt = 1; attempt <= 3; attempt++) {
            claim();
            sql("update job set lease_until = clock_timestamp() - interval '1 second'");
        }
        fixture.submit("next");
        assertThat(claim().subject()).isEqualTo("next");
        assertThat(fixture.status(poison)).isEqualTo("stuck");
        assertThat(handler.endings("poison")).isEmpty();
        assertThat(fixture.upkeep().run()).isZero();
        broken = false;
        assertThat(fixture.upkeep().run()).isEqualTo(1);
        assertThat(fixture.upkeep().run()).isZero();
        assertThat(fixture.status(poison)).isEqualTo("failed");
        assertThat(handler.endings("poison")).containsExactly("failed");
        assertThat(fixture.jdbc.sql("select said from ending").query(String.class).list())
                .containsExactly("the engine stopped unexpectedly, 3 times");
    }

    @Test
    void aReportThatComesTooLateIsAnsweredThoughTheEndingFails() {
        UUID id = fixture.submit("S");
        sql("update job set attempt = 2");
        Job job = claim();
        sql("update job set attempt_until = clock_timestamp() - interval '1 second'");
        broken = true;
        assertThat(jobs.heartbeat(id, job.attempt(), .5, "video", "still at it")).isEqualTo(LeaseAnswer.LOST);
        assertThat(fixture.status(id)).isEqualTo("stuck");
        assertThat(handler.endings("S")).isEmpty();
    }

    @Test
    void aHundredJobsThatCannotBeEndedDoNotHoldUpTheNext() {
        for (int i = 0; i < 100; i++) {
            fixture.submit("S" + i);
        }
        sql("update job set status = 'stuck', error = 'no', available_at = clock_timestamp() - interval '1 hour'");
        UUID last = fixture.submit("good");
        sql("update job set status = 'stuck', error = 'no' where subject = 'good'");
        hopeless = "S";
        assertThat(fixture.upkeep().run() + fixture.upkeep().run()).isEqualTo(1);
        assertThat(fixture.status(last)).isEqualTo("failed");
        assertThat(handler.endings("good")).containsExactly("failed");
    }

    @Test
    void whatNobodyTookAndCannotBeFailedIsSetAside() {
        UUID id = fixture.submit("S");
        sql("update job set available_at = clock_timestamp() - interval '25 hours'");
        broken = true;
        assertThat(fixture.upkeep().run()).isZero();
        assertThat(fixture.status(id)).isEqualTo("stuck");
        broken = false;
        assertThat(fixture.upkeep().run()).isEqualTo(1);
        assertThat(fixture.jdbc.sql("select said from ending").query(String.class).list())
                .containsExactly("no worker took it within 24 hours");
    }

    @Test
    void aJobThatIsSetAsideCanStillBeCancelled() {
        UUID id = fixture.submit("S");
        broken = true;
        assertThat(jobs.failOrSetAside(claim(), "video", "no")).isTrue();
        assertThat(jobs.cancel(ONE, "S")).hasSize(1);
        assertThat(fixture.status(id)).isEqualTo("cancelled");
        broken = false;
        assertThat(fixture.upkeep().run()).isZero();
    }

    @Test
    void whatNobodyTakesFailsInTheEnd() {
        UUID id = fixture.submit("S");
        UUID young = fixture.submit("young");
        fixture.jdbc.sql("update job set available_at = clock_timestamp() - interval '25 hours' where id = :id")
                .param("id", id).update();
        assertThat(fixture.upkeep().run()).isEqualTo(1);
        assertThat(fixture.status(id)).isEqualTo("failed");
        assertThat(fixture.status(young)).isEqualTo("queued");
        assertThat(fixture.jdbc.sql("select said from ending").query(String.class).list())
                .containsExactly("no worker took it within 24 hours");
    }

    @Test
    void whatEndedLongAgoIsForgottenAndNothingElse() {
        for (String subject : List.of("old", "new", "open")) {
            fixture.submit(subject);
        }
        for (int i = 0; i < 2; i++) {
            Job job = claim();
            jobs.complete(job.id(), job.attempt(), JobFixture.JSON.createObjectNode());
        }
        sql("update job set finished_at = finished_at - interval '8 days' where subject = 'old'");
        fixture.upkeep().run();
        assertThat(fixture.jdbc.sql("select subject from job order by subject").query(String.class).list())
                .containsExactly("new", "open");
    }

    private Job claim() {
        Optional<Job> job = jobs.claim("w", KINDS, List.of());
        return job.orElseThrow();
    }

    private int minutesLeft() {
        return fixture.jdbc.sql("select ceil(extract(epoch from attempt_until - clock_timestamp()) / 60) from job")
                .query(Integer.class).single();
    }

    private void sql(String statement) {
        fixture.jdbc.sql(statement).update();
    }
}
