package dev.likeness.avatar.picture;

import dev.likeness.media.JpegScans;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Whether the code of a JPEG's last scan is all there. Nothing in the file tells, and the decoder paints what is missing
 * grey without a word. So it is decoded again, with rubbish where the end is: the decoder reads that only where it still
 * waits for pixels.
 */
final class JpegEnd {

    private static final int RUBBISH = 2048;
    /** Of rubbish: where a few bits are missing, one alone may happen to paint what the end of the file does. */
    private static final int KINDS = 4;
    private static final int MARKER = 0xFF;
    private static final int RESTART = 0xD0;
    private static final int END = 0xD9;

    private JpegEnd() {
    }

    /** @param bgr what the file was decoded to; is released */
    static boolean isWhole(Mat bgr, byte[] jpeg, JpegScans scans) {
        long pixels = sum(bgr);
        bgr.release();
        for (int kind = 0; kind < KINDS; kind++) {
            if (pixels != sum(jpeg, scans, kind)) {
                return false;
            }
        }
        return true;
    }

    private static long sum(byte[] jpeg, JpegScans scans, int kind) {
        try (Mats mats = new Mats()) {
            MatOfByte bytes = mats.keep(new MatOfByte(continued(jpeg, scans, kind)));
            return sum(mats.keep(Imgcodecs.imdecode(bytes,
                    Imgcodecs.IMREAD_COLOR | Imgcodecs.IMREAD_IGNORE_ORIENTATION)));
        }
    }

    private static long sum(Mat bgr) {
        CRC32 sum = new CRC32();
        byte[] row = new byte[bgr.cols() * 3];
        for (int y = 0; y < bgr.rows(); y++) {
            bgr.get(y, 0, row);
            sum.update(row);
        }
        return sum.getValue();
    }

    /** Code that begins anew at marks waits for the next of them, and takes no rubbish but behind it. */
    private static byte[] continued(byte[] jpeg, JpegScans scans, int kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(scans.end() + 3 * RUBBISH + 6);
        out.write(jpeg, 0, scans.end());
        rubbish(out, kind);
        for (int i = 0; i < 2; i++) {
            out.write(MARKER);
            out.write(RESTART + (scans.restarts() + i & 7));
            rubbish(out, kind);
        }
        out.write(MARKER);
        out.write(END);
        return out.toByteArray();
    }

    /** Bits that do not repeat, or, of every second kind, the opposite of each; never a mark. */
    private static void rubbish(ByteArrayOutputStream out, int kind) {
        for (int i = 0; i < RUBBISH; i++) {
            int noise = Math.clamp((i + (kind / 2) * RUBBISH) * 0x9E3779B1 >>> 24, 1, MARKER - 1);
            out.write(kind % 2 == 0 ? noise : noise ^ MARKER);
        }
    }
}
