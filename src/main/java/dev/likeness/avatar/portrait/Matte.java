package dev.likeness.avatar.portrait;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Cuts the person out and puts a green screen behind. Hair comes out well; what touches the head may stay with it. */
final class Matte {

    /** Blue, green, red of a chroma-key screen. */
    private static final double[] GREEN = {64, 177, 0};
    private static final int SIDE = 256;
    private static final int ITERATIONS = 5;
    private static final int SEED = 12345;
    private static final double CLOSE = .4;

    private Matte() {
    }

    /** Mirrored hair over the picture's edge would teach the cut that hair is background: only the picture is looked at. */
    static void greenBehind(Framing.Framed framed, Mats mats) {
        Mat bgr = framed.bgr();
        Rect inside = framed.inside();
        Mat picture = mats.keep(bgr.submat(inside));
        FaceFrame frame = framed.face().frame().scaledAndMoved(1, -inside.x, -inside.y);
        double scale = Math.min(1, (double) SIDE / Math.min(picture.cols(), picture.rows()));
        Mat small = mats.empty();
        Imgproc.resize(picture, small, new Size(), scale, scale, Imgproc.INTER_AREA);
        FaceFrame smallFrame = frame.scaledAndMoved(scale, 0, 0);
        Mat hard = cut(small, smallFrame, mats);
        Mat alpha = softened(hard, small, smallFrame.unit(), mats);
        Imgproc.resize(alpha, alpha, picture.size(), 0, 0, Imgproc.INTER_CUBIC);
        int below = bgr.rows() - inside.y - inside.height;
        int right = bgr.cols() - inside.x - inside.width;
        // The body goes on below the picture as its mirror image does; beside it and over the head there is nothing.
        Core.copyMakeBorder(alpha, alpha, 0, below, 0, 0, Core.BORDER_REFLECT_101);
        Core.copyMakeBorder(alpha, alpha, inside.y, 0, inside.x, right, Core.BORDER_CONSTANT, Scalar.all(0));
        composite(bgr, alpha, frame.unit(), mats);
    }

    private static Mat cut(Mat small, FaceFrame f, Mats mats) {
        Mat mask = mats.keep(new Mat(small.size(), CvType.CV_8U, Scalar.all(Imgproc.GC_BGD)));
        ellipse(mask, f, .05, 2.0, 2.5, Imgproc.GC_PR_BGD);
        torso(mask, f, Imgproc.GC_PR_BGD, .8, 1.6, 3, 2.0, 4.4, 2.9);
        ellipse(mask, f, .15, 1.25, 1.9, Imgproc.GC_PR_FGD);
        torso(mask, f, Imgproc.GC_PR_FGD, .8, 1.9, 2.1, 2.45, 3.1, 3.0);
        ellipse(mask, f, .12, .92, 1.42, Imgproc.GC_FGD);
        torso(mask, f, Imgproc.GC_FGD, .5, 1.4, .8, 2.6, 1.2, 3.4);
        Core.setRNGSeed(SEED);
        Imgproc.grabCut(small, mask, new Rect(), mats.empty(), mats.empty(), ITERATIONS,
                Imgproc.GC_INIT_WITH_MASK);
        againAroundTheHead(small, mask, f, mats);
        Mat person = mats.empty();
        Core.bitwise_and(mask, mats.keep(new Mat(mask.size(), CvType.CV_8U, Scalar.all(1))), person);
        Core.multiply(person, Scalar.all(255), person);
        int open = Math.max(1, (int) Math.round(.14 * f.unit() / 2)) * 2 + 1;
        Mat disc = mats.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(open, open)));
        Imgproc.morphologyEx(person, person, Imgproc.MORPH_OPEN, disc);
        // Bites out of a collar or a ring are taken back; the notch between chin and shoulder is wider.
        int close = Math.max(1, (int) Math.round(CLOSE * f.unit() / 2)) * 2 + 1;
        Mat wide = mats.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(close, close)));
        Imgproc.morphologyEx(person, person, Imgproc.MORPH_CLOSE, wide);
        return faceComponent(person, f, mats);
    }

    /** Where there is much body, its colours crowd out those of the hair: the head is cut once more for itself. */
    private static void againAroundTheHead(Mat small, Mat mask, FaceFrame f, Mats mats) {
        int x = Math.clamp(Math.round(f.originX() - 3 * f.unit()), 0, small.cols() - 1);
        int y = Math.clamp(Math.round(f.originY() - 2.9 * f.unit()), 0, small.rows() - 1);
        int right = Math.clamp(Math.round(f.originX() + 3 * f.unit()), x + 1, small.cols());
        int bottom = Math.clamp(Math.round(f.originY() + 1.9 * f.unit()), y + 1, small.rows());
        Rect head = new Rect(x, y, right - x, bottom - y);
        Mat part = mats.keep(mats.keep(mask.submat(head)).clone());
        ellipse(part, f.scaledAndMoved(1, -x, -y), .05, 1.15, 1.75, Imgproc.GC_PR_FGD);
        ellipse(part, f.scaledAndMoved(1, -x, -y), .12, .92, 1.42, Imgproc.GC_FGD);
        Core.setRNGSeed(SEED);
        Imgproc.grabCut(mats.keep(small.submat(head)), part, new Rect(), mats.empty(), mats.empty(), ITERATIONS,
                Imgproc.GC_INIT_WITH_MASK);
        part.copyTo(mats.keep(mask.submat(head)));
    }

    /** The outline that holds the face, filled: holes in a person are glints on clothes. */
    private static Mat faceComponent(Mat person, FaceFrame f, Mats mats) {
        List<MatOfPoint> outlines = new ArrayList<>();
        Imgproc.findContours(person, outlines, mats.empty(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_NONE);
        Mat out = mats.keep(Mat.zeros(person.size(), CvType.CV_8U));
        for (MatOfPoint outline : outlines) {
            mats.keep(outline);
            org.opencv.core.MatOfPoint2f curve = mats.keep(new org.opencv.core.MatOfPoint2f(outline.toArray()));
            if (Imgproc.pointPolygonTest(curve, new Point(f.pictureX(0, .5), f.pictureY(0, .5)), false) >= 0) {
                Imgproc.drawContours(out, List.of(outline), 0, Scalar.all(255), Imgproc.FILLED);
            }
        }
        return out;
    }

    /** A guided filter lays the edge along the picture's own edges, in a narrow band only. */
    private static Mat softened(Mat hard, Mat small, double unit, Mats mats) {
        Mat guide = mats.empty();
        Imgproc.cvtColor(small, guide, Imgproc.COLOR_BGR2GRAY);
        guide.convertTo(guide, CvType.CV_32F, 1 / 255.0);
        Mat p = mats.empty();
        hard.convertTo(p, CvType.CV_32F, 1 / 255.0);
        Mat q = guided(guide, p, Math.max(2, (int) Math.round(.10 * unit)), 2e-4, mats);
        Core.subtract(q, Scalar.all(.08), q);
        Core.multiply(q, Scalar.all(1 / .84), q);
        Core.min(q, Scalar.all(1), q);
        Core.max(q, Scalar.all(0), q);
        int band = Math.max(2, (int) Math.round(.10 * unit)) * 2 + 1;
        Mat disc = mats.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(band, band)));
        Mat outer = mats.empty();
        Imgproc.dilate(p, outer, disc);
        Mat inner = mats.empty();
        Imgproc.erode(p, inner, disc);
        Core.min(q, outer, q);
        Core.max(q, inner, q);
        return q;
    }

    private static Mat guided(Mat guide, Mat p, int radius, double eps, Mats mats) {
        Size window = new Size(2 * radius + 1, 2 * radius + 1);
        Mat meanI = box(guide, window, mats);
        Mat meanP = box(p, window, mats);
        Mat variance = mats.empty();
        Core.subtract(box(product(guide, guide, mats), window, mats), product(meanI, meanI, mats), variance);
        Core.add(variance, Scalar.all(eps), variance);
        Mat a = mats.empty();
        Core.subtract(box(product(guide, p, mats), window, mats), product(meanI, meanP, mats), a);
        Core.divide(a, variance, a);
        Mat b = mats.empty();
        Core.subtract(meanP, product(a, meanI, mats), b);
        Mat q = mats.empty();
        Core.add(product(box(a, window, mats), guide, mats), box(b, window, mats), q);
        return q;
    }

    private static Mat box(Mat in, Size window, Mats mats) {
        Mat out = mats.empty();
        Imgproc.blur(in, out, window);
        return out;
    }

    private static Mat product(Mat a, Mat b, Mats mats) {
        Mat out = mats.empty();
        Core.multiply(a, b, out);
        return out;
    }

    /** Under the soft edge the colours of the sure person are spread outward, or the old background shines through. */
    private static void composite(Mat bgr, Mat alpha, double unit, Mats mats) {
        int n = bgr.rows() * bgr.cols();
        float[] a = new float[n];
        alpha.get(0, 0, a);
        byte[] px = new byte[n * 3];
        bgr.get(0, 0, px);
        float[] sure = new float[n];
        float[] weighted = new float[n * 3];
        for (int i = 0; i < n; i++) {
            sure[i] = a[i] > .97 ? 1 : 0;
            for (int c = 0; c < 3; c++) {
                weighted[i * 3 + c] = sure[i] * (px[i * 3 + c] & 0xFF);
            }
        }
        float[] near = blurred(weighted, bgr.size(), CvType.CV_32FC3, .05 * unit, mats);
        float[] share = blurred(sure, bgr.size(), CvType.CV_32F, .05 * unit, mats);
        for (int i = 0; i < n; i++) {
            double alphaHere = Ease.clamp(a[i], 0, 1);
            for (int c = 0; c < 3; c++) {
                double own = px[i * 3 + c] & 0xFF;
                double front = sure[i] > 0 || share[i] < 1e-4 ? own : near[i * 3 + c] / share[i];
                px[i * 3 + c] = (byte) Math.round(Ease.clamp(front * alphaHere + GREEN[c] * (1 - alphaHere), 0, 255));
            }
        }
        bgr.put(0, 0, px);
    }

    private static float[] blurred(float[] values, Size size, int type, double sigma, Mats mats) {
        Mat mat = mats.keep(new Mat(size, type));
        mat.put(0, 0, values);
        Imgproc.GaussianBlur(mat, mat, new Size(), sigma);
        float[] out = new float[values.length];
        mat.get(0, 0, out);
        mat.release();
        return out;
    }

    private static void ellipse(Mat mask, FaceFrame f, double cy, double rx, double ry, int label) {
        Imgproc.ellipse(mask, new Point(f.pictureX(0, cy), f.pictureY(0, cy)),
                new Size(rx * f.unit(), ry * f.unit()), Math.toDegrees(f.roll()), 0, 360, Scalar.all(label),
                Imgproc.FILLED);
    }

    /** Pairs of half-width and y, from the neck down; the last width goes on to the picture's lower edge. */
    private static void torso(Mat mask, FaceFrame f, int label, double... steps) {
        List<Point> right = new ArrayList<>();
        List<Point> left = new ArrayList<>();
        for (int i = 0; i < steps.length; i += 2) {
            right.add(new Point(f.originX() + f.unit() * steps[i], f.originY() + f.unit() * steps[i + 1]));
            left.addFirst(new Point(f.originX() - f.unit() * steps[i], f.originY() + f.unit() * steps[i + 1]));
        }
        double wide = f.unit() * steps[steps.length - 2];
        right.add(new Point(f.originX() + wide, mask.rows() + 1.0));
        right.add(new Point(f.originX() - wide, mask.rows() + 1.0));
        right.addAll(left);
        MatOfPoint outline = new MatOfPoint(right.toArray(Point[]::new));
        Imgproc.fillPoly(mask, List.of(outline), Scalar.all(label));
        outline.release();
    }
}
