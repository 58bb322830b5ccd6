package dev.likeness.voice.net;

import dev.likeness.voice.Utterance;
import java.util.Arrays;

/**
 * A sound without the silence at its ends, faded in and out so that it joins anything without a click.
 *
 * @param from the sample of the whole at which it begins
 */
@SuppressWarnings("ArrayRecordComponent")
record Cut(float[] sound, int from) {

    private static final int FRAME = Utterance.RATE / 100;
    /** Of the loudest frame's power: 50 dB below it. */
    private static final double QUIET = 1e-5;
    /** A plosive begins with less than can be measured, and a breath at the end dies slowly. */
    private static final int BEFORE = 4 * FRAME;
    private static final int BEHIND = 6 * FRAME;
    private static final int FADE_IN = FRAME;
    private static final int FADE_OUT = 2 * FRAME;

    static Cut of(float[] whole) {
        int frames = whole.length / FRAME;
        double[] power = new double[frames];
        for (int i = 0; i < frames * FRAME; i++) {
            power[i / FRAME] += (double) whole[i] * whole[i];
        }
        double quiet = QUIET * Arrays.stream(power).max().orElse(0);
        int first = 0;
        while (first < frames && power[first] <= quiet) {
            first++;
        }
        int last = frames;
        while (last > first && power[last - 1] <= quiet) {
            last--;
        }
        int from = Math.max(0, first * FRAME - BEFORE);
        int to = Math.min(whole.length, last * FRAME + BEHIND);
        return new Cut(faded(Arrays.copyOfRange(whole, Math.min(from, to), to)), Math.min(from, to));
    }

    private static float[] faded(float[] sound) {
        for (int i = 0; i < Math.min(FADE_IN, sound.length); i++) {
            sound[i] *= (float) rise((double) i / FADE_IN);
        }
        for (int i = 0; i < Math.min(FADE_OUT, sound.length); i++) {
            sound[sound.length - 1 - i] *= (float) rise((double) i / FADE_OUT);
        }
        return sound;
    }

    private static double rise(double share) {
        return .5 - .5 * Math.cos(Math.PI * share);
    }
}
