package dev.likeness.voice;

/** Leaves of a sound what its pitch is heard from: no hum and no direct current, nothing over a kilohertz. */
final class Lowpass {

    private static final int TAPS = 63;
    private static final double CUT_HZ = 950;
    private static final double HUM_HZ = 45;

    private Lowpass() {
    }

    /** At half the rate. */
    static float[] halved(float[] sound) {
        float[] taps = taps();
        double keep = Math.exp(-2 * Math.PI * HUM_HZ / SampleDecoder.RATE);
        float[] high = new float[sound.length + TAPS];
        double last = 0;
        double out = 0;
        for (int i = 0; i < sound.length; i++) {
            out = keep * (out + sound[i] - last);
            last = sound[i];
            high[i + TAPS / 2] = (float) out;
        }
        float[] slow = new float[sound.length / 2];
        for (int i = 0; i < slow.length; i++) {
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                sum += taps[tap] * high[2 * i + tap];
            }
            slow[i] = sum;
        }
        return slow;
    }

    /** A windowed sinc. */
    private static float[] taps() {
        double[] taps = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - TAPS / 2;
            double cut = 2 * CUT_HZ / SampleDecoder.RATE;
            double sinc = x == 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
            taps[i] = sinc * (.54 + .46 * Math.cos(2 * Math.PI * x / TAPS));
            sum += taps[i];
        }
        float[] scaled = new float[TAPS];
        for (int i = 0; i < TAPS; i++) {
            scaled[i] = (float) (taps[i] / sum);
        }
        return scaled;
    }
}
