package dev.likeness.voice;

import java.util.Arrays;

/**
 * How fast somebody speaks: hills of loudness in the voiced stretches, divided by the length of these. A stretch goes on
 * over unvoiced consonants and ends at a pause.
 *
 * @param count of the hills
 * @param seconds of the stretches
 */
record Syllables(int count, double seconds) {

    /** Where vowels are loud and neither hum nor hiss is. */
    private static final double FROM_HZ = 300;
    private static final double TO_HZ = 3000;
    private static final double DIP_DB = 1.8;
    private static final double FAINT_DB = 22;
    private static final double UNVOICED_DB = 10;
    private static final int SMOOTHING = 6;
    private static final double SMOOTH_SIGMA = 1.6;
    /** In frames. */
    private static final int PAUSE = 30;
    private static final int NEAR = 3;

    static Syllables of(Frames frames, PitchTrack pitch) {
        double[] loudness = smooth(loudness(frames, pitch));
        boolean[] speaking = stretches(pitch.hertz());
        double[] sorted = loudness.clone();
        Arrays.sort(sorted);
        double faint = sorted[(int) (.95 * (sorted.length - 1))] - FAINT_DB;
        int count = 0;
        boolean rising = true;
        int top = 0;
        double low = loudness[0];
        for (int i = 1; i < loudness.length; i++) {
            if (rising) {
                top = loudness[i] > loudness[top] ? i : top;
                if (loudness[i] < loudness[top] - DIP_DB || i == loudness.length - 1) {
                    count += loudness[top] > faint && isVoiced(pitch.hertz(), top) ? 1 : 0;
                    rising = false;
                    low = loudness[i];
                }
            } else if (loudness[i] > low + DIP_DB) {
                rising = true;
                top = i;
            } else {
                low = Math.min(low, loudness[i]);
            }
        }
        int length = 0;
        for (boolean one : speaking) {
            length += one ? 1 : 0;
        }
        return new Syllables(count, length / 100.0);
    }

    /** Syllables a second; 0 when nothing was said. */
    double rate() {
        return seconds == 0 ? 0 : count / seconds;
    }

    /** A hiss as loud as the vowel after it would hide that one. */
    private static double[] loudness(Frames frames, PitchTrack pitch) {
        double[] loudness = new double[frames.count()];
        for (int i = 0; i < loudness.length; i++) {
            loudness[i] = 10 * Math.log10(frames.between(i, FROM_HZ, TO_HZ) + 1e-9)
                    - (pitch.hertz()[i] > 0 ? 0 : UNVOICED_DB);
        }
        return loudness;
    }

    private static double[] smooth(double[] values) {
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int k = -SMOOTHING; k <= SMOOTHING; k++) {
                if (i + k >= 0 && i + k < values.length) {
                    double weight = Math.exp(-.5 * k * k / (SMOOTH_SIGMA * SMOOTH_SIGMA));
                    sum += weight * values[i + k];
                    weights += weight;
                }
            }
            smooth[i] = sum / weights;
        }
        return smooth;
    }

    private static boolean[] stretches(double[] hertz) {
        boolean[] speaking = new boolean[hertz.length];
        int last = -PAUSE - 1;
        for (int i = 0; i < hertz.length; i++) {
            if (hertz[i] > 0) {
                Arrays.fill(speaking, i - last <= PAUSE ? last : i, i + 1, true);
                last = i;
            }
        }
        return speaking;
    }

    private static boolean isVoiced(double[] hertz, int at) {
        for (int i = Math.max(0, at - NEAR); i <= Math.min(hertz.length - 1, at + NEAR); i++) {
            if (hertz[i] > 0) {
                return true;
            }
        }
        return false;
    }
}
