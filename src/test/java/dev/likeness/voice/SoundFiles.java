package dev.likeness.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sound in the formats that people send. */
final class SoundFiles {

    private SoundFiles() {
    }

    /** What ffmpeg makes of the file; the format is in the target's name. */
    static Path encoded(Path from, Path to, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-y", "-i", from.toString()));
        arguments.addAll(List.of(options));
        arguments.add(to.toString());
        return run(arguments, to);
    }

    /** Of a generator of ffmpeg's own, such as {@code anoisesrc=d=3}. */
    static Path generated(String filter, Path to, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-y", "-f", "lavfi", "-i", filter));
        arguments.addAll(List.of(options));
        arguments.add(to.toString());
        return run(arguments, to);
    }

    static Path run(List<String> arguments, Path to) throws IOException, InterruptedException {
        Process ffmpeg = Ffmpeg.with(arguments).redirectErrorStream(true).start();
        String said = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffmpeg.waitFor()).as(said).isZero();
        assertThat(Files.size(to)).isPositive();
        return to;
    }
}
