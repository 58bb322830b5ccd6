package dev.likeness.avatar;

import org.bytedeco.javacpp.Loader;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** Pixels as PNG. */
final class Png {

    static {
        Loader.load(org.bytedeco.opencv.opencv_java.class);
    }

    private Png() {
    }

    /** Three bytes a pixel (blue, green, red) or one (grey), by the length of the array. */
    static byte[] of(byte[] pixels, int width, int height) {
        Mat mat = new Mat(height, width, pixels.length == width * height ? CvType.CV_8UC1 : CvType.CV_8UC3);
        MatOfByte coded = new MatOfByte();
        try {
            mat.put(0, 0, pixels);
            if (!Imgcodecs.imencode(".png", mat, coded)) {
                throw new IllegalStateException("a PNG could not be written");
            }
            return coded.toArray();
        } finally {
            mat.release();
            coded.release();
        }
    }
}
