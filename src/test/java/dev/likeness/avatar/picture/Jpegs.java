package dev.likeness.avatar.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;

/** JPEGs that are small and would take long. */
final class Jpegs {

    private Jpegs() {
    }

    /** A grey progressive picture whose last scan is repeated. */
    static byte[] ofScans(int width, int height, int scans) {
        byte[] once = progressive(width, height);
        int last = once.length - 2;
        while (once[last] != (byte) 0xFF || once[last + 1] != (byte) 0xDA) {
            last--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(once, 0, once.length - 2);
        for (int i = 0; i < scans; i++) {
            out.write(once, last, once.length - 2 - last);
        }
        out.writeBytes(new byte[]{(byte) 0xFF, (byte) 0xD9});
        return out.toByteArray();
    }

    /** Says that it is coded so. */
    static byte[] arithmetic() {
        byte[] jpeg = progressive(64, 64);
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC2) {
                jpeg[i + 1] = (byte) 0xCA;
                return jpeg;
            }
        }
        throw new IllegalStateException();
    }

    private static byte[] progressive(int width, int height) {
        return Kinds.written(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "jpeg", true);
    }
}
