package dev.likeness.avatar.eye;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.picture.Ease;

/**
 * The lids of one eye and the brow over it, as the mesh has them: curves over the line through the corners, smoothed.
 * Along that line runs {@code a}, down from it {@code b}, both from its middle and in units of the face.
 */
final class LidLines {

    private static final int[] LEFT_UPPER = {33, 246, 161, 160, 159, 158, 157, 173, 133};
    private static final int[] LEFT_LOWER = {33, 7, 163, 144, 145, 153, 154, 155, 133};
    private static final int[] LEFT_BROW = {46, 53, 52, 65, 55};
    private static final int[] RIGHT_UPPER = {362, 398, 384, 385, 386, 387, 388, 466, 263};
    private static final int[] RIGHT_LOWER = {362, 382, 381, 380, 374, 373, 390, 249, 263};
    private static final int[] RIGHT_BROW = {285, 295, 282, 283, 276};

    /** How far beyond the corners the curves are known, half widths. */
    static final double REACH = 1.7;
    /** Lids meet a little outside the mesh's corners, or white would be left in them: all is drawn that much wider. */
    private static final double BEYOND = 1.08;
    private static final int SAMPLES = 241;
    private static final double SMOOTH = .02;
    /** Lids that are nowhere farther apart, units, are as good as closed. */
    private static final double SHUT = .06;
    /** Units between corners: nearer ones are a wrong mesh, and lines that short take long to smooth. */
    private static final double SHORTEST = .02;

    /** Picture pixels of the middle between the corners, and of one unit along and across their line. */
    final double x;
    final double y;
    final double alongX;
    final double alongY;
    final double unit;
    /** From the middle to a corner. */
    final double half;
    final double irisA;
    private final float[] upper;
    private final float[] lower;
    private final float[] brow;
    private final float[] softGap;

    private LidLines(FaceMesh mesh, double unit, int[] upper, int[] lower, int[] brow, int iris) {
        int from = upper[0];
        int to = upper[upper.length - 1];
        double dx = mesh.x(to) - mesh.x(from);
        double dy = mesh.y(to) - mesh.y(from);
        double length = Math.max(SHORTEST * unit, Math.hypot(dx, dy));
        this.x = (mesh.x(from) + mesh.x(to)) / 2;
        this.y = (mesh.y(from) + mesh.y(to)) / 2;
        this.unit = unit;
        this.alongX = unit * dx / length;
        this.alongY = unit * dy / length;
        this.half = BEYOND * length / 2 / unit;
        this.irisA = a(mesh.x(iris), mesh.y(iris));
        this.upper = curve(mesh, upper);
        this.lower = curve(mesh, lower);
        this.brow = curve(mesh, brow);
        for (int i = 0; i < SAMPLES; i++) {
            this.lower[i] = Math.max(this.lower[i], this.upper[i]);
        }
        this.softGap = softGap();
    }

    private LidLines(LidLines of, float[] upper, float[] lower) {
        this.x = of.x;
        this.y = of.y;
        this.unit = of.unit;
        this.alongX = of.alongX;
        this.alongY = of.alongY;
        this.half = of.half;
        this.irisA = of.irisA;
        this.upper = upper;
        this.brow = of.brow;
        this.lower = lower;
        this.softGap = softGap();
    }

    private float[] softGap() {
        float[] gap = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            gap[i] = lower[i] - upper[i];
        }
        blur(gap, .07);
        return gap;
    }

    private void blur(float[] line, double sigma) {
        Ease.blur(line, sigma / (2 * half * REACH / (SAMPLES - 1)));
    }

    /** The same eye with its lids farther apart by what is said for places spread evenly from corner to corner. */
    LidLines opened(float[] upwards, float[] downwards) {
        float[] above = upper.clone();
        float[] below = lower.clone();
        for (int i = 0; i < SAMPLES; i++) {
            double u = REACH * (2.0 * i / (SAMPLES - 1) - 1);
            double fade = Ease.step(1.15, 1, Math.abs(u));
            above[i] -= (float) (fade * spread(upwards, u));
            below[i] += (float) (fade * spread(downwards, u));
        }
        return new LidLines(this, above, below);
    }

    private static double spread(float[] by, double u) {
        double at = Ease.clamp((u / LidEdges.WIDTH + 1) / 2 * (by.length - 1), 0, by.length - 1.001);
        return Ease.mix(by[(int) at], by[(int) at + 1], at - (int) at);
    }

    static LidLines left(FaceMesh mesh, FacePose pose) {
        return new LidLines(mesh, pose.unit(), LEFT_UPPER, LEFT_LOWER, LEFT_BROW, FaceMesh.LEFT_IRIS);
    }

    static LidLines right(FaceMesh mesh, FacePose pose) {
        return new LidLines(mesh, pose.unit(), RIGHT_UPPER, RIGHT_LOWER, RIGHT_BROW, FaceMesh.RIGHT_IRIS);
    }

    /** The points as a function of a; beyond the first and the last these go on level. */
    private float[] curve(FaceMesh mesh, int[] points) {
        float[] line = new float[SAMPLES];
        int next = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double at = half / BEYOND * REACH * (2.0 * i / (SAMPLES - 1) - 1);
            while (next < points.length && a(mesh.x(points[next]), mesh.y(points[next])) <= at) {
                next++;
            }
            int right = points[Math.min(next, points.length - 1)];
            int left = points[Math.max(next - 1, 0)];
            double a0 = a(mesh.x(left), mesh.y(left));
            double a1 = a(mesh.x(right), mesh.y(right));
            double t = a1 > a0 ? Ease.clamp((at - a0) / (a1 - a0), 0, 1) : 0;
            line[i] = (float) Ease.mix(b(mesh.x(left), mesh.y(left)), b(mesh.x(right), mesh.y(right)), t);
        }
        blur(line, SMOOTH);
        return line;
    }

    double a(double pictureX, double pictureY) {
        return ((pictureX - x) * alongX + (pictureY - y) * alongY) / (unit * unit);
    }

    double b(double pictureX, double pictureY) {
        return ((pictureY - y) * alongX - (pictureX - x) * alongY) / (unit * unit);
    }

    double pictureX(double a, double b) {
        return x + a * alongX - b * alongY;
    }

    double pictureY(double a, double b) {
        return y + a * alongY + b * alongX;
    }

    /** Where the upper lid ends. */
    double upper(double a) {
        return at(upper, a);
    }

    /** Where the lower lid begins. */
    double lower(double a) {
        return at(lower, a);
    }

    /** Between the lids, evened out along the eye: what the skin far over the lid has to give. */
    double softGap(double a) {
        return at(softGap, a);
    }

    /** The lower edge of the brow. */
    double brow(double a) {
        return at(brow, a);
    }

    private double at(float[] line, double a) {
        double i = Ease.clamp((a / (half * REACH) + 1) / 2 * (SAMPLES - 1), 0, SAMPLES - 1.001);
        return Ease.mix(line[(int) i], line[(int) i + 1], i - (int) i);
    }

    /** Whether there is an eye to close. On closed ones the mesh leaves a gap of up to .045. */
    boolean open() {
        double widest = 0;
        for (double a = -.5 * half; a <= .5 * half; a += .02 * half) {
            widest = Math.max(widest, lower(a) - upper(a));
        }
        return widest > SHUT;
    }
}
