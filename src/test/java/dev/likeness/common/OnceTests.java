package dev.likeness.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTests {

    @Test
    void aMakerThatFailedIsTriedAgainAndWhatOneMadeIsKept() {
        AtomicInteger tries = new AtomicInteger();
        Once<String> once = new Once<>(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
            return "made";
        });
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(once::get);
        assertThat(once.get()).isEqualTo("made");
        assertThat(once.get()).isEqualTo("made");
        assertThat(tries).hasValue(2);
    }
}
