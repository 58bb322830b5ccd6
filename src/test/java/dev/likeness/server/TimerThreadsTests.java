package dev.likeness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TimerThreadsTests {

    @Test
    void aDatabaseThatTakesNoWritesIsNoTraceOfEachTimer(CapturedOutput log) throws Exception {
        end(new IllegalStateException(new SQLException("cannot execute UPDATE in a read-only transaction", "25006")));
        assertThat(log.getAll()).doesNotContain("cannot execute UPDATE");
        end(new IllegalStateException("a bug"));
        assertThat(log.getOut()).contains("A timer could not take what was due", "a bug");
    }

    private static void end(RuntimeException failure) throws InterruptedException {
        Thread timer = TimerThreads.factory().newThread(() -> {
            throw failure;
        });
        timer.start();
        timer.join();
    }
}
