package dev.likeness.agent.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.likeness.agent.AgentFixture;
import dev.likeness.common.Model;
import dev.likeness.job.NewJob;
import dev.likeness.storage.Listed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class AssetSweepTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String CODE = "A91XMB7113";
    /** As folders were named before. */
    private static final String ONE = "1-" + "0123456789abcdef".repeat(2);
    private static final String TWO = "2-" + "0123456789abcdef".repeat(2);
    private static final String BUILD = "0123456789abcdef".repeat(2) + "-1";
    private static final String ADD = "fedcba9876543210".repeat(2) + "-1";
    private static final String OPEN = "public/agents/" + CODE + "/";
    private static final String CLOSED = "accounts/" + AgentFixture.OWNER + "/agents/" + CODE + "/";

    private final AgentFixture fixture = new AgentFixture();
    private final AtomicInteger queries = new AtomicInteger();
    private final AssetSweep sweep = new AssetSweep(fixture.store,
            List.of(fixture.owner(JdbcClient.create(new DelegatingDataSource(fixture.database) {
                @Override
                public Connection getConnection() throws SQLException {
                    queries.incrementAndGet();
                    return super.getConnection();
                }
            }))), fixture.jobs.jobs, Clock.fixed(NOW, ZoneOffset.UTC));

    private void stored(Duration age, String root, String... keys) {
        doAnswer(call -> {
            Consumer<Listed> visitor = call.getArgument(1);
            Arrays.stream(keys).forEach(key -> visitor.accept(new Listed(key, NOW.minus(age))));
            return null;
        }).when(fixture.store).list(eq(root), any());
    }

    @Test
    void removesFoldersOfAttemptsThatNobodyRefersTo() {
        fixture.agent(CODE, Model.ESSENCE_2);
        fixture.store(CODE,
                fixture.artifact(CODE, Model.ESSENCE_2, CLOSED + TWO + "/model.imx"));
        stored(Duration.ofDays(3), "public/agents", OPEN + ONE + "/portrait.jpg", OPEN + TWO + "/portrait.jpg",
                "public/agents/A00AAA0000/" + ONE + "/identity.mp4", "public/agents/strange");
        stored(Duration.ofDays(3), "accounts", CLOSED + ONE + "/voice-sample", CLOSED + TWO + "/voice-sample",
                CLOSED + TWO + "/model.imx", "accounts/" + AgentFixture.OWNER + "/inputs/x");
        sweep.run();
        verify(fixture.store).deleteAll(OPEN + ONE);
        verify(fixture.store).deleteAll(CLOSED + ONE);
        verify(fixture.store).deleteAll("public/agents/A00AAA0000/" + ONE);
        verify(fixture.store, never()).deleteAll(OPEN + TWO);
        verify(fixture.store, never()).deleteAll(CLOSED + TWO);
    }

    @Test
    void keepsWhatIsYoungOrMayStillBeWrittenTo() {
        fixture.agent(CODE, Model.ESSENCE_2);
        stored(Duration.ofHours(40), "public/agents", OPEN + ONE + "/portrait.jpg");
        sweep.run();
        fixture.jobs.jobs.submit(new NewJob("agent_generation", "essence-2", AgentFixture.OWNER, CODE, Map.of()));
        stored(Duration.ofDays(9), "public/agents", OPEN + ONE + "/portrait.jpg");
        sweep.run();
        verify(fixture.store, never()).deleteAll(any());
    }

    @Test
    void foldersOfOneAttemptAreUsedTogetherAndThoseOfAnotherAreNot() {
        fixture.agent(CODE, Model.ESSENCE_1);
        fixture.store(CODE,
                fixture.artifact(CODE, Model.ESSENCE_1, OPEN + BUILD + "/model.imx"));
        stored(Duration.ofDays(3), "public/agents", OPEN + BUILD + "/model.imx", OPEN + ADD + "/identity.mp4",
                OPEN + ONE + "/portrait.jpg");
        stored(Duration.ofDays(3), "accounts", CLOSED + BUILD + "/voice-sample", CLOSED + ADD + "/model.imx");
        sweep.run();
        verify(fixture.store).deleteAll(OPEN + ADD);
        verify(fixture.store).deleteAll(CLOSED + ADD);
        verify(fixture.store).deleteAll(OPEN + ONE);
        verify(fixture.store, times(3)).deleteAll(any());
    }

    @Test
    void whatForeignWorkersLeftGoesWhenNoBuildOfTheAgentIsOpen() {
        fixture.agent(CODE, Model.ESSENCE_2);
        String work = CLOSED + "jobs/" + UUID.randomUUID();
        stored(Duration.ofDays(3), "accounts", work + "/1/input-image", work + "/2/essence-2");
        UUID job = fixture.jobs.jobs
                .submit(new NewJob("agent_generation", "essence-2", AgentFixture.OWNER, CODE, Map.of()));
        sweep.run();
        verify(fixture.store, never()).deleteAll(any());
        fixture.jdbc.sql("update job set status = 'failed' where id = :id").param("id", job).update();
        sweep.run();
        verify(fixture.store).deleteAll(work);
    }

    @Test
    void aFolderThatGotSomethingLatelyStays() {
        stored(Duration.ofDays(3), "accounts", CLOSED + BUILD + "/voice-sample");
        stored(Duration.ofHours(1), CLOSED + BUILD, CLOSED + BUILD + "/model.imx");
        sweep.run();
        verify(fixture.store, never()).deleteAll(any());
    }

    @Test
    void theStoreIsListedOnceAndTheDatabaseAskedInBatches() {
        stored(Duration.ofDays(3), "accounts", IntStream.range(0, 1200)
                .mapToObj(i -> "accounts/" + AgentFixture.OWNER + "/agents/A00AAA%04d/".formatted(i) + BUILD + "/a.imx")
                .toArray(String[]::new));
        sweep.run();
        verify(fixture.store, times(1200)).deleteAll(any());
        verify(fixture.store, times(1)).list(eq("accounts"), any());
        verify(fixture.store, times(1)).list(eq("public/agents"), any());
        assertThat(queries).hasValue(3);
    }
}
