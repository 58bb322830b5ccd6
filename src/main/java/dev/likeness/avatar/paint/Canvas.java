package dev.likeness.avatar.paint;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A picture painted in units of the face, larger than it will be shown, with soft-edged shapes. */
final class Canvas {

    private static final double MOST_PIXELS = 4_800_000;
    private static final int SHIFT = 4;

    private final PortraitSpec spec;
    private final int width;
    private final int height;
    private final FaceFrame frame;
    private final float[] pixels;

    /** Brightness at a point, 1 for the colour as it is. */
    interface Light {
        double at(double x, double y);
    }

    /** Coverage of a shape, 0 to 255, in a window of the canvas. */
    @SuppressWarnings("ArrayRecordComponent")
    record Mask(int x, int y, int width, int height, byte[] cover) {

        int at(int px, int py) {
            int i = px - x;
            int j = py - y;
            return i < 0 || j < 0 || i >= width || j >= height ? 0 : cover[j * width + i] & 0xFF;
        }
    }

    Canvas(PortraitSpec spec, FaceFrame shown) {
        double scale = Math.min(3, Math.sqrt(MOST_PIXELS / ((double) spec.width() * spec.height())));
        this.spec = spec;
        width = (int) Math.round(spec.width() * scale);
        height = (int) Math.round(spec.height() * scale);
        frame = shown.scaledAndMoved((double) width / spec.width(), 0, 0);
        pixels = new float[width * height * 3];
    }

    double left() {
        return -frame.originX() / frame.unit();
    }

    double top() {
        return -frame.originY() / frame.unit();
    }

    double right() {
        return left() + width / frame.unit();
    }

    double bottom() {
        return top() + height / frame.unit();
    }

    void backdrop(double[] colour, Light light) {
        fill(new Mask(0, 0, width, height, full()), null, 1, colour, light);
    }

    private byte[] full() {
        byte[] cover = new byte[width * height];
        Arrays.fill(cover, (byte) 255);
        return cover;
    }

    /** @param soft blur of the edge, units */
    Mask mask(double[][] outline, double soft) {
        double unit = frame.unit();
        double pad = 3 * soft * unit + 2;
        double x0 = Double.MAX_VALUE;
        double y0 = Double.MAX_VALUE;
        double x1 = -Double.MAX_VALUE;
        double y1 = -Double.MAX_VALUE;
        for (double[] p : outline) {
            x0 = Math.min(x0, frame.pictureX(p[0], p[1]));
            x1 = Math.max(x1, frame.pictureX(p[0], p[1]));
            y0 = Math.min(y0, frame.pictureY(p[0], p[1]));
            y1 = Math.max(y1, frame.pictureY(p[0], p[1]));
        }
        int left = (int) Math.floor(Ease.clamp(x0 - pad, 0, width));
        int top = (int) Math.floor(Ease.clamp(y0 - pad, 0, height));
        int w = (int) Math.ceil(Ease.clamp(x1 + pad, 0, width)) - left;
        int h = (int) Math.ceil(Ease.clamp(y1 + pad, 0, height)) - top;
        if (w <= 0 || h <= 0) {
            return new Mask(0, 0, 0, 0, new byte[0]);
        }
        return new Mask(left, top, w, h, cover(outline, new Rect(left, top, w, h), soft * unit));
    }

    /** A wide blur is made on a smaller mask, which costs less and looks the same. */
    private byte[] cover(double[][] outline, Rect window, double sigma) {
        int shrink = sigma > 8 ? (int) (sigma / 4) : 1;
        int margin = (int) Math.ceil(3 * sigma / shrink) + 1;
        int w = (window.width + shrink - 1) / shrink;
        int h = (window.height + shrink - 1) / shrink;
        Point[] points = new Point[outline.length];
        for (int i = 0; i < points.length; i++) {
            double x = (frame.pictureX(outline[i][0], outline[i][1]) - window.x) / shrink + margin - .5;
            double y = (frame.pictureY(outline[i][0], outline[i][1]) - window.y) / shrink + margin - .5;
            points[i] = new Point(Math.rint(x * (1 << SHIFT)), Math.rint(y * (1 << SHIFT)));
        }
        try (Mats mats = new Mats()) {
            Mat drawn = mats.keep(Mat.zeros(h + 2 * margin, w + 2 * margin, CvType.CV_8U));
            Imgproc.fillPoly(drawn, List.of(mats.keep(new MatOfPoint(points))), Scalar.all(255), Imgproc.LINE_AA, SHIFT,
                    new Point());
            if (sigma > 0) {
                Imgproc.GaussianBlur(drawn, drawn, new Size(), sigma / shrink);
            }
            Mat inner = mats.empty();
            mats.keep(drawn.submat(new Rect(margin, margin, w, h))).copyTo(inner);
            Mat whole = inner;
            if (shrink > 1) {
                whole = mats.empty();
                Imgproc.resize(inner, whole, new Size((double) w * shrink, (double) h * shrink), 0, 0,
                        Imgproc.INTER_LINEAR);
                whole = mats.keep(mats.keep(whole.submat(new Rect(0, 0, window.width, window.height))).clone());
            }
            byte[] cover = new byte[window.width * window.height];
            whole.get(0, 0, cover);
            return cover;
        }
    }

    void fill(double[][] outline, double soft, double alpha, double[] colour) {
        fill(mask(outline, soft), null, alpha, colour, (_, _) -> 1);
    }

    void fill(Mask mask, @Nullable Mask clip, double alpha, double[] colour, Light light) {
        for (int j = 0; j < mask.height; j++) {
            int py = mask.y + j;
            for (int i = 0; i < mask.width; i++) {
                int px = mask.x + i;
                double cover = alpha * (mask.cover[j * mask.width + i] & 0xFF) / 255;
                if (clip != null && cover > 0) {
                    cover *= clip.at(px, py) / 255.0;
                }
                if (cover > .002) {
                    double x = (px + .5 - frame.originX()) / frame.unit();
                    double y = (py + .5 - frame.originY()) / frame.unit();
                    double brightness = light.at(x, y);
                    int at = (py * width + px) * 3;
                    double[] lit = brightness == 1 ? colour : Tones.lit(colour, Math.max(0, brightness));
                    for (int c = 0; c < 3; c++) {
                        pixels[at + c] += (float) (cover * (lit[c] - pixels[at + c]));
                    }
                }
            }
        }
    }

    /** The painting at the size it is shown, with the grain of a photograph. */
    byte[] finish(long seed, double grain) {
        try (Mats mats = new Mats()) {
            Mat large = mats.keep(new Mat(height, width, CvType.CV_32FC3));
            large.put(0, 0, pixels);
            Mat small = mats.empty();
            Imgproc.resize(large, small, new Size(spec.width(), spec.height()), 0, 0, Imgproc.INTER_AREA);
            float[] values = new float[spec.width() * spec.height() * 3];
            small.get(0, 0, values);
            byte[] bgr = new byte[values.length];
            Random random = new Random(seed);
            for (int i = 0; i < bgr.length; i += 3) {
                double noise = grain * random.nextGaussian();
                for (int c = 0; c < 3; c++) {
                    bgr[i + c] = (byte) Math.round(Ease.clamp(values[i + c] + noise, 0, 255));
                }
            }
            return bgr;
        }
    }
}
