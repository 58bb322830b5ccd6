package dev.likeness.avatar.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;

/** JPEGs that programs seldom write. */
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

    /** Noise for print, as ink or as light and its colours. */
    static byte[] ofFourColours(int width, int height, boolean transformed) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        Random random = new Random(7);
        for (int i = 0; i < width * height; i++) {
            for (int band = 0; band < 4; band++) {
                raster.setSample(i % width, i / width, band, random.nextInt(256));
            }
        }
        byte[] jpeg = Kinds.written(new IIOImage(raster, null, null), "jpeg", false);
        byte[] adobe = {-1, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0,
                (byte) (transformed ? 2 : 0)};
        return Containers.join(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length));
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
