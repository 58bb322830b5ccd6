package dev.likeness.avatar.paint;

import dev.likeness.avatar.picture.Ease;

/** Arithmetic on colours: blue, green, red, 0 to 255. */
final class Tones {

    private Tones() {
    }

    static double[] mix(double[] a, double[] b, double share) {
        double[] out = new double[3];
        for (int c = 0; c < 3; c++) {
            out[c] = a[c] + (b[c] - a[c]) * share;
        }
        return out;
    }

    /** Darker colours of skin and cloth are warmer: blue is lost first. */
    static double[] lit(double[] colour, double light) {
        double[] out = new double[3];
        for (int c = 0; c < 3; c++) {
            out[c] = Math.min(255, colour[c] * Math.pow(light, 1.18 - .14 * c));
        }
        return out;
    }

    static double[] bgr(double b, double g, double r) {
        return new double[]{b, g, r};
    }

    static double step(double from, double to, double v) {
        double t = Ease.clamp((v - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
