package dev.likeness.voice.sound;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Brings a sound to another rate, whole or piece by piece: a windowed sinc for each place between two samples, so that
 * nothing over half of the lower rate is left or folded back. Not for several threads.
 */
public final class Resampler {

    /** Zero crossings of the sinc on each side. */
    private static final int LOBES = 16;
    /** How much of what fits below half the lower rate is kept. */
    private static final double KEPT = .94;

    private final int up;
    private final int down;
    private final int reach;
    private final float[][] taps;
    /** What came in and is still needed, from the sample number {@code first} on. */
    private float[] kept;
    private long first;
    /** Number of the next sample that goes out. */
    private long next;

    /**
     * @param from samples a second that come in, 4,000 to 384,000
     * @param to samples a second that go out, in the same bounds
     */
    public Resampler(int from, int to) {
        if (Math.min(from, to) < 4_000 || Math.max(from, to) > 384_000) {
            throw new IllegalArgumentException("samples a second: " + from + " to " + to);
        }
        int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
        up = to / common;
        down = from / common;
        double slower = Math.max(1, (double) from / to);
        reach = (int) Math.ceil(LOBES * slower);
        taps = new float[up][];
        for (int phase = 0; phase < up; phase++) {
            taps[phase] = taps((double) phase / up, KEPT / slower);
        }
        kept = new float[reach];
        first = -reach;
    }

    /** A whole sound. */
    public static float[] of(float[] sound, int from, int to) {
        if (from == to) {
            return sound.clone();
        }
        Resampler resampler = new Resampler(from, to);
        float[] most = resampler.next(sound);
        float[] rest = resampler.end();
        float[] all = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, all, most.length, rest.length);
        return all;
    }

    /** What can be told after the next piece; the rest waits for the sound behind it. */
    public float[] next(float[] piece) {
        int length = kept.length;
        kept = Arrays.copyOf(kept, length + piece.length);
        System.arraycopy(piece, 0, kept, length, piece.length);
        return told(first + kept.length - reach);
    }

    /** The rest, after the last piece. */
    public float[] end() {
        long total = first + kept.length;
        kept = Arrays.copyOf(kept, kept.length + reach + 1);
        return told(total);
    }

    /** @param end number of the first sample that came in of which nothing is told yet */
    private float[] told(long end) {
        int count = (int) Math.max(0, (end * up + down - 1) / down - next);
        float[] out = new float[count];
        for (int i = 0; i < count; i++, next++) {
            int from = (int) (next * down / up - first) - reach + 1;
            float[] weights = taps[(int) (next * down % up)];
            float sum = 0;
            for (int tap = 0; tap < weights.length; tap++) {
                sum += weights[tap] * kept[from + tap];
            }
            out[i] = sum;
        }
        int gone = Math.clamp(next * down / up - first - reach + 1, 0, kept.length);
        kept = Arrays.copyOfRange(kept, gone, kept.length);
        first += gone;
        return out;
    }

    /** Around a place that lies {@code offset} behind a sample. */
    private float[] taps(double offset, double cut) {
        double[] values = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double away = i - reach + 1 - offset;
            double x = Math.PI * cut * away;
            double window = .5 + .5 * Math.cos(Math.PI * Math.clamp(away / reach, -1, 1));
            values[i] = (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x) * window;
            sum += values[i];
        }
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] / sum);
        }
        return scaled;
    }
}
