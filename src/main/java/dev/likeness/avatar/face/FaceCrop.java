package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The face in its own frame, level and at a fixed scale, as planes of CIE Lab, with the tone of the cheeks: what the
 * templates are fitted to.
 */
public final class FaceCrop {

    static final int UNIT = 120;
    private static final double LEFT = -1.3;
    private static final double TOP = -.8;
    private static final double WIDTH = 2.6;
    private static final double HEIGHT = 3.3;
    private static final double SMOOTHING = .011;

    final Plane light;
    /** How much rosier than the cheeks: the part of the colour across the direction of the skin's own, in Lab units. */
    final Plane rosy;
    final Plane chroma;
    final double skinLight;
    final double skinChroma;
    /** Robust standard deviation of the cheeks' rosiness, whose median is about 0. */
    final double rosySpread;

    FaceCrop(Mat bgr, FaceFrame frame) {
        try (Mats mats = new Mats()) {
            Mat lab = mats.keep(render(bgr, frame, UNIT, LEFT, TOP, WIDTH, HEIGHT));
            lab.convertTo(lab, CvType.CV_32F, 1 / 255.0);
            Imgproc.cvtColor(lab, lab, Imgproc.COLOR_BGR2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(), SMOOTHING * UNIT);
            List<Mat> planes = new ArrayList<>();
            Core.split(lab, planes);
            planes.forEach(mats::keep);
            light = plane(planes.get(0));
            Plane red = plane(planes.get(1));
            Plane yellow = plane(planes.get(2));
            chroma = light.map((i, _) -> Math.hypot(red.values()[i], yellow.values()[i]));
            double skinA = median(cheeks(red));
            double skinB = median(cheeks(yellow));
            double direction = Math.max(4, Math.hypot(skinA, skinB));
            // Lips are no redder than dark skin, but always less yellow for their red; shade changes neither.
            rosy = red.map((i, a) -> Math.hypot(skinA, skinB) < 4
                    ? a - skinA
                    : (a * skinB - yellow.values()[i] * skinA) / direction);
        }
        skinLight = Math.max(5, median(cheeks(light)));
        skinChroma = median(cheeks(chroma));
        double[] rosyCheeks = cheeks(rosy);
        double usual = median(rosyCheeks);
        rosySpread = 1.48 * median(Arrays.stream(rosyCheeks).map(v -> Math.abs(v - usual)).toArray());
    }

    /** The rectangle of the face frame that starts at (left, top), all in units, at {@code pixels} a unit. */
    static Mat render(Mat picture, FaceFrame frame, int pixels, double left, double top, double width, double height) {
        try (Mats mats = new Mats()) {
            Mat source = picture;
            FaceFrame from = frame;
            double shrink = 1.25 * pixels / frame.unit();
            if (shrink < .8) {
                source = mats.empty();
                Imgproc.resize(picture, source, new Size(), shrink, shrink, Imgproc.INTER_AREA);
                from = frame.scaledAndMoved(shrink, 0, 0);
            }
            double step = from.unit() / pixels;
            double cos = Math.cos(from.roll()) * step;
            double sin = Math.sin(from.roll()) * step;
            double half = .5 / pixels;
            Mat map = mats.keep(new Mat(2, 3, CvType.CV_64F));
            map.put(0, 0, cos, -sin, from.pictureX(left + half, top + half) - .5, sin, cos,
                    from.pictureY(left + half, top + half) - .5);
            Mat out = new Mat();
            Imgproc.warpAffine(source, out, map, new Size(Math.round(width * pixels), Math.round(height * pixels)),
                    Imgproc.INTER_CUBIC | Imgproc.WARP_INVERSE_MAP, Core.BORDER_REPLICATE);
            return out;
        }
    }

    private static Plane plane(Mat mat) {
        float[] values = new float[mat.rows() * mat.cols()];
        mat.get(0, 0, values);
        return new Plane(values, mat.cols(), mat.rows(), UNIT, LEFT, TOP);
    }

    private static double[] cheeks(Plane plane) {
        double[] values = new double[2 * 13 * 13];
        int n = 0;
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 0; i < 13; i++) {
                for (int j = 0; j < 13; j++) {
                    values[n++] = plane.at(side * (.42 + .025 * i), .45 + .025 * j);
                }
            }
        }
        return values;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
