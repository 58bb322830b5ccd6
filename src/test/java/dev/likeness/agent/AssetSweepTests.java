package dev.likeness.agent;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.likeness.common.Model;
import dev.likeness.job.NewJob;
import dev.likeness.storage.Listed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AssetSweepTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String CODE = "A91XMB7113";
    private static final String ONE = "1-" + "0123456789abcdef".repeat(2);
    private static final String TWO = "2-" + "0123456789abcdef".repeat(2);
    private static final String OPEN = "public/agents/" + CODE + "/";
    private static final String CLOSED = "accounts/" + AgentFixture.OWNER + "/agents/" + CODE + "/";

    private final AgentFixture fixture = new AgentFixture();
    private final AssetSweep sweep = new AssetSweep(fixture.store, fixture.jdbc, fixture.jobs.jobs,
            Clock.fixed(NOW, ZoneOffset.UTC));

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
        fixture.artifacts.put(AgentFixture.OWNER, CODE,
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
}
