package dev.likeness.voice.sound;

/** A filter of the second order; its state is not part of it, so threads may share one. */
public record Biquad(double b0, double b1, double b2, double a1, double a2) {

    /** Lifts what is above a frequency by so many dB, evenly around it; {@code q} of .7 has no bump. */
    public static Biquad highShelf(double rate, double hertz, double gain, double q) {
        double k = Math.tan(Math.PI * hertz / rate);
        double high = Math.pow(10, gain / 20);
        double middle = Math.sqrt(high);
        double a0 = 1 + k / q + k * k;
        return new Biquad((high + middle * k / q + k * k) / a0, 2 * (k * k - high) / a0,
                (high - middle * k / q + k * k) / a0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    public static Biquad highPass(double rate, double hertz, double q) {
        double k = Math.tan(Math.PI * hertz / rate);
        double a0 = 1 + k / q + k * k;
        return new Biquad(1 / a0, -2 / a0, 1 / a0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    public static Biquad lowPass(double rate, double hertz, double q) {
        double k = Math.tan(Math.PI * hertz / rate);
        double a0 = 1 + k / q + k * k;
        return new Biquad(k * k / a0, 2 * k * k / a0, k * k / a0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    /** Filtered, of the same length; what was given stays. */
    public float[] of(float[] sound) {
        float[] filtered = new float[sound.length];
        double s1 = 0;
        double s2 = 0;
        for (int i = 0; i < sound.length; i++) {
            double x = sound[i];
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            filtered[i] = (float) y;
        }
        return filtered;
    }
}
