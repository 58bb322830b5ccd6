package dev.likeness.avatar.picture;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Pixels as a file: the same bytes for the same pixels. */
public final class PictureEncoder {

    private static final int JPEG_QUALITY = 92;

    private PictureEncoder() {
    }

    /** Three bytes a pixel (blue, green, red) or one (grey), by the length of the array. */
    public static byte[] png(byte[] pixels, int width, int height) {
        return encoded(".png", pixels, width, height);
    }

    /** @param bgr row by row, three bytes a pixel */
    public static byte[] jpeg(byte[] bgr, int width, int height) {
        return encoded(".jpg", bgr, width, height, Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY);
    }

    private static byte[] encoded(String format, byte[] pixels, int width, int height, int... options) {
        Natives.load();
        try (Mats mats = new Mats()) {
            Mat mat = mats.keep(new Mat(height, width,
                    pixels.length == width * height ? CvType.CV_8UC1 : CvType.CV_8UC3));
            mat.put(0, 0, pixels);
            MatOfByte coded = mats.keep(new MatOfByte());
            if (!Imgcodecs.imencode(format, mat, coded, mats.keep(new MatOfInt(options)))) {
                throw new IllegalStateException("cannot encode " + format);
            }
            return coded.toArray();
        }
    }
}
