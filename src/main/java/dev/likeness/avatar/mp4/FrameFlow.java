package dev.likeness.avatar.mp4;

import dev.likeness.avatar.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Renders frames by several threads and encodes them in order; no more of them exist at once than threads and two. */
public final class FrameFlow {

    private static final int COARSE = 26;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int workers;

    /** With as many threads as there are processors, four at most. */
    public FrameFlow() {
        this(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }

    public FrameFlow(int workers) {
        this.workers = workers;
    }

    /**
     * Writes a film. Noise in the finest quality is more than the encoder can hold; it is then told in a coarser one.
     *
     * @param frame any frame as {@code yuv420p}, by several threads at once
     * @param progress told after every frame, the last time before the file is put in its place; what it throws ends
     *        the rendering, and no file is left
     */
    public void write(FilmFormat format, IntFunction<byte[]> frame, Path target, Progress progress) {
        if (!written(format, format.quantizer(), frame, target, progress)) {
            written(format, COARSE, frame, target, progress);
        }
    }

    /** @return false where the encoder refused the frames in fine quality */
    private boolean written(FilmFormat format, int quantizer, IntFunction<byte[]> frame, Path target,
            Progress progress) {
        int frames = format.frames();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (FrameEncoder encoder = new FrameEncoder(target, format, quantizer, PATIENCE)) {
            try {
                Deque<Future<byte[]>> ahead = new ArrayDeque<>();
                int next = 0;
                for (int i = 0; i < frames; i++) {
                    while (next < frames && ahead.size() <= workers) {
                        int index = next++;
                        ahead.add(pool.submit(() -> frame.apply(index)));
                    }
                    encoder.write(result(ahead.remove()));
                    progress.at((i + 1.0) / frames);
                }
                encoder.finish();
                return true;
            } catch (IllegalStateException e) {
                if (quantizer < COARSE && encoder.refused()) {
                    return false;
                }
                throw e;
            }
        } finally {
            pool.shutdownNow();
            pool.close();
        }
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
