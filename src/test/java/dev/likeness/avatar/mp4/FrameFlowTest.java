package dev.likeness.avatar.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.DigitalSource;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameFlowTest {

    private static final int FRAMES = 300;

    @TempDir
    private Path folder;

    /** What memory a film takes does not depend on how long it is. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void noMoreFramesExistAtOnceThanThreadsAndTwo(int threads) {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        new FrameFlow(threads).write(format(), _ -> {
            most.accumulateAndGet(begun.incrementAndGet() - written.get(), Math::max);
            return new byte[64 * 64 * 3 / 2];
        }, folder.resolve("film.mp4"), _ -> written.incrementAndGet());
        assertThat(begun).hasValue(FRAMES);
        assertThat(most.get()).isBetween(1, threads + 2);
    }

    private static FilmFormat format() {
        return new FilmFormat(64, 64, 25, FRAMES, 16, null, DigitalSource.COMPOSITE_SYNTHETIC, null);
    }
}
