package dev.likeness.voice;

import dev.likeness.voice.VoiceProfile.Measured;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was heard in a sound.
 *
 * @param measured null where nothing is voiced
 * @param confidence that this is one person speaking: its weakest sign decides
 */
record Hearing(@Nullable Measured measured, double confidence) {

    /** Mean power under which nothing was recorded: -70 dB. */
    private static final double SILENT = 1e-7;

    /** @throws SampleException when it is silent throughout */
    static Hearing of(float[] sound) {
        requireSound(sound);
        Frames frames = Frames.of(sound);
        PitchTrack pitch = PitchTrack.of(sound, frames);
        if (pitch.voiced() == 0) {
            return new Hearing(null, 0);
        }
        Syllables syllables = Syllables.of(frames, pitch);
        Timbre timbre = Timbre.of(frames, pitch);
        double spread = PitchTrack.semitones(pitch.percentile(.84), pitch.percentile(.16)) / 2;
        Measured measured = new Measured(VoiceProfiles.rounded((double) sound.length / SampleDecoder.RATE, 100),
                pitch.voiced() / 100.0, VoiceProfiles.rounded(pitch.median(), 10), VoiceProfiles.rounded(spread, 100),
                VoiceProfiles.rounded(syllables.rate(), 100), VoiceProfiles.rounded(timbre.centroidHz(), 1),
                VoiceProfiles.rounded(timbre.tiltDbPerOctave(), 10));
        return new Hearing(measured, VoiceProfiles.rounded(confidence(frames, pitch, syllables, spread), 100));
    }

    /** Loudest half second, so that a word in a long silence is heard. */
    private static void requireSound(float[] sound) {
        int piece = SampleDecoder.RATE / 2;
        double loudest = 0;
        for (int from = 0; from < sound.length; from += piece) {
            int to = Math.min(sound.length, from + piece);
            double sum = 0;
            double mean = 0;
            for (int i = from; i < to; i++) {
                mean += sound[i] / (to - from);
                sum += sound[i] * sound[i];
            }
            loudest = Math.max(loudest, sum / (to - from) - mean * mean);
        }
        if (loudest < SILENT) {
            throw new SampleException("the voice sample is silent");
        }
    }

    private static double confidence(Frames frames, PitchTrack pitch, Syllables syllables, double spread) {
        double median = pitch.median();
        double[] hertz = pitch.hertz();
        int near = 0;
        int pairs = 0;
        int steady = 0;
        for (int i = 0; i < hertz.length; i++) {
            near += hertz[i] > 0 && Math.abs(PitchTrack.semitones(hertz[i], median)) < 7 ? 1 : 0;
            if (i > 0 && hertz[i] > 0 && hertz[i - 1] > 0) {
                pairs++;
                steady += Math.abs(PitchTrack.semitones(hertz[i], hertz[i - 1])) < 1 ? 1 : 0;
            }
        }
        double[] clarity = Arrays.stream(pitch.clarity()).filter(value -> value > 0).sorted().toArray();
        double[] signs = {ramp(pitch.voiced() / 100.0, .2, 1.2), ramp((double) near / pitch.voiced(), .5, .8),
                ramp(pairs == 0 ? 0 : (double) steady / pairs, .6, .9), ramp(clarity[clarity.length / 2], .6, .8),
                ramp(voicedShare(frames, pitch), .1, .4), ramp(syllables.rate(), .6, 1.8),
                ramp(-syllables.rate(), -12, -9), ramp(-spread, -6, -4.5)};
        return Arrays.stream(signs).min().orElse(0);
    }

    /** Of the loud frames. */
    private static double voicedShare(Frames frames, PitchTrack pitch) {
        double[] sorted = frames.energy().clone();
        Arrays.sort(sorted);
        double loud = sorted[(int) (.95 * (sorted.length - 1))] / 100;
        int all = 0;
        int voiced = 0;
        for (int i = 0; i < sorted.length; i++) {
            all += frames.energy()[i] > loud ? 1 : 0;
            voiced += frames.energy()[i] > loud && pitch.hertz()[i] > 0 ? 1 : 0;
        }
        return all == 0 ? 0 : (double) voiced / all;
    }

    private static double ramp(double value, double none, double full) {
        return Math.clamp((value - none) / (full - none), 0, 1);
    }
}
