package dev.likeness.avatar.film;

import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads back what was encoded. */
public final class TestVideo {

    private static final int SIDE = 64;

    private TestVideo() {
    }

    /** Every frame, grey, scaled to 64 x 64. */
    public static List<byte[]> grayFrames(Path video) throws IOException, InterruptedException {
        Process ffmpeg = Ffmpeg.with(List.of("-v", "error", "-i", video.toString(), "-vf",
                "scale=" + SIDE + ":" + SIDE, "-pix_fmt", "gray", "-f", "rawvideo", "-"))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] all = ffmpeg.getInputStream().readAllBytes();
        if (ffmpeg.waitFor() != 0) {
            throw new IOException("ffmpeg could not decode " + video);
        }
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at + SIDE * SIDE <= all.length; at += SIDE * SIDE) {
            frames.add(Arrays.copyOfRange(all, at, at + SIDE * SIDE));
        }
        return frames;
    }
}
