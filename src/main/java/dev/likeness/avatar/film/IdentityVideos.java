package dev.likeness.avatar.film;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Renders identity videos: ten seconds of a person who looks at you, breathes and blinks, without an end. */
public final class IdentityVideos {

    private static final int FINE = 10;
    private static final int COARSE = 26;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int workers;

    public IdentityVideos() {
        this(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }

    IdentityVideos(int workers) {
        this.workers = workers;
    }

    /** Unpacks the encoder and runs it once, which else happens at first use. */
    public void load() throws IOException {
        Ffmpeg.check();
    }

    /**
     * Writes the video to a file: H.264, 250 frames at 25 a second, the last equal to the first. The same portrait and
     * spec give the same bytes on the same machine.
     *
     * @param progress told after every frame, the last time before the file is put in its place; what it throws ends
     *        the rendering, and no file is left
     */
    public IdentityVideo render(Portrait portrait, MotionSpec spec, Path target, Progress progress) {
        FrameRenderer renderer = new FrameRenderer(MouthRenderer.atRest(portrait), spec);
        encode(portrait, renderer, target, progress);
        return new IdentityVideo(HeadMotion.FRAMES, HeadMotion.FPS, affines(portrait, renderer));
    }

    /** Noise in the finest quality is more than the encoder can hold; it is then told in a coarser one. */
    private void encode(Portrait portrait, FrameRenderer renderer, Path target, Progress progress) {
        if (!encoded(portrait, renderer, target, progress, FINE)) {
            encoded(portrait, renderer, target, progress, COARSE);
        }
    }

    /** @return false where the encoder refused the frames in fine quality */
    private boolean encoded(Portrait portrait, FrameRenderer renderer, Path target, Progress progress,
            int quantizer) {
        int frames = HeadMotion.FRAMES;
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (FrameEncoder encoder = new FrameEncoder(target, portrait.width(), portrait.height(),
                HeadMotion.FPS, quantizer, PATIENCE)) {
            try {
                Deque<Future<byte[]>> ahead = new ArrayDeque<>();
                int next = 0;
                for (int i = 0; i < frames; i++) {
                    while (next < frames && ahead.size() <= workers) {
                        int index = next++;
                        ahead.add(pool.submit(() -> renderer.frame(index)));
                    }
                    encoder.write(result(ahead.remove()));
                    progress.at((i + 1.0) / frames);
                }
                encoder.finish();
                return true;
            } catch (IllegalStateException e) {
                if (quantizer == FINE && encoder.refused()) {
                    return false;
                }
                throw e;
            }
        } finally {
            pool.shutdownNow();
            pool.close();
        }
    }

    private static List<double[]> affines(Portrait portrait, FrameRenderer renderer) {
        HeadMotion motion = renderer.motion;
        MouthTile tile = MouthRenderer.forAtlas(portrait).tile;
        List<double[]> affines = new ArrayList<>();
        for (int i = 0; i < HeadMotion.FRAMES; i++) {
            affines.add(TileAffine.of(tile, portrait.face(), motion, motion.pose(i)));
        }
        return List.copyOf(affines);
    }

    private static byte[] result(Future<byte[]> frame) {
        try {
            return frame.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rendering", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a frame could not be rendered", e.getCause());
        }
    }
}
