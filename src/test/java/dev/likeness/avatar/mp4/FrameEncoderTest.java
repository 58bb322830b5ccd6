package dev.likeness.avatar.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.DigitalSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameEncoderTest {

    private static final int FRAME = 256 * 256 * 3 / 2;

    @TempDir
    private Path folder;

    @Test
    void anEncoderThatDiesIsReportedWithWhatItSaid() throws IOException {
        try (FrameEncoder encoder = encoder("echo no such codec >&2; exit 3", Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    encoder.write(new byte[FRAME]);
                }
                encoder.finish();
            }).isInstanceOf(IllegalStateException.class).hasMessageContaining("no such codec");
        }
        assertThat(Files.list(folder)).isEmpty();
    }

    @Test
    void anEncoderThatHangsIsKilled() {
        try (FrameEncoder encoder = encoder("exec sleep 600", Duration.ofMillis(500))) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    encoder.write(new byte[FRAME]);
                }
            }).isInstanceOf(IllegalStateException.class).hasMessageContaining("took longer");
        }
        // Other tests' servers may start children of their own meanwhile.
        assertThat(ProcessHandle.current().children().map(child -> child.info().commandLine().orElse("")))
                .noneMatch(command -> command.contains("sleep 600"));
    }

    private FrameEncoder encoder(String script, Duration patience) {
        return new FrameEncoder(folder.resolve("x.mp4"), patience, DigitalSource.COMPOSITE_SYNTHETIC,
                _ -> new ProcessBuilder("sh", "-c", script));
    }
}
