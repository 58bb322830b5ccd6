package dev.likeness.voice.hibari;

import dev.likeness.voice.Utterance;
import dev.likeness.voice.sound.Melody;
import java.util.SplittableRandom;

/** From the net's features to sound: a train of pulses, coloured and mixed with noise bin by bin. */
final class SourceFilter {

    static final int HOP = Melody.HOP;

    private static final int SIZE = 1200;
    private static final int HALF = SIZE / 2;
    private static final int BINS = HALF + 1;
    /** Pulses have no partials above it. */
    private static final double PULSE_HZ = 11_000;
    /** Of the logarithm of an amplitude, so that no frame bursts. */
    private static final float LOUDEST = 7;
    private static final double[] WINDOW = window();

    private final Features features;
    private final double breath;
    private final SplittableRandom random;
    private final Dft dft = new Dft(SIZE);
    private final double[] re = new double[SIZE];
    private final double[] im = new double[SIZE];

    /**
     * @param breath factor of the noise
     * @param seed of the noise
     */
    SourceFilter(Features features, double breath, long seed) {
        this.features = features;
        this.breath = breath;
        this.random = new SplittableRandom(seed);
    }

    float[] sound() {
        int frames = features.frames();
        float[] pulses = pulses();
        double[] sum = new double[frames * HOP + SIZE];
        double[] weight = new double[sum.length];
        // Two real transforms are one complex one.
        for (int frame = 0; frame < frames; frame += 2) {
            cut(pulses, frame, re);
            cut(pulses, frame + 1, im);
            dft.transform(re, im);
            colour(frame);
            dft.transform(im, re);
            add(frame, re, sum, weight);
            if (frame + 1 < frames) {
                add(frame + 1, im, sum, weight);
            }
        }
        float[] sound = new float[frames * HOP];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (sum[i + HALF] / Math.max(weight[i + HALF], 1e-11));
        }
        return sound;
    }

    /** With all partials up to {@link #PULSE_HZ} at the same strength. */
    private float[] pulses() {
        int frames = features.frames();
        float[] pulses = new float[frames * HOP];
        Melody melody = new Melody(features.pitch());
        double phase = 0;
        for (int i = 0; i < pulses.length; i++) {
            double hertz = melody.at(i);
            double sounding = Math.max(hertz, Melody.VOICED_HZ);
            phase += sounding / Utterance.RATE;
            phase -= Math.floor(phase);
            if (hertz > Melody.VOICED_HZ) {
                double turn = 2 * Math.PI * phase;
                double partials = Math.floor(PULSE_HZ / sounding) + .5;
                double slow = 2 * Math.sin(turn / 2);
                pulses[i] = (float) ((Math.abs(slow) <= 2e-3 ? partials : Math.sin(partials * turn) / slow) - .5);
            }
        }
        return pulses;
    }

    /** A frame around its beginning; the sound is mirrored at both ends. */
    private static void cut(float[] pulses, int frame, double[] to) {
        for (int j = 0; j < SIZE; j++) {
            int i = Math.abs(frame * HOP + j - HALF);
            i = i >= pulses.length ? 2 * pulses.length - 2 - i : i;
            to[j] = i < 0 || i >= pulses.length ? 0 : pulses[i] * WINDOW[j] / HOP;
        }
    }

    /** Of a pair of frames; afterwards {@code re} and {@code im} hold the transform of the first plus i times the second. */
    private void colour(int frame) {
        boolean pair = frame + 1 < features.frames();
        double[] first = new double[2];
        double[] second = new double[2];
        for (int bin = 0; bin < BINS; bin++) {
            int mirror = (SIZE - bin) % SIZE;
            double a = re[bin];
            double b = im[bin];
            double c = re[mirror];
            double d = im[mirror];
            colour(bin, frame, (a + c) / 2, (b - d) / 2, first);
            if (pair) {
                colour(bin, frame + 1, (b + d) / 2, (c - a) / 2, second);
            }
            re[bin] = first[0] - second[1];
            im[bin] = first[1] + second[0];
            re[mirror] = first[0] + second[1];
            im[mirror] = second[0] - first[1];
        }
    }

    private void colour(int bin, int frame, double real, double imaginary, double[] to) {
        int at = bin * features.frames() + frame;
        double angle = Math.PI * Math.tanh(features.angle()[at]);
        double amplitude = amplitude(features.pulse()[at]);
        double cos = amplitude * Math.cos(angle);
        double sin = amplitude * Math.sin(angle);
        double noise = breath * amplitude(features.noise()[at]);
        double tone = amplitude(features.tone()[at]);
        double toneAngle = features.toneAngle()[at];
        to[0] = real * cos - imaginary * sin + noise * random.nextGaussian() + tone * Math.cos(toneAngle);
        to[1] = bin == 0 || bin == HALF
                ? 0
                : real * sin + imaginary * cos + noise * random.nextGaussian() + tone * Math.sin(toneAngle);
    }

    private static double amplitude(float logarithm) {
        return Math.exp(Math.min(LOUDEST, logarithm));
    }

    private static void add(int frame, double[] part, double[] sum, double[] weight) {
        for (int j = 0; j < SIZE; j++) {
            sum[frame * HOP + j] += part[j] / SIZE * WINDOW[j];
            weight[frame * HOP + j] += WINDOW[j] * WINDOW[j];
        }
    }

    private static double[] window() {
        double[] window = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            window[i] = .5 - .5 * Math.cos(2 * Math.PI * i / SIZE);
        }
        return window;
    }
}
