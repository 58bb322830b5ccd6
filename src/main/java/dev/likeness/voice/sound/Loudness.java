package dev.likeness.voice.sound;

import java.util.Arrays;

/** How loud one channel is, by ITU-R BS.1770-4: weighted as ears are, in gated blocks of .4 s. */
public final class Loudness {

    /** Of everything that is spoken, LUFS. */
    public static final double SPEECH = -18;

    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;
    private static final double BLOCK_SECONDS = .4;
    private static final int OVERLAP = 4;
    /** No sample is louder: -1 dB, so that what lossy formats and other sampling rates add does not clip either. */
    private static final double CEILING = .89;
    /** Within which the limiter turns down before a peak, and up after it. */
    private static final double LIMITER_SECONDS = .004;
    /** What the limiter takes is given back, which it takes some of again. */
    private static final int ROUNDS = 3;

    private Loudness() {
    }

    /** LUFS; -70 or less where there is nothing. */
    public static double of(float[] sound, int rate) {
        float[] weighted = Biquad.highPass(rate, 38.13547087602444, .5003270373238773)
                .of(Biquad.highShelf(rate, 1681.974450955533, 3.999843853973347, .7071752369554196).of(sound));
        double[] power = blocks(weighted, (int) (BLOCK_SECONDS * rate));
        double loud = mean(power, power(ABSOLUTE_GATE));
        return level(mean(power, Math.max(power(ABSOLUTE_GATE), loud * Math.pow(10, RELATIVE_GATE / 10))));
    }

    /** The same sound at that loudness, without clipping; as it is where nothing is heard. */
    public static float[] at(double lufs, float[] sound, int rate) {
        float[] levelled = sound;
        for (int round = 0; round < ROUNDS; round++) {
            double now = of(levelled, rate);
            if (now <= ABSOLUTE_GATE) {
                return sound;
            }
            levelled = limited(levelled, Math.pow(10, (lufs - now) / 20), rate);
        }
        return levelled;
    }

    private static double[] blocks(float[] sound, int length) {
        int step = length / OVERLAP;
        int count = sound.length < length ? 1 : 1 + (sound.length - length) / step;
        double[] power = new double[count];
        for (int block = 0; block < count; block++) {
            int to = Math.min(sound.length, block * step + length);
            for (int i = block * step; i < to; i++) {
                power[block] += (double) sound[i] * sound[i] / (to - block * step);
            }
        }
        return power;
    }

    private static double mean(double[] power, double above) {
        return Arrays.stream(power).filter(value -> value > above).average().orElse(0);
    }

    private static double level(double power) {
        return power <= 0 ? Double.NEGATIVE_INFINITY : -.691 + 10 * Math.log10(power);
    }

    private static double power(double level) {
        return Math.pow(10, (level + .691) / 10);
    }

    /** The mean of the least gain around is never more than what a peak in its middle bears. */
    private static float[] limited(float[] sound, double gain, int rate) {
        int around = (int) (LIMITER_SECONDS * rate);
        int window = 2 * around + 1;
        double[] least = new double[sound.length + 2 * around];
        Arrays.fill(least, gain);
        for (int i = 0; i < sound.length; i++) {
            double peak = Math.abs(sound[i]);
            for (int j = i; peak * gain > CEILING && j < i + window; j++) {
                least[j] = Math.min(least[j], CEILING / peak);
            }
        }
        float[] limited = new float[sound.length];
        double sum = Arrays.stream(least, 0, Math.min(window - 1, least.length)).sum();
        for (int i = 0; i < sound.length; i++) {
            sum += least[i + window - 1];
            limited[i] = (float) (sound[i] * sum / window);
            sum -= least[i];
        }
        return limited;
    }
}
