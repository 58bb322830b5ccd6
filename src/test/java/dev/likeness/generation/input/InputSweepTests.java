package dev.likeness.generation.input;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.likeness.job.JobFixture;
import dev.likeness.job.NewJob;
import dev.likeness.storage.Listed;
import dev.likeness.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InputSweepTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void removesOldInputsThatNoOpenJobWaitsFor() {
        ObjectStore store = mock(ObjectStore.class);
        JobFixture jobs = new JobFixture(Duration.ofSeconds(60), List.of());
        UUID account = UUID.randomUUID();
        String folder = "inputs/" + account + "/";
        String waited = folder + UUID.randomUUID();
        String young = folder + UUID.randomUUID();
        String left = folder + UUID.randomUUID();
        jobs.jobs.submit(new NewJob("agent_generation", "essence-1", account, "A91XMB7113",
                Map.of("image", new InputSource(null, waited))));
        doAnswer(call -> {
            Consumer<Listed> visitor = call.getArgument(1);
            for (String key : List.of(waited, left, "accounts/" + account + "/agents/A/x", folder + "odd")) {
                visitor.accept(new Listed(key, NOW.minus(Duration.ofDays(3))));
            }
            visitor.accept(new Listed(young, NOW.minus(Duration.ofHours(47))));
            return null;
        }).when(store).list(eq("inputs"), any());
        new InputSweep(store, jobs.jobs, Clock.fixed(NOW, ZoneOffset.UTC)).run();
        verify(store).delete(left);
        verify(store, times(1)).delete(any());
        verify(store, never()).deleteAll(any());
    }
}
