package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/**
 * How far each place of a picture lies before the axis a head turns about, units: the depth of the mesh's points that
 * can be seen, smoothed, running out around the face and down the neck.
 */
final class HeadDepth {

    private static final int SKIN = FaceMesh.LEFT_IRIS;
    private static final int LEFT_EAR = 234;
    private static final int RIGHT_EAR = 454;
    private static final int CHIN = 152;
    /** The axis runs so far before the ears. */
    private static final double AXIS = .5;
    private static final double DEEPEST = -.2;
    private static final double SIGMA = .09;
    /** A point is hidden where another lies so close beside it and so far before it. */
    private static final double BESIDE = .12;
    private static final double BEFORE = .16;
    /** How far inside the face's outline the depth is evened out, and how far outside it runs out. */
    private static final double RIM = .28;
    private static final double AROUND = .9;
    private static final double NECK = 1.25;

    private final FaceMesh mesh;
    private final FaceFrame frame;
    private final Lattice lattice;
    private final double unit;
    private final double[] x = new double[SKIN];
    private final double[] y = new double[SKIN];
    private final double[] depth = new double[SKIN];
    private final double[] share = new double[SKIN];
    private int visible;

    private HeadDepth(FaceMesh mesh, Lattice lattice) {
        this.mesh = mesh;
        this.frame = FacePose.of(mesh).frame();
        this.lattice = lattice;
        this.unit = frame.unit();
        double ears = (mesh.z(LEFT_EAR) + mesh.z(RIGHT_EAR)) / 2;
        for (int i = 0; i < SKIN; i++) {
            if (!hidden(i)) {
                x[visible] = mesh.x(i) / unit;
                y[visible] = mesh.y(i) / unit;
                depth[visible++] = (ears - mesh.z(i)) / unit;
            }
        }
        spread();
    }

    static float[] of(FaceMesh mesh, Lattice lattice) {
        return new HeadDepth(mesh, lattice).plane();
    }

    private boolean hidden(int i) {
        for (int k = 0; k < SKIN; k++) {
            if (mesh.z(k) < mesh.z(i) - BEFORE * unit
                    && Math.hypot(mesh.x(k) - mesh.x(i), mesh.y(k) - mesh.y(i)) < BESIDE * unit) {
                return true;
            }
        }
        return false;
    }

    /** Where points are dense each of them counts less. */
    private void spread() {
        for (int i = 0; i < visible; i++) {
            double sum = 0;
            for (int k = 0; k < visible; k++) {
                sum += Ease.bell(Math.hypot(x[k] - x[i], y[k] - y[i]), SIGMA);
            }
            share[i] = 1 / sum;
        }
    }

    private float[] plane() {
        float[] out = new float[lattice.nodes()];
        try (Mats mats = new Mats()) {
            MatOfPoint2f outline = outline(mats);
            int step = lattice.step();
            double reach = AROUND * unit;
            Rect box = Imgproc.boundingRect(outline);
            int left = Math.clamp((int) ((box.x - reach) / step), 0, lattice.columns() - 1);
            int top = Math.clamp((int) ((box.y - reach) / step), 0, lattice.rows() - 1);
            int columns = Math.clamp((int) ((box.x + box.width + reach) / step) + 2 - left, 1,
                    lattice.columns() - left);
            int rows = Math.clamp((int) ((box.y + box.height + reach) / step) + 2 - top, 1, lattice.rows() - top);
            float[] sharp = new float[columns * rows];
            for (int i = 0; i < sharp.length; i++) {
                sharp[i] = (float) regressed((left + i % columns) * step / unit, (top + i / columns) * step / unit);
            }
            Ease.blur(sharp, columns, rows, .06 * unit / step);
            float[] soft = sharp.clone();
            Ease.blur(soft, columns, rows, RIM * unit / step);
            double chin = frame.faceY(mesh.x(CHIN), mesh.y(CHIN));
            for (int i = 0; i < sharp.length; i++) {
                double px = (left + i % columns) * step;
                double py = (top + i / columns) * step;
                double inside = Imgproc.pointPolygonTest(outline, new Point(px, py), true) / unit;
                double z = Ease.mix(sharp[i], soft[i], Ease.step(RIM, 0, inside)) - AXIS;
                double neck = Ease.step(chin + NECK, chin, frame.faceY(px, py));
                out[(top + i / columns) * lattice.columns() + left + i % columns] = (float) (Math.max(z, DEEPEST)
                        * Ease.step(-AROUND, 0, inside) * neck);
            }
        }
        return out;
    }

    /** The mean depth of the points around a place; far from all of them that of the nearest. */
    private double regressed(double atX, double atY) {
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < visible; i++) {
            nearest = Math.min(nearest, square(x[i] - atX) + square(y[i] - atY));
        }
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < visible; i++) {
            double farther = (square(x[i] - atX) + square(y[i] - atY) - nearest) / (2 * SIGMA * SIGMA);
            if (farther < 9) {
                double weight = Math.exp(-farther) * share[i];
                sum += weight * depth[i];
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double square(double v) {
        return v * v;
    }

    private MatOfPoint2f outline(Mats mats) {
        Point[] points = new Point[SKIN];
        for (int i = 0; i < SKIN; i++) {
            points[i] = new Point(mesh.x(i), mesh.y(i));
        }
        MatOfPoint all = mats.keep(new MatOfPoint(points));
        MatOfInt chosen = mats.keep(new MatOfInt());
        Imgproc.convexHull(all, chosen);
        int[] order = chosen.toArray();
        Point[] hull = new Point[order.length];
        for (int i = 0; i < hull.length; i++) {
            hull[i] = points[order[i]];
        }
        return mats.keep(new MatOfPoint2f(hull));
    }
}
