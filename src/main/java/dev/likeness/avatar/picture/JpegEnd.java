package dev.likeness.avatar.picture;

import dev.likeness.media.Bytes;
import dev.likeness.media.JpegSegments;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.opencv.core.Mat;

/**
 * Whether the code of a JPEG's last scan is all there. Nothing in the file tells, and the decoder paints what is missing
 * grey without a word. So it is decoded again, with rubbish where the end is: the decoder reads that only where it still
 * waits for pixels, which then are others.
 */
final class JpegEnd {

    private static final int RUBBISH = 2048;
    private static final byte MARKER = (byte) 0xFF;
    private static final int RESTART = 0xD0;
    private static final byte END = (byte) 0xD9;

    private JpegEnd() {
    }

    static long sum(Mat bgr) {
        CRC32 sum = new CRC32();
        byte[] row = new byte[bgr.cols() * 3];
        for (int y = 0; y < bgr.rows(); y++) {
            bgr.get(y, 0, row);
            sum.update(row);
        }
        return sum.getValue();
    }

    /** Code that begins anew at marks waits for the next of them, and takes no rubbish but behind it. */
    static Bytes continued(Bytes jpeg, JpegSegments segments) {
        ByteBuffer out = ByteBuffer.allocate(segments.end() + 3 * RUBBISH + 6);
        out.put(jpeg.array(), 0, segments.end());
        rubbish(out);
        for (int i = 0; i < 2; i++) {
            out.put(MARKER).put((byte) (RESTART + (segments.restarts() + i & 7)));
            rubbish(out);
        }
        out.put(MARKER).put(END);
        return new Bytes(out.array());
    }

    /**
     * Bits that do not repeat, and never a mark. The first are ones: the decoder reads zeros where there is nothing, and where
     * a few bits are missing, what begins like those may happen to paint the same.
     */
    private static void rubbish(ByteBuffer out) {
        out.put((byte) 0xFE);
        for (int i = 1; i < RUBBISH; i++) {
            out.put((byte) Math.clamp((i + 1) * 0x9E3779B1 >>> 24, 1, 0xFE));
        }
    }
}
