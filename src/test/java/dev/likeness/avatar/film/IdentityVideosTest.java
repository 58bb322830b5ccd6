package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.mp4.Films;
import dev.likeness.avatar.mp4.FrameFlow;
import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityVideosTest {

    private static final int SIZE = 256;
    private static final Progress SILENT = _ -> {
    };

    @TempDir
    private Path folder;

    @Test
    void theLoopGoesOnOverItsSeamAsItGoesElsewhere() {
        FrameRenderer renderer = new FrameRenderer(Faces.smiling(SIZE), new MotionSpec(7, 1));
        byte[] first = renderer.frame(0);
        double over = change(renderer.frame(248), renderer.frame(249));
        assertThat(over).isBetween(.2 * change(first, renderer.frame(1)), 2 * change(first, renderer.frame(1)));
        assertThat(over).isLessThan(.5 * change(first, renderer.frame(125)));
    }

    private static double change(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            sum += Math.abs((a[i] & 255) - (b[i] & 255));
        }
        return sum / (SIZE * SIZE);
    }

    @Test
    void theVideoHasTenSecondsThatCloseIntoALoop() throws IOException {
        Path file = folder.resolve("identity.mp4");
        List<Double> seen = new ArrayList<>();
        IdentityVideo video = new IdentityVideos().render(Faces.smiling(SIZE), new MotionSpec(7, 1), file, seen::add);

        assertThat(video.frames()).isEqualTo(250);
        assertThat(video.fps()).isEqualTo(25);
        assertThat(video.affines()).hasSize(250).allSatisfy(a -> assertThat(a).hasSize(6));
        assertThat(video.affines().getLast()).isEqualTo(video.affines().getFirst());
        assertThat(seen).isSorted().endsWith(1.0);

        assertThatCode(() -> Films.check(file)).doesNotThrowAnyException();
        byte[] raw = decoded(file);
        int frame = SIZE * SIZE;
        assertThat(raw).hasSize(250 * frame);
        double change = 0;
        for (int i = 0; i < frame; i++) {
            change += Math.abs((raw[i] & 255) - (raw[249 * frame + i] & 255));
        }
        assertThat(change / frame).isLessThan(1.5);
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void theSameInputGivesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        Portrait portrait = Faces.smiling(SIZE);
        Path one = folder.resolve("one.mp4");
        Path three = folder.resolve("three.mp4");
        new IdentityVideos(new FrameFlow(1)).render(portrait, new MotionSpec(7, 1), one, SILENT);
        new IdentityVideos(new FrameFlow(3)).render(portrait, new MotionSpec(7, 1), three, SILENT);
        assertThat(three).hasSameBinaryContentAs(one);
    }

    @Test
    void noiseIsEncodedMoreCoarsely() throws IOException {
        byte[] noise = new byte[512 * 512 * 3];
        new Random(1).nextBytes(noise);
        Landmarks nobody = new Landmarks(new FaceFrame(256, 215, 82, 0), null, FaceKind.NONE,
                new Landmarks.Confidence(0, 0, 0, 82, 0));
        Path file = folder.resolve("noise.mp4");
        new IdentityVideos().render(new Portrait(noise, 512, 512, nobody, "photo"), new MotionSpec(7, 1), file, SILENT);
        assertThat(decoded(file)).hasSize(250 * 512 * 512);
    }

    @Test
    void aProgressThatThrowsLeavesNoChildAndNoFile() throws IOException {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        assertThatThrownBy(() -> new IdentityVideos().render(Faces.smiling(SIZE), new MotionSpec(7, 1),
                folder.resolve("identity.mp4"), at -> {
                    if (at > .1) {
                        throw new IllegalStateException("cancelled");
                    }
                })).hasMessage("cancelled");
        assertThat(Files.list(folder)).isEmpty();
        assertThat(ProcessHandle.current().children().filter(c -> !before.contains(c))).isEmpty();
    }

    private static byte[] decoded(Path file) throws IOException {
        Process child = Ffmpeg.with(List.of("-v", "error", "-i", file.toString(), "-f", "rawvideo", "-pix_fmt", "gray",
                "pipe:1")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        child.getOutputStream().close();
        return child.getInputStream().readAllBytes();
    }
}
