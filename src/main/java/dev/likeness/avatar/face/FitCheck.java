package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Whether mesh and picture agree. The net's presence says that there is a face, not that its mouth can be seen: under a
 * hand or a mask it puts the mouth where mouths are, and is as sure of it. But it puts it elsewhere when it looks from
 * aside or in a mirror, and where a mouth is, the light changes from lip to lip.
 */
final class FitCheck {

    /** Looks that differ by the first agree, by the second they do not; in units of the face, mean of the looks. */
    private static final double SAME = .025;
    private static final double OTHER = .06;
    /** Lids are hidden by glasses and hair, and little is lost where they are a little wrong. */
    private static final double EYES = .6;
    /** Looks from aside: moved by a share of the box, enlarged, turned by radians. */
    private static final double[][] ASIDE = {{.07, 1.2, .2}, {.03, 1.1, .08}, {0, 1.15, 0}};
    /** Change of the light across the lips, as a share of the skin's. */
    private static final double NOTHING = .015;
    private static final double LIPS = .055;
    /** Share of mouth and eyes that is within the picture. */
    private static final double HALF = .8;
    /** Across the lips the light is taken at so many places, between so many of the mouth's points. */
    private static final int STEPS = 8;
    private static final int[][] ACROSS = {{40, 80, 88, 91}, {39, 81, 178, 181}, {37, 82, 87, 84}, {0, 13, 14, 17},
            {267, 312, 317, 314}, {269, 311, 402, 405}, {270, 310, 318, 321}};
    private static final double BLUR = .025;
    private static final double BESIDE = .1;

    private final AttentionMesh mesh;

    FitCheck(AttentionMesh mesh) {
        this.mesh = mesh;
    }

    /**
     * @param agreement 0 to 1; from a half on the fit is believed
     * @param presence the least of all looks
     * @param apart how far the looks at the mouth differ, units of the face
     */
    record Outcome(double agreement, double presence, double apart) {
    }

    Outcome check(Mat bgr, AttentionMesh.Fit fit) {
        FaceMesh found = fit.mesh();
        double unit = FacePose.of(found).unit();
        AttentionMesh.Fit mirrored = mesh.mirrored(bgr, found);
        double presence = Math.min(fit.presence(), mirrored.presence());
        double mouth = Twins.MOUTH.apart(found, mirrored.mesh(), true);
        double eyes = Twins.EYES.apart(found, mirrored.mesh(), true);
        for (double[] aside : ASIDE) {
            AttentionMesh.Fit look = mesh.aside(bgr, found, aside[0], aside[1], aside[2]);
            presence = Math.min(presence, look.presence());
            mouth += Twins.MOUTH.apart(found, look.mesh(), false);
            eyes += Twins.EYES.apart(found, look.mesh(), false);
        }
        double looks = (1 + ASIDE.length) * unit;
        double agreement = Math.min(ramp(OTHER, SAME, Math.max(mouth, EYES * eyes) / looks),
                Math.min(ramp(HALF, 1, inside(bgr, found)), ramp(NOTHING, LIPS, contrast(bgr, found, unit))));
        return new Outcome(agreement, presence, mouth / looks);
    }

    private static double ramp(double none, double all, double value) {
        return Ease.clamp((value - none) / (all - none), 0, 1);
    }

    private static double inside(Mat bgr, FaceMesh found) {
        return Math.min(Twins.MOUTH.inside(found, bgr.cols(), bgr.rows()),
                Twins.EYES.inside(found, bgr.cols(), bgr.rows()));
    }

    /** How much the light changes from the middle of the upper lip to that of the lower one, alike over its width. */
    private static double contrast(Mat bgr, FaceMesh found, double unit) {
        int reach = (int) Math.ceil(unit) + 2;
        int x = Math.clamp(Math.round(found.x(13)) - reach, 0, bgr.cols() - 1);
        int y = Math.clamp(Math.round(found.y(13)) - reach, 0, bgr.rows() - 1);
        try (Mats mats = new Mats()) {
            Mat part = mats.keep(bgr.submat(new Rect(x, y, Math.min(2 * reach, bgr.cols() - x),
                    Math.min(2 * reach, bgr.rows() - y))));
            Mat grey = mats.empty();
            Imgproc.cvtColor(part, grey, Imgproc.COLOR_BGR2GRAY);
            Imgproc.GaussianBlur(grey, grey, new Size(), Math.max(.3, BLUR * unit));
            byte[] light = new byte[grey.rows() * grey.cols()];
            grey.get(0, 0, light);
            double[] profile = new double[STEPS + 1];
            double skin = 0;
            for (int[] p : ACROSS) {
                for (int i = 0; i <= STEPS; i++) {
                    profile[i] += at(light, grey.cols(), across(found, p, (double) i / STEPS), x, y) / ACROSS.length;
                }
                double high = Math.hypot(found.x(p[3]) - found.x(p[0]), found.y(p[3]) - found.y(p[0]));
                double beside = BESIDE * unit / Math.max(1, high);
                for (double t : new double[]{-beside, 1 + beside}) {
                    double[] place = {found.x(p[0]) + t * (found.x(p[3]) - found.x(p[0])),
                            found.y(p[0]) + t * (found.y(p[3]) - found.y(p[0]))};
                    skin += at(light, grey.cols(), place, x, y) / (2 * ACROSS.length);
                }
            }
            return deviation(profile) / Math.max(8, skin);
        }
    }

    /** From half of the upper lip, by both inner lines, to half of the lower one. */
    private static double[] across(FaceMesh m, int[] p, double t) {
        double[][] knots = {{(m.x(p[0]) + m.x(p[1])) / 2, (m.y(p[0]) + m.y(p[1])) / 2}, {m.x(p[1]), m.y(p[1])},
                {(m.x(p[1]) + m.x(p[2])) / 2, (m.y(p[1]) + m.y(p[2])) / 2}, {m.x(p[2]), m.y(p[2])},
                {(m.x(p[2]) + m.x(p[3])) / 2, (m.y(p[2]) + m.y(p[3])) / 2}};
        int k = Math.min(3, (int) (4 * t));
        double u = 4 * t - k;
        return new double[]{knots[k][0] + u * (knots[k + 1][0] - knots[k][0]),
                knots[k][1] + u * (knots[k + 1][1] - knots[k][1])};
    }

    private static double at(byte[] light, int width, double[] place, int left, int top) {
        int height = light.length / width;
        double x = Ease.clamp(place[0] - left, 0, width - 1);
        double y = Ease.clamp(place[1] - top, 0, height - 1);
        int ix = Math.min((int) x, Math.max(0, width - 2));
        int iy = Math.min((int) y, Math.max(0, height - 2));
        int nx = Math.min(ix + 1, width - 1);
        int ny = Math.min(iy + 1, height - 1);
        double a = x - ix;
        double b = y - iy;
        return (1 - b) * ((1 - a) * (light[iy * width + ix] & 255) + a * (light[iy * width + nx] & 255))
                + b * ((1 - a) * (light[ny * width + ix] & 255) + a * (light[ny * width + nx] & 255));
    }

    private static double deviation(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean) / values.length;
        }
        return Math.sqrt(sum);
    }
}
