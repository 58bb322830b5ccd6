package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Ease;
import java.util.Random;

/**
 * The sway of a listening person: the head as a turning ellipsoid, so that the features move several times as far as
 * the outline, and breath. The field is a sum of eight maps that are computed once; the numbers of a frame weigh them.
 * The surroundings are strained a little instead of being cut out: a wrong cut would be seen, this is not.
 */
final class HeadMotion {

    static final int FRAMES = 250;
    static final int FPS = 25;

    /** Below this share of the height between the irises the picture shows a body, and it sways too. */
    private static final double BODY = .1;
    private static final int MAPS = 8;

    /** The numbers of one frame: sines of two angles, roll in radians, the others in units. */
    record Pose(double yaw, double pitch, double roll, double tx, double ty, double breath, double brow, double sway) {
    }

    private final FaceFrame frame;
    private final int width;
    private final int height;
    private final double strength;
    private final double swaying;
    private final LivelyMoments moments;
    private final double[] phases = new double[11];
    private final float[][] basis;

    HeadMotion(Portrait portrait, MotionSpec spec) {
        this.frame = portrait.face().frame();
        this.width = portrait.width();
        this.height = portrait.height();
        this.strength = spec.strength() * portrait.face().kind().motion();
        this.swaying = frame.unit() < BODY * height ? .03 : 0;
        FaceKind kind = portrait.face().kind();
        this.moments = new LivelyMoments(spec.seed(), FRAMES, kind.human() ? spec.life() * kind.motion() : 0);
        Random random = new Random(spec.seed());
        for (int i = 0; i < phases.length; i++) {
            phases[i] = 2 * Math.PI * random.nextDouble();
        }
        this.basis = new float[MAPS][width * height];
        double[] at = new double[MAPS];
        double cos = Math.cos(frame.roll()) / frame.unit();
        double sin = Math.sin(frame.roll()) / frame.unit();
        for (int p = 0; p < width * height; p++) {
            double dx = p % width - frame.originX();
            double dy = p / width - frame.originY();
            basisAt(dx * cos + dy * sin, dy * cos - dx * sin, at);
            for (int i = 0; i < MAPS; i++) {
                basis[i][p] = (float) at[i];
            }
        }
    }

    /** Where the head is at a frame; the last frame is the first one again. */
    Pose pose(int index) {
        double t = 2 * Math.PI * (index % (FRAMES - 1)) / (FRAMES - 1);
        double yaw = Math.toRadians(3.0) * (.62 * wave(t, 1, 0) + .38 * wave(t, 2, 1));
        double pitch = Math.toRadians(1.5) * (.55 * wave(t, 2, 2) + .45 * wave(t, 3, 3));
        double roll = Math.toRadians(.6) * (.6 * wave(t, 1, 4) + .4 * wave(t, 2, 5));
        double tx = .014 * (.7 * wave(t, 1, 6) + .3 * wave(t, 3, 7));
        double ty = .012 * wave(t, 2, 8);
        int frame = index % (FRAMES - 1);
        return new Pose(Math.sin(strength * yaw), Math.sin(strength * pitch - moments.nod(frame)), strength * roll,
                strength * tx, strength * ty, strength * wave(t, 3, 9), moments.brow(frame),
                strength * swaying * wave(t, 1, 10));
    }

    private double wave(double t, int periods, int phase) {
        return Math.sin(periods * t + phases[phase]);
    }

    /**
     * Where the irises are looking at a frame, units. A head that turns keeps its eyes on whom it looks at: they turn
     * back, by the radius of an eyeball.
     */
    double[] gaze(int index) {
        Pose pose = pose(index);
        int frame = index % (FRAMES - 1);
        return new double[]{moments.gazeX(frame) - .19 * pose.yaw, moments.gazeY(frame) + .19 * pose.pitch};
    }

    /** Depth, weight, weight·(y - 2.1), weight·x, the two parts of the breath, the brows, the sway of the body. */
    private static void basisAt(double x, double y, double[] out) {
        double rho = Math.hypot(x / 1.3, (y - .15) / 1.95);
        double z = rho < 1 ? 1.15 * Math.pow(1 - rho * rho, 1.15) : 0;
        z += .16 * Ease.bell(x, .20) * Ease.bell(y - .45, .32);
        double weight = (1 - Ease.step(1.55, 3.0, y)) * (1 - Ease.step(1.0, 1.85, rho));
        double body = Ease.step(1.3, 3.2, y);
        out[0] = z * weight;
        out[1] = weight;
        out[2] = weight * (y - 2.1);
        out[3] = weight * x;
        out[4] = .004 * body * Math.tanh(x);
        out[5] = -(.006 * weight + .014 * body);
        out[6] = -Ease.step(-.12, -.32, y) * Ease.step(-.85, -.42, y) * Ease.step(1.05, .55, Math.abs(x));
        out[7] = Ease.step(9, 2, y) * Ease.step(3.6, 1.6, Math.abs(x)) * Ease.step(-3.2, -1.7, y);
    }

    /** Displacement in pixels at a place of the picture, from where it was in the portrait. */
    double[] displacement(double px, double py, Pose pose) {
        double[] b = new double[MAPS];
        basisAt(frame.faceX(px, py), frame.faceY(px, py), b);
        double x = b[0] * pose.yaw + b[1] * pose.tx - b[2] * pose.roll + b[4] * pose.breath + b[7] * pose.sway;
        double y = -b[0] * pose.pitch + b[1] * pose.ty + b[3] * pose.roll + b[5] * pose.breath + b[6] * pose.brow;
        double cos = Math.cos(frame.roll()) * frame.unit();
        double sin = Math.sin(frame.roll()) * frame.unit();
        return new double[]{x * cos - y * sin, x * sin + y * cos};
    }

    /** Fills x and y by turns: which place of the portrait each pixel of some rows of the frame shows. */
    void map(Pose pose, int fromRow, int rows, float[] out) {
        double cos = Math.cos(frame.roll()) * frame.unit();
        double sin = Math.sin(frame.roll()) * frame.unit();
        // Displacement in pixels = the face's displacement, turned by the roll of the face.
        float[] wx = {(float) (cos * pose.yaw + sin * pose.pitch), (float) (cos * pose.tx - sin * pose.ty),
                (float) (-cos * pose.roll), (float) (-sin * pose.roll), (float) (cos * pose.breath),
                (float) (-sin * pose.breath), (float) (-sin * pose.brow), (float) (cos * pose.sway)};
        float[] wy = {(float) (sin * pose.yaw - cos * pose.pitch), (float) (sin * pose.tx + cos * pose.ty),
                (float) (-sin * pose.roll), (float) (cos * pose.roll), (float) (sin * pose.breath),
                (float) (cos * pose.breath), (float) (cos * pose.brow), (float) (sin * pose.sway)};
        float[] b0 = basis[0];
        float[] b1 = basis[1];
        float[] b2 = basis[2];
        float[] b3 = basis[3];
        float[] b4 = basis[4];
        float[] b5 = basis[5];
        float[] b6 = basis[6];
        float[] b7 = basis[7];
        for (int y = fromRow, p = fromRow * width, i = 0; y < fromRow + rows; y++) {
            for (int x = 0; x < width; x++, p++, i += 2) {
                out[i] = x - (wx[0] * b0[p] + wx[1] * b1[p] + wx[2] * b2[p] + wx[3] * b3[p] + wx[4] * b4[p]
                        + wx[5] * b5[p] + wx[6] * b6[p] + wx[7] * b7[p]);
                out[i + 1] = y - (wy[0] * b0[p] + wy[1] * b1[p] + wy[2] * b2[p] + wy[3] * b3[p] + wy[4] * b4[p]
                        + wy[5] * b5[p] + wy[6] * b6[p] + wy[7] * b7[p]);
            }
        }
    }

    /** The smallest factor by which a pose's field changes an area; above 0 nothing is folded. */
    double smallestJacobian(Pose pose) {
        float[] map = new float[2 * width * height];
        map(pose, 0, height, map);
        double least = Double.MAX_VALUE;
        for (int y = 0; y < height - 1; y++) {
            for (int x = 0; x < width - 1; x++) {
                int p = 2 * (y * width + x);
                int q = p + 2 * width;
                double area = (map[p + 2] - map[p]) * (map[q + 1] - map[p + 1])
                        - (map[p + 3] - map[p + 1]) * (map[q] - map[p]);
                least = Math.min(least, area);
            }
        }
        return least;
    }
}
