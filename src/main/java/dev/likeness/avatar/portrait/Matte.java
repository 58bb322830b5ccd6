package dev.likeness.avatar.portrait;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Raster;
import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.RotatedRect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.opencv.ximgproc.Ximgproc;

/**
 * Cuts the person out and puts a green screen behind. The net says where the person is, a guided filter brings its edge
 * to the picture's edges, and near it each pixel is weighed between the colours of the person and of the background.
 */
final class Matte {

    /** Blue, green, red of a chroma-key screen. */
    private static final double[] GREEN = {64, 177, 0};
    /** Rows or columns it is made with, whichever are fewer: the net sees 256. */
    private static final double SHORT_SIDE = 540;
    /** How far beside its line the edge may be soft, and how far the filter looks; units. */
    private static final double BAND = .2;
    private static final double FILTER = .06;
    private static final double EPSILON = 1e-4;
    /** Squared distance of two colours from which on they tell person from background. */
    private static final double APART = .05;
    /** How softly a person ends whom a side of the picture cuts; units. */
    private static final double FADE = .5;
    /** Share of a face's box that is nothing but face. */
    private static final double FACE = .85;
    /** Of what is no human: the least share of the face that must be found, and the most doubt, a share of the find. */
    private static final double FOUND = .5;
    private static final double DOUBT = .2;

    private Matte() {
    }

    /** @return false, and nothing is changed, where no human face is and the net is not sure what to cut out */
    static boolean greenBehind(Framing.Framed framed, PersonFinder person, Mats mats) {
        Rect inside = framed.inside();
        Mat picture = mats.keep(framed.bgr().submat(inside));
        double scale = Math.min(1, SHORT_SIDE / Math.min(picture.cols(), picture.rows()));
        Mat small = mats.empty();
        Imgproc.resize(picture, small, new Size(), scale, scale, Imgproc.INTER_AREA);
        double unit = framed.face().frame().unit() * scale;
        Extent face = Head.bare(framed.face()).scaledAndMoved(scale, -inside.x * scale, -inside.y * scale);
        boolean human = framed.face().kind().human();
        Mat mask = person.mask(small, small.size(), mats);
        if (human) {
            fill(mask, face);
        }
        Mat hard = mats.empty();
        if (!body(mask, face, human, hard, mats)) {
            return false;
        }
        Mat colours = mats.empty();
        small.convertTo(colours, CvType.CV_32F, 1 / 255.0);
        Mat alpha = mats.empty();
        Ximgproc.guidedFilter(colours, mask, alpha, (int) Math.max(2, Math.round(FILTER * unit)), EPSILON);
        limit(alpha, hard, unit, mats);
        Mat front = spread(colours, alpha, .95, Imgproc.THRESH_BINARY, mats);
        weigh(alpha, colours, front, mats);
        Imgproc.resize(alpha, alpha, picture.size(), 0, 0, Imgproc.INTER_CUBIC);
        Imgproc.resize(front, front, picture.size(), 0, 0, Imgproc.INTER_LINEAR);
        compose(framed, alpha, front);
        return true;
    }

    /**
     * The connected part that holds most of the face, as 255 where it is.
     *
     * @return whether it is worth cutting out: a human always; else it must hold enough of the face, and the net, which
     *         was taught with persons, must be sure of what it saw
     */
    private static boolean body(Mat mask, Extent face, boolean human, Mat hard, Mats mats) {
        Core.compare(mask, Scalar.all(.5), hard, Core.CMP_GT);
        Mat labels = mats.empty();
        int[] inFace = new int[Imgproc.connectedComponents(hard, labels)];
        int[] label = new int[mask.cols()];
        Extent seen = face.within(mask.cols(), mask.rows());
        for (int y = (int) seen.top(); y < (int) seen.bottom(); y++) {
            labels.get(y, 0, label);
            for (int x = (int) seen.left(); x < (int) seen.right(); x++) {
                inFace[label[x]]++;
            }
        }
        int total = Arrays.stream(inFace).sum();
        inFace[0] = 0;
        int most = 0;
        for (int i = 1; i < inFace.length; i++) {
            most = inFace[i] > inFace[most] ? i : most;
        }
        Core.compare(labels, Scalar.all(most), hard, Core.CMP_EQ);
        Mat doubted = mats.empty();
        Core.inRange(mask, Scalar.all(.2), Scalar.all(.8), doubted);
        return human || inFace[most] > FOUND * total
                && Core.countNonZero(doubted) < DOUBT * Core.countNonZero(hard);
    }

    /** A face is all there, whatever the net says of glasses and eyes. */
    private static void fill(Mat mask, Extent face) {
        Point middle = new Point((face.left() + face.right()) / 2, (face.top() + face.bottom()) / 2);
        Imgproc.ellipse(mask, new RotatedRect(middle, new Size(FACE * face.width(), FACE * face.height()), 0),
                Scalar.all(1), Imgproc.FILLED);
    }

    /** Soft is only a band along the line. */
    private static void limit(Mat alpha, Mat hard, double unit, Mats mats) {
        int band = 2 * (int) Math.max(1, Math.round(BAND * unit)) + 1;
        Mat disc = mats.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(band, band)));
        Mat outer = mats.empty();
        Imgproc.dilate(hard, outer, disc);
        outer.convertTo(outer, CvType.CV_32F, 1 / 255.0);
        Mat inner = mats.empty();
        Imgproc.erode(hard, inner, disc);
        inner.convertTo(inner, CvType.CV_32F, 1 / 255.0);
        Core.min(alpha, outer, alpha);
        Core.max(alpha, inner, alpha);
    }

    /** Where the net is in doubt, and the two colours differ, a pixel's own colour says which of them it has. */
    private static void weigh(Mat alpha, Mat colours, Mat front, Mats mats) {
        Mat back = spread(colours, alpha, .03, Imgproc.THRESH_BINARY_INV, mats);
        float[] a = new float[alpha.cols()];
        float[] own = new float[3 * a.length];
        float[] f = new float[own.length];
        float[] b = new float[own.length];
        for (int y = 0; y < alpha.rows(); y++) {
            alpha.get(y, 0, a);
            colours.get(y, 0, own);
            front.get(y, 0, f);
            back.get(y, 0, b);
            for (int x = 0; x < a.length; x++) {
                double dot = 0;
                double length = 0;
                for (int i = 3 * x; i < 3 * x + 3; i++) {
                    dot += (own[i] - b[i]) * (f[i] - b[i]);
                    length += (f[i] - b[i]) * (f[i] - b[i]);
                }
                double share = Ease.clamp(dot / Math.max(length, 1e-6), 0, 1);
                double trust = length / (length + APART) * Ease.step(.02, .2, a[x]) * Ease.step(.98, .8, a[x]);
                a[x] = (float) Ease.mix(a[x], share, trust);
            }
            alpha.put(y, 0, a);
        }
    }

    private static Mat spread(Mat colours, Mat alpha, double bound, int kind, Mats mats) {
        Mat sure = mats.empty();
        Imgproc.threshold(alpha, sure, bound, 1, kind);
        return PullPush.spread(colours, sure, mats);
    }

    /**
     * Under the soft edge lie the person's colours from nearby, or the old background would shine through. Beyond the
     * picture there is nobody, and before a side of it that cuts the person they fade.
     */
    private static void compose(Framing.Framed framed, Mat alpha, Mat front) {
        Mat bgr = framed.bgr();
        Rect inside = framed.inside();
        double fade = FADE * framed.face().frame().unit();
        float[] byColumn = Backdrop.shown(bgr.cols(), inside.x, inside.x + inside.width, fade, fade);
        float[] byRow = Backdrop.shown(bgr.rows(), inside.y, inside.y + inside.height, fade, fade);
        byte[] line = new byte[3 * bgr.cols()];
        float[] a = new float[inside.width];
        float[] f = new float[3 * inside.width];
        for (int y = 0; y < bgr.rows(); y++) {
            boolean here = y >= inside.y && y < inside.y + inside.height;
            if (here) {
                alpha.get(y - inside.y, 0, a);
                front.get(y - inside.y, 0, f);
            }
            bgr.get(y, 0, line);
            for (int i = 0; i < line.length; i++) {
                int x = i / 3 - inside.x;
                boolean seen = here && x >= 0 && x < inside.width;
                double own = seen ? Ease.clamp(a[x], 0, 1) : 0;
                double spread = seen ? 255 * f[i - 3 * inside.x] : 0;
                double colour = Ease.mix(spread, line[i] & 255, Ease.step(.9, 1, own));
                line[i] = Raster.toByte(Ease.mix(GREEN[i % 3], colour, own * byColumn[i / 3] * byRow[y]));
            }
            bgr.put(y, 0, line);
        }
    }
}
