package dev.likeness.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** What follows when the server's PostgreSQL ends; KillIT kills a real one. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseWatchTests {

    private final CompletableFuture<Process> end = new CompletableFuture<>();
    private final AtomicInteger exits = new AtomicInteger();
    private final DatabaseWatch watch = new DatabaseWatch(end, () -> "PANIC: the disk is gone", exits::incrementAndGet);

    @Test
    void aDatabaseThatEndsByItselfEndsTheServerWithOneLine(CapturedOutput log) {
        end.complete(mock(Process.class));
        assertThat(exits).hasValue(1);
        assertThat(log.getOut().lines().filter(line -> line.contains("ended by itself"))).singleElement().asString()
                .endsWith("PANIC: the disk is gone");
    }

    @Test
    void aDatabaseThatEndsWhileTheServerStopsIsNoNews(CapturedOutput log) {
        watch.onApplicationEvent(new ContextClosedEvent(mock(ApplicationContext.class)));
        end.complete(mock(Process.class));
        assertThat(exits).hasValue(0);
        assertThat(log).doesNotContain("ended by itself");
    }

    @Test
    void aStartThatFailsEndsTheDatabaseItself() {
        watch.destroy();
        end.complete(mock(Process.class));
        assertThat(exits).hasValue(0);
    }
}
