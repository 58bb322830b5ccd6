package dev.likeness.avatar.portrait;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Raster;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
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
        Mat shown = known(out, inside, scale, unit, person, mats);
        int x0 = Math.min((int) Math.round(inside.x * scale), colours.cols() - shown.cols());
        int y0 = Math.min((int) Math.round(inside.y * scale), colours.rows() - shown.rows());
        Mat known = mats.empty();
        Core.copyMakeBorder(shown, known, y0, colours.rows() - shown.rows() - y0, x0,
                colours.cols() - shown.cols() - x0, Core.BORDER_CONSTANT, Scalar.all(0));
        Mat far = PullPush.spread(colours, known, mats);
        Imgproc.GaussianBlur(far, far, new Size(), SOFT * unit * scale);
        Imgproc.resize(far, far, out.size(), 0, 0, Imgproc.INTER_CUBIC);
        float[] x = mixes(out.cols(), inside.x, inside.x + inside.width, kept.left(), kept.right(), unit);
        float[] y = mixes(out.rows(), inside.y, inside.y + inside.height, kept.top(), kept.bottom(), unit);
        mix(out, far, x, y, grain(mats.keep(out.submat(inside)), mats));
    }

    /** The background counts, and of the person what a side cuts; not the outermost pixels, often a frame. */
    private static Mat known(Mat out, Rect inside, double scale, double unit, PersonFinder person, Mats mats) {
        Size size = new Size(Math.round(inside.width * scale), Math.round(inside.height * scale));
        Mat mask = person.mask(mats.keep(out.submat(inside)), size, mats);
        int grown = 2 * (int) Math.round(GROWN * unit * scale) + 1;
        Imgproc.dilate(mask, mask,
                mats.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(grown, grown))));
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
                boolean framed = left && x < frame || right && toRight < frame || inside.y > 0 && y < frame;
                double cut = Math.max(cutLeft * Ease.step(.2 * far, .1 * far, x),
                        cutRight * Ease.step(.2 * far, .1 * far, toRight));
                m[x] = framed ? 0 : (float) Math.max(LEAST, Math.max(Ease.step(.4, .1, m[x]), cut));
            }
            mask.put(y, 0, m);
        }
        return mask;
    }

    /** How much of the backdrop each column or row shows: all beyond the edges, less and less before them. */
    private static float[] mixes(int length, int from, int to, double keptFrom, double keptTo, double unit) {
        double before = Ease.clamp(keptFrom - from, LEAST_BAND * unit, BAND * unit);
        double after = Ease.clamp(to - keptTo, LEAST_BAND * unit, BAND * unit);
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            double a = from > 0 ? Ease.step(from + before, from + 1, i) : 0;
            double b = to < length ? Ease.step(to - after, to - 2, i) : 0;
            out[i] = (float) Math.max(a, b);
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
                double t = Math.max(byRow[y], byColumn[x]);
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
