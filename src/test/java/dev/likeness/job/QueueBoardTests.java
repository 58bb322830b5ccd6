package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.TestDatabase;
import dev.likeness.common.Model;
import dev.likeness.common.SpokenTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class QueueBoardTests {

    private static final UUID ONE = new UUID(0, 7);
    private static final UUID OTHER = new UUID(0, 8);

    private final DataSource database = TestDatabase.fresh();
    private final JobFixture fixture = new JobFixture(database, Duration.ofSeconds(60),
            List.of(new JobFixture.Counting(database)));

    @Test
    void whoWaitsIsToldTheirPlaceAsClaimsWillTakeThem() {
        fixture.submit(ONE, "A0");
        fixture.jobs.claim("w", List.of("test"), List.of());
        fixture.submit(ONE, "A1");
        fixture.submit(ONE, "A2");
        fixture.submit(OTHER, "B0");
        QueueBoard board = board(List.of());
        assertThat(board.place(ONE, "A0", Model.ESSENCE_1)).isEmpty();
        assertThat(board.place(OTHER, "B0", Model.ESSENCE_1))
                .contains("Next in the queue, starting in about a minute");
        assertThat(board.place(ONE, "A1", Model.ESSENCE_1))
                .contains("Number 2 in the queue, starting in about 2 minutes");
        assertThat(board.place(ONE, "A2", Model.ESSENCE_1))
                .contains("Number 3 in the queue, starting in about 3 minutes");
    }

    @Test
    void theTimeIsWhatSuchBuildsTookLately() {
        fixture.submit(ONE, "done");
        Job job = fixture.jobs.claim("w", List.of("test"), List.of()).orElseThrow();
        fixture.jobs.complete(job.id(), job.attempt(), JobFixture.JSON.createObjectNode());
        fixture.jdbc.sql("update job set claimed_at = finished_at - interval '10 minutes'").update();
        fixture.submit(ONE, "runs");
        fixture.jobs.claim("w", List.of("test"), List.of());
        fixture.submit(ONE, "waits");
        assertThat(board(List.of()).place(ONE, "waits", Model.ESSENCE_1))
                .contains("Next in the queue, starting in about 10 minutes");
    }

    @Test
    void linesOfForeignWorkersAreCountedByThemselves() {
        fixture.submit(ONE, "here");
        fixture.jobs.submit(new NewJob("test", "essence-2", OTHER, "there", Map.of()));
        assertThat(board(List.of("essence-2")).place(OTHER, "there", Model.ESSENCE_2))
                .contains("Next in the queue, starting in a few seconds");
    }

    @Test
    void aSecondAttemptSaysSo() {
        fixture.submit(ONE, "S");
        Job job = fixture.jobs.claim("w", List.of("test"), List.of()).orElseThrow();
        fixture.jobs.retryOrFail(job, "video", "crashed");
        assertThat(board(List.of()).place(ONE, "S", Model.ESSENCE_1).orElseThrow())
                .startsWith("Something went wrong; trying again. Next in the queue");
    }

    @Test
    void whatMayNotBeClaimedYetHoldsNobodyUpButHasAPlace() {
        for (int i = 0; i < 3; i++) {
            fixture.submit(ONE, "paused" + i);
            Job job = fixture.jobs.claim("w", List.of("test"), List.of()).orElseThrow();
            fixture.jobs.retryOrFail(job, "video", "crashed");
        }
        fixture.jdbc.sql("update job set available_at = clock_timestamp() + interval '1 minute'").update();
        fixture.submit(ONE, "first");
        fixture.submit(ONE, "second");
        QueueBoard board = board(List.of());
        assertThat(board.place(ONE, "first", Model.ESSENCE_1).orElseThrow()).startsWith("Next in the queue");
        assertThat(board.place(ONE, "second", Model.ESSENCE_1).orElseThrow()).startsWith("Number 2 in the queue");
        assertThat(board.place(ONE, "paused2", Model.ESSENCE_1).orElseThrow())
                .startsWith("Something went wrong; trying again. Next in the queue");
    }

    @Test
    void whatBuildsNothingIsNotCounted() {
        fixture.jobs.submit(new NewJob("agent_assets", "", OTHER, "deleted", Map.of(), 10, Duration.ZERO));
        fixture.submit(ONE, "first");
        assertThat(board(List.of()).place(ONE, "first", Model.ESSENCE_1).orElseThrow()).startsWith("Next in the queue");
    }

    @Test
    void timesAreSaidInWords() {
        assertThat(List.of(SpokenTime.about(Duration.ofSeconds(5)), SpokenTime.about(Duration.ofSeconds(40)),
                SpokenTime.about(Duration.ofSeconds(61)), SpokenTime.about(Duration.ofHours(2)),
                SpokenTime.about(Duration.ofHours(24))))
                .containsExactly("a few seconds", "a minute", "2 minutes", "2 hours", "24 hours");
    }

    private QueueBoard board(List<String> foreign) {
        return new QueueBoard(fixture.jdbc, JobFixture.properties(Duration.ofSeconds(60), foreign));
    }
}
