package dev.likeness.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FfmpegTests {

    private static final List<String> NOISE = List.of("-nostdin", "-y", "-v", "error", "-f", "lavfi", "-i",
            "anoisesrc=d=1");

    @TempDir
    private Path folder;

    @Test
    void whatIsConfinedAnswersThroughItsOutputAndWritesNoFile() throws Exception {
        Path file = folder.resolve("noise.wav");
        assertThat(end(Ffmpeg.confined(with(file.toString())))).isNotZero();
        assertThat(Files.notExists(file) || Files.size(file) == 0).isTrue();
        assertThat(end(Ffmpeg.with(with(file.toString())))).isZero();
        assertThat(file).isNotEmptyFile();

        Process child = Ffmpeg.confined(with("-f", "s16le", "pipe:1"))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(child.getInputStream().readAllBytes()).hasSize(2 * 48_000);
        assertThat(child.waitFor()).isZero();
    }

    @Test
    void whatIsConfinedKnowsNothingOfTheServer() {
        assertThat(Ffmpeg.confined(List.of()).environment().keySet()).isSubsetOf("LD_LIBRARY_PATH",
                "MALLOC_ARENA_MAX");
    }

    /** Nobody is there to end it when the server was killed. */
    @Test
    void whatIsConfinedAndComputesForEverEndsByItself() throws Exception {
        Process child = Ffmpeg.confined(List.of("-nostdin", "-v", "quiet", "-f", "lavfi", "-i", "anoisesrc", "-f",
                "null", "-"), 1).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as("killed, not failed").isEqualTo(128 + 9);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void oneThatDoesNotAnswerIsEndedAndToldOf() throws Exception {
        ProcessBuilder hangs = new ProcessBuilder("sleep", "600.25");
        assertThatThrownBy(() -> Ffmpeg.check(hangs, Duration.ofSeconds(1))).isInstanceOf(IOException.class)
                .hasMessage("ffmpeg does not answer within 1 s");
        await().atMost(Duration.ofMinutes(1)).until(() -> ProcessHandle.current().children()
                .noneMatch(child -> child.info().commandLine().orElse("").contains("600.25")));
        assertThatThrownBy(() -> Ffmpeg.check(new ProcessBuilder("sh", "-c", "echo no libdrm; exit 127"),
                Duration.ofMinutes(1))).hasMessage("ffmpeg does not run: no libdrm");
        Ffmpeg.check();
    }

    private static List<String> with(String... output) {
        return Stream.concat(NOISE.stream(), Stream.of(output)).toList();
    }

    private static int end(ProcessBuilder builder) throws Exception {
        Process child = builder.redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isNotNull();
        return child.waitFor();
    }
}
