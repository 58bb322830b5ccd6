package dev.likeness.storage.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTests {

    @ParameterizedTest
    @CsvSource({"bytes=0-4, PART, 0, 5", "'bytes= 2 - 3 ', PART, 2, 2", "bytes=5-, PART, 5, 5", "bytes=-3, PART, 7, 3",
            "bytes=-99, PART, 0, 10", "bytes=9-99, PART, 9, 1", "bytes=10-, OUTSIDE, 0, 0", "bytes=3-2, OUTSIDE, 0, 0",
            "bytes=-0, OUTSIDE, 0, 0", "bytes=-, OUTSIDE, 0, 0", "bytes=1 2-3, OUTSIDE, 0, 0",
            "'bytes=0-1,3-4', WHOLE, 0, 10", "lines=0-1, WHOLE, 0, 10",
            "bytes=99999999999999999999-, OUTSIDE, 0, 0"})
    void readsOneRange(String header, ByteRange.Kind kind, long offset, long length) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(kind, offset, length));
    }

    @Test
    @Timeout(20)
    void aHostileHeaderCostsNoTime() {
        assertThat(ByteRange.of("bytes=" + " ".repeat(1_000_000), 10).kind()).isEqualTo(ByteRange.Kind.OUTSIDE);
        assertThat(ByteRange.of("bytes=0-" + " ".repeat(1_000_000) + "x", 10).kind())
                .isEqualTo(ByteRange.Kind.OUTSIDE);
    }
}
