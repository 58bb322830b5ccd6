package dev.likeness.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class JpegSegmentsTests {

    private static final int SCANS = 400;

    /**
     * Amid a scan that has restarts, decoders pass over a marker that does not exist and look for the next one right behind
     * it. Whoever took it for a segment would skip the scans that it seems to hold.
     */
    @Test
    void scansBehindAMarkerThatDoesNotExistAreCounted() {
        for (int marker : new int[]{0x02, 0x4f, 0xbf}) {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            write(jpeg, 0xff, 0xd8, 0xff, 0xdd, 0, 4, 0, 1);
            scan(jpeg);
            write(jpeg, 0x12, 0x34, 0xff, marker, 0xff, 0xff);
            for (int i = 0; i < SCANS; i++) {
                scan(jpeg);
            }
            write(jpeg, 0xff, 0xd9);
            assertThat(JpegSegments.of(new Bytes(jpeg.toByteArray())).scans()).isEqualTo(SCANS + 1);
        }
    }

    private static void scan(ByteArrayOutputStream out) {
        write(out, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0);
    }

    private static void write(ByteArrayOutputStream out, int... bytes) {
        for (int one : bytes) {
            out.write(one);
        }
    }
}
