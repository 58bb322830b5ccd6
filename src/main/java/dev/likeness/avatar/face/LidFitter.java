package dev.likeness.avatar.face;

import dev.likeness.avatar.Eye;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Plane;

/** Fits the lids of one eye: two arcs round what is pale or dark, the upper one along a dark line. */
final class LidFitter {

    private static final double[] DEVIATION = {.03, .025, .03, .08, .025, .018, .25};
    private static final double[] STEPS = {.03, .03, .03, .05, .02, .015, .2};
    private static final double[] LOWEST = {-.12, -.1, .15, -.3, .03, .015, -.5};
    private static final double[] HIGHEST = {.12, .1, .32, .3, .18, .11, .5};
    private static final int COLUMNS = 17;
    private static final int ROWS = 4;

    private final Plane inside;
    private final Plane valley;

    record Fit(Eye eye, double score) {
    }

    LidFitter(FaceCrop face) {
        double ls = face.skinLight;
        double cs = Math.max(4, face.skinChroma);
        inside = face.light.map((i, l) -> {
            double pale = MouthMaps.ramp(face.chroma.values()[i] / cs, .9, .6) * MouthMaps.ramp(l / ls, .4, .6);
            return Math.max(pale, MouthMaps.ramp(l / ls, .7, .5));
        }).blurred(.008);
        valley = face.light.blurred(.012).valley(.025).map((_, v) -> Ease.clamp(v / (.12 * ls), -1, 2));
    }

    /** @param irisX -.5 for the eye on the left, .5 for the other */
    Fit fit(double irisX) {
        double[] usual = {0, 0, .235, 0, .095, .055, 0};
        Descent.Fit best = null;
        for (double dy : new double[]{-.02, 0, .02}) {
            double[] start = usual.clone();
            start[1] = dy;
            Descent.Fit fit = Descent.climb(start, STEPS, p -> score(p, irisX, usual));
            if (best == null || fit.score() > best.score()) {
                best = fit;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no start");
        }
        double[] p = best.parameters();
        return new Fit(new Eye(irisX + p[0], p[1], p[2], p[3], p[4], p[5], p[6], irisX, 0), best.score());
    }

    private double score(double[] p, double irisX, double[] usual) {
        for (int i = 0; i < p.length; i++) {
            if (p[i] < LOWEST[i] || p[i] > HIGHEST[i]) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        double in = 0;
        double area = 0;
        double above = 0;
        double below = 0;
        double line = 0;
        for (int i = 0; i < COLUMNS; i++) {
            double s = -.92 + 1.84 * i / (COLUMNS - 1);
            double x = irisX + p[0] + p[2] * s;
            double corner = p[1] + p[2] * s * Math.tan(p[3]);
            double upper = corner - p[4] * Eye.lidArc(s, p[6]);
            double lower = corner + p[5] * (1 - s * s);
            for (int k = 0; k < ROWS; k++) {
                in += (lower - upper) * inside.at(x, upper + (lower - upper) * (k + .5) / ROWS);
                above += inside.at(x, upper - .03 - .05 * k / (ROWS - 1));
                below += inside.at(x, lower + .025 + .045 * k / (ROWS - 1));
            }
            area += (lower - upper) * ROWS;
            line += valley.at(x, upper);
        }
        double all = COLUMNS * ROWS;
        return 1.6 * in / area - .8 * above / all - 1.2 * below / all + .35 * line / COLUMNS
                - .12 * Descent.surprise(p, usual, DEVIATION);
    }
}
