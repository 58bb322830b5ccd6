package dev.likeness.voice.outside;

/** Sound at another rate, by a windowed sinc: nothing over half of the lower rate is left or folded back. */
final class Resampler {

    /** Zero crossings of the sinc on each side. */
    private static final int REACH = 24;
    /** Of the lower half rate: what is left free for the slope. */
    private static final double KEPT = .95;

    private Resampler() {
    }

    static float[] resampled(float[] sound, int from, int to) {
        if (from == to || sound.length == 0) {
            return sound;
        }
        double step = (double) from / to;
        double cut = KEPT * Math.min(1, (double) to / from);
        double reach = REACH / cut;
        int divisor = gcd(from, to);
        int phases = to / divisor;
        // The offsets repeat: one set of taps for each.
        float[][] taps = new float[phases][];
        float[] out = new float[(int) ((long) sound.length * to / from)];
        for (int i = 0; i < out.length; i++) {
            long numerator = (long) i * from;
            int whole = (int) (numerator / to);
            int phase = i % phases;
            float[] filter = taps[phase];
            if (filter == null) {
                filter = taps(i * step - whole, cut, reach);
                taps[phase] = filter;
            }
            int first = whole - filter.length / 2 + 1;
            double sum = 0;
            for (int k = Math.max(0, -first); k < filter.length && first + k < sound.length; k++) {
                sum += filter[k] * sound[first + k];
            }
            out[i] = (float) sum;
        }
        return out;
    }

    private static float[] taps(double offset, double cut, double reach) {
        int half = (int) Math.ceil(reach);
        double[] taps = new double[2 * half];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double x = k - half + 1 - offset;
            double sinc = x == 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
            taps[k] = Math.abs(x) >= reach ? 0 : sinc * (.5 + .5 * Math.cos(Math.PI * x / reach));
            sum += taps[k];
        }
        float[] even = new float[taps.length];
        for (int k = 0; k < taps.length; k++) {
            even[k] = (float) (taps[k] / sum);
        }
        return even;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
