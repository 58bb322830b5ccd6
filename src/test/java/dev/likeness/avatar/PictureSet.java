package dev.likeness.avatar;

import dev.likeness.avatar.picture.Natives;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Pictures made by code of what is at hand, with what each of them shows. */
public final class PictureSet {

    private PictureSet() {
    }

    /** Eleven disturbed copies of a picture, by name. */
    public static Map<String, Mat> disturbed(Mat picture) {
        Natives.load();
        Map<String, Mat> set = new LinkedHashMap<>();
        set.put("JPEG 30", decoded(encoded(picture, ".jpg", Imgcodecs.IMWRITE_JPEG_QUALITY, 30)));
        set.put("JPEG 20", decoded(encoded(picture, ".jpg", Imgcodecs.IMWRITE_JPEG_QUALITY, 20)));
        Mat grey = new Mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        Imgproc.cvtColor(grey, grey, Imgproc.COLOR_GRAY2BGR);
        set.put("grey", grey);
        set.put("noise", noisy(picture));
        set.put("dark", curved(picture, 2));
        set.put("bright", curved(picture, .6));
        Mat soft = new Mat();
        Imgproc.GaussianBlur(picture, soft, new Size(), 2);
        set.put("blurred", soft);
        set.put("warm", scaled(picture, new Scalar(.75, .95, 1.1)));
        set.put("cold", scaled(picture, new Scalar(1.15, 1, .8)));
        Mat half = new Mat();
        Imgproc.resize(picture, half, new Size(), .5, .5, Imgproc.INTER_AREA);
        set.put("half", half);
        Mat turned = new Mat();
        Imgproc.warpAffine(picture, turned,
                Imgproc.getRotationMatrix2D(new Point(picture.cols() / 2.0, picture.rows() / 2.0), 12, 1),
                picture.size(), Imgproc.INTER_LINEAR, Core.BORDER_REFLECT_101);
        set.put("turned", turned);
        return set;
    }

    private static Mat noisy(Mat picture) {
        Core.setRNGSeed(7);
        Mat noise = new Mat(picture.size(), CvType.CV_16SC3);
        Core.randn(noise, 0, 14);
        Mat sum = new Mat();
        picture.convertTo(sum, CvType.CV_16SC3);
        Core.add(sum, noise, sum);
        Mat out = new Mat();
        sum.convertTo(out, CvType.CV_8UC3);
        return out;
    }

    private static Mat curved(Mat picture, double gamma) {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++) {
            table[i] = (byte) Math.round(255 * Math.pow(i / 255.0, gamma));
        }
        Mat curve = new Mat(1, 256, CvType.CV_8U);
        curve.put(0, 0, table);
        Mat out = new Mat();
        Core.LUT(picture, curve, out);
        return out;
    }

    private static Mat scaled(Mat picture, Scalar by) {
        Mat out = new Mat();
        Core.multiply(picture, by, out);
        return out;
    }

    /** A face in flat colours and black lines. */
    public static Mat cartoon(int number) {
        Natives.load();
        int[] skins = {0xFFD9B8, 0xC98D5E, 0xFFE066, 0x7CCF6B, 0xF2B48C};
        Mat m = new Mat(512, 512, CvType.CV_8UC3, colour(0xFFF1C9));
        disc(m, 256, 520, 180, 140, 0x3366CC);
        disc(m, 256, 215, 130, 150, number % 2 == 0 ? 0x5A3520 : 0x1D1D1D);
        disc(m, 256, 270, 112, 135, skins[number % skins.length]);
        for (int side = -1; side <= 1; side += 2) {
            int x = 256 + side * 45;
            disc(m, x, 250, 24, number % 3 == 0 ? 32 : 20, 0xFFFFFF);
            disc(m, x, 250, 11, 11, 0x2255AA);
            disc(m, x, 250, 6, 6, 0x222222);
            Imgproc.ellipse(m, new Point(x, 208), new Size(26, 8), side * 8, 180, 360, colour(0x222222), 6,
                    Imgproc.LINE_AA);
        }
        Imgproc.line(m, new Point(250, 285), new Point(262, 300), colour(0x222222), 4, Imgproc.LINE_AA);
        Imgproc.ellipse(m, new Point(256, 335), new Size(38, 18), 0, 0, 180, colour(0xA02030), Imgproc.FILLED,
                Imgproc.LINE_AA);
        return m;
    }

    private static void disc(Mat m, double x, double y, double rx, double ry, int rgb) {
        Imgproc.ellipse(m, new Point(x, y), new Size(rx, ry), 0, 0, 360, colour(rgb), Imgproc.FILLED, Imgproc.LINE_AA);
        Imgproc.ellipse(m, new Point(x, y), new Size(rx, ry), 0, 0, 360, colour(0x222222), 4, Imgproc.LINE_AA);
    }

    private static Scalar colour(int rgb) {
        return new Scalar(rgb & 0xFF, rgb >> 8 & 0xFF, rgb >> 16 & 0xFF);
    }

    public static byte[] encoded(Mat picture, String format, int... options) {
        MatOfByte out = new MatOfByte();
        Imgcodecs.imencode(format, picture, out, new MatOfInt(options));
        return out.toArray();
    }

    public static Mat decoded(byte[] bytes) {
        return Imgcodecs.imdecode(new MatOfByte(bytes), Imgcodecs.IMREAD_COLOR);
    }

    public static Mat resource(String name) {
        Natives.load();
        try (InputStream in = PictureSet.class.getResourceAsStream("/pictures/" + name)) {
            return decoded(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
