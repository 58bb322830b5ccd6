package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Mouth;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/**
 * Fits the mouth several times, each time in a face frame that is a little off, by its colours and by its light alone.
 * The score of one fit does not tell a right one from a wrong one; whether others come to the same mouth does.
 */
final class SteadyMouth {

    /** Shift in x and y (units), enlargement, turn in radians. */
    private static final double[][] PUSHES = {{0, 0, 1, 0}, {.03, .03, 1.04, .02}, {-.03, -.03, .97, -.02},
            {.01, -.04, 1.0, .03}};
    /** Scores by light alone are smaller. */
    private static final double LIGHT = 1.4;
    /** Differences that are no matter: of the row, the half-width, the gap, the outer edges, and of the middle. */
    private static final double ROW = .07;
    private static final double HALF = .09;
    private static final double GAP = .06;
    private static final double EDGE = .08;
    private static final double CENTRE = .08;

    /** @param agreement share of the other fits that came to the same mouth, 0 to 1 */
    record Fit(Mouth mouth, double score, double agreement) {
    }

    private SteadyMouth() {
    }

    static Fit fit(Mat picture, FaceFrame frame) {
        List<Mouth> found = new ArrayList<>();
        FaceCrop level = new FaceCrop(picture, frame);
        MouthFitter colours = new MouthFitter(level, 1);
        MouthFitter light = new MouthFitter(level, 0);
        for (double[] push : PUSHES) {
            FaceFrame off = frame.varied(push[0], push[1], push[2], push[3]);
            FaceCrop crop = new FaceCrop(picture, off);
            for (int trust = 0; trust <= 1; trust++) {
                found.add(moved(new MouthFitter(crop, trust).fit().mouth(), off, frame, push));
            }
        }
        Mouth best = found.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (Mouth mouth : found) {
            double score = colours.score(mouth) + LIGHT * light.score(mouth);
            if (score > most) {
                most = score;
                best = mouth;
            }
        }
        Mouth chosen = best;
        long agreeing = found.stream().filter(mouth -> distance(chosen, mouth) <= 1).count() - 1;
        return new Fit(chosen, most, (double) agreeing / (found.size() - 1));
    }

    private static Mouth moved(Mouth m, FaceFrame from, FaceFrame to, double[] push) {
        double px = from.pictureX(m.cx(), m.cy());
        double py = from.pictureY(m.cx(), m.cy());
        double u = push[2];
        return new Mouth(to.faceX(px, py), to.faceY(px, py), m.halfWidth() * u, m.tilt() + push[3], m.curvature() * u,
                m.upperLip() * u, m.lowerLip() * u, m.gap() * u, m.teethVisible());
    }

    /** Up to 1 for mouths that would be animated alike. */
    static double distance(Mouth a, Mouth b) {
        double row = Math.abs(line(a) - line(b)) / ROW;
        double half = Math.abs(a.halfWidth() - b.halfWidth()) / HALF;
        double gap = Math.abs(a.gap() - b.gap()) / GAP;
        double low = Math.abs(line(a) + a.gap() / 2 + a.lowerLip() - line(b) - b.gap() / 2 - b.lowerLip()) / EDGE;
        double centre = Math.abs(a.cx() - b.cx()) / CENTRE;
        return Math.max(Math.max(Math.max(row, half), Math.max(gap, low)), centre);
    }

    /** The middle of the opening. */
    private static double line(Mouth m) {
        return m.cy() + m.curvature() + m.gap() / 2;
    }
}
