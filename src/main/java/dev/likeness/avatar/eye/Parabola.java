package dev.likeness.avatar.eye;

import dev.likeness.avatar.picture.Ease;
import java.util.Arrays;

/** y = c0 + c1 x + c2 x², through points of which some are wrong. */
record Parabola(double c0, double c1, double c2) {

    private static final int PASSES = 6;
    /** Points farther off than this hardly count. */
    private static final double SCATTER = .03;
    /** How much points of larger y count, and those of smaller: the curve lies nearer to the largest. */
    private static final double LARGER = 1.7;
    private static final double SMALLER = .6;

    static Parabola through(double[] x, double[] y, int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        Parabola fit = new Parabola(0, 0, 0);
        for (int pass = 0; pass < PASSES; pass++) {
            fit = weighted(x, y, weights);
            for (int i = 0; i < count; i++) {
                double off = y[i] - fit.at(x[i]);
                weights[i] = (off > 0 ? LARGER : SMALLER) / (1 + off * off / (SCATTER * SCATTER));
            }
        }
        return fit;
    }

    private static Parabola weighted(double[] x, double[] y, double[] weights) {
        double[] s = new double[5];
        double[] r = new double[3];
        for (int i = 0; i < weights.length; i++) {
            double power = weights[i];
            for (int k = 0; k < 5; k++, power *= x[i]) {
                s[k] += power;
                if (k < 3) {
                    r[k] += power * y[i];
                }
            }
        }
        // Points that say too little give a straight line or a level one.
        s[2] += 1e-9;
        s[4] += 1e-9;
        double m0 = s[2] * s[4] - s[3] * s[3];
        double m1 = s[1] * s[4] - s[2] * s[3];
        double m2 = s[1] * s[3] - s[2] * s[2];
        double det = s[0] * m0 - s[1] * m1 + s[2] * m2;
        double c0 = r[0] * m0 - r[1] * m1 + r[2] * m2;
        double c1 = -r[0] * m1 + r[1] * (s[0] * s[4] - s[2] * s[2]) - r[2] * (s[0] * s[3] - s[1] * s[2]);
        double c2 = r[0] * m2 - r[1] * (s[0] * s[3] - s[1] * s[2]) + r[2] * (s[0] * s[2] - s[1] * s[1]);
        return new Parabola(c0 / det, c1 / det, c2 / det);
    }

    double at(double x) {
        return c0 + x * (c1 + x * c2);
    }

    /** The same between two places; outside of them as at them. */
    double within(double from, double to, double x) {
        return at(Ease.clamp(x, from, to));
    }
}
