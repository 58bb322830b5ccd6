package dev.likeness.avatar.portrait;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Raster;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Continues what is behind a person where a portrait reaches beyond its picture: the colours along the edge, more blurred
 * the farther out, with the picture's grain. Before the edge the picture dissolves into them. Nothing is mirrored.
 */
final class Backdrop {

    /** Rows it is made with: it is soft, more would not be seen. */
    private static final double ROWS = 270;
    /** From where, before the edge, the picture dissolves, and how soft it is there; units. */
    private static final double BAND = .4;
    private static final double LEAST_BAND = .12;
    private static final double SOFT = .1;
    /** That of the picture which may dissolve for a pixel that is missing, pixels. */
    private static final double SPENT = 3;
    /** How much wider than found the person is taken, and the frame that many pictures have; units. */
    private static final double GROWN = .1;
    private static final double FRAME = .06;
    /** How much a person counts where a side cuts it; and at all, for a picture may show nothing else. */
    private static final double CUT = .5;
    private static final double LEAST = 1e-6;
    private static final long SEED = 12345;

    private Backdrop() {
    }

    static void around(Framing.Framed framed, PersonFinder person, Mats mats) {
        Mat out = framed.bgr();
        Rect inside = framed.inside();
        Extent kept = framed.kept();
        double unit = framed.face().frame().unit();
        if (inside.width == out.cols() && inside.height == out.rows()) {
            return;
        }
        double scale = Math.min(1, ROWS / out.rows());
        Size size = new Size(Math.round(out.cols() * scale), Math.round(out.rows() * scale));
        Mat colours = mats.empty();
        Imgproc.resize(out, colours, size, 0, 0, Imgproc.INTER_AREA);
        colours.convertTo(colours, CvType.CV_32F);
        Mat shown = known(framed, scale, person, mats);
        int x0 = Math.min((int) Math.round(inside.x * scale), colours.cols() - shown.cols());
        int y0 = Math.min((int) Math.round(inside.y * scale), colours.rows() - shown.rows());
        Mat known = mats.empty();
        Core.copyMakeBorder(shown, known, y0, colours.rows() - shown.rows() - y0, x0,
                colours.cols() - shown.cols() - x0, Core.BORDER_CONSTANT, Scalar.all(0));
        Mat far = PullPush.spread(colours, known, mats);
        Imgproc.GaussianBlur(far, far, new Size(), SOFT * unit * scale);
        Imgproc.resize(far, far, out.size(), 0, 0, Imgproc.INTER_CUBIC);
        int right = inside.x + inside.width;
        int bottom = inside.y + inside.height;
        float[] x = shown(out.cols(), inside.x, right, band(kept.left() - inside.x, unit),
                band(right - kept.right(), unit));
        float[] y = shown(out.rows(), inside.y, bottom, band(kept.top() - inside.y, unit),
                band(bottom - kept.bottom(), unit));
        mix(out, far, x, y, grain(mats.keep(out.submat(inside)), mats));
    }

    /** The background counts, and of the person what a side cuts; not the outermost pixels, often a frame. */
    private static Mat known(Framing.Framed framed, double scale, PersonFinder person, Mats mats) {
        Mat out = framed.bgr();
        Rect inside = framed.inside();
        double unit = framed.face().frame().unit();
        Size size = new Size(Math.round(inside.width * scale), Math.round(inside.height * scale));
        Mat mask = person.mask(mats.keep(out.submat(inside)), size, mats);
        int grown = 2 * (int) Math.round(GROWN * unit * scale) + 1;
        Imgproc.dilate(mask, mask,
                mats.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(grown, grown))));
        // The face is no background, whatever the net says of glasses and paint.
        Extent face = framed.kept().scaledAndMoved(scale, -inside.x * scale, -inside.y * scale);
        Imgproc.rectangle(mask, new Point(face.left(), face.top()), new Point(face.right(), face.bottom()),
                Scalar.all(1), Imgproc.FILLED);
        double far = unit * scale;
        boolean left = inside.x > 0;
        boolean right = inside.x + inside.width < out.cols();
        int frame = (int) Math.min(Math.ceil(FRAME * far), (mask.cols() - 1) / 2.0);
        float[] m = new float[mask.cols()];
        for (int y = 0; y < mask.rows(); y++) {
            mask.get(y, 0, m);
            double cutLeft = left ? CUT * m[frame] : 0;
            double cutRight = right ? CUT * m[m.length - 1 - frame] : 0;
            for (int x = 0; x < m.length; x++) {
                int toRight = m.length - 1 - x;
                boolean outermost = left && x < frame || right && toRight < frame || inside.y > 0 && y < frame;
                double cut = Math.max(cutLeft * Ease.step(.2 * far, .1 * far, x),
                        cutRight * Ease.step(.2 * far, .1 * far, toRight));
                m[x] = outermost ? 0 : (float) Math.max(LEAST, Math.max(Ease.step(.4, .1, m[x]), cut));
            }
            mask.put(y, 0, m);
        }
        return mask;
    }

    private static double band(double free, double unit) {
        return Ease.clamp(free, LEAST_BAND * unit, BAND * unit);
    }

    /**
     * How much of itself a picture shows in each column or row: nothing beyond its edges, all within them and the bands
     * along them, which are narrower where little is missing.
     */
    static float[] shown(int length, int from, int to, double before, double after) {
        double left = Math.min(before, SPENT * from);
        double right = Math.min(after, SPENT * (length - to));
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            double a = from > 0 ? Ease.step(from + 1, from + left, i) : 1;
            double b = to < length ? Ease.step(to - 2, to - 1 - right, i) : 1;
            out[i] = (float) (a * b);
        }
        return out;
    }

    /** How far neighbours differ from their mean, in grey levels, where the picture is smooth. */
    private static double grain(Mat picture, Mats mats) {
        Mat grey = mats.empty();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        Mat soft = mats.empty();
        Imgproc.GaussianBlur(grey, soft, new Size(), 1);
        Core.absdiff(grey, soft, grey);
        byte[] px = new byte[grey.rows() * grey.cols()];
        grey.get(0, 0, px);
        int[] seen = new int[256];
        for (byte p : px) {
            seen[p & 255]++;
        }
        int half = 0;
        int level = 0;
        while (half + seen[level] < px.length / 2) {
            half += seen[level++];
        }
        double median = level + (px.length / 2.0 - half) / seen[level] - .5;
        return Ease.clamp(median * 1.5, 0, 6);
    }

    private static void mix(Mat out, Mat far, float[] byColumn, float[] byRow, double grain) {
        byte[] near = new byte[out.cols() * 3];
        float[] beyond = new float[near.length];
        Random random = new Random(SEED);
        for (int y = 0; y < out.rows(); y++) {
            out.get(y, 0, near);
            far.get(y, 0, beyond);
            for (int x = 0; x < out.cols(); x++) {
                double t = 1 - Math.min(byRow[y], byColumn[x]);
                if (t > 0) {
                    double noise = grain * random.nextGaussian();
                    for (int c = 3 * x; c < 3 * x + 3; c++) {
                        near[c] = Raster.toByte(Ease.mix(near[c] & 255, beyond[c] + noise, t));
                    }
                }
            }
            out.put(y, 0, near);
        }
    }
}
