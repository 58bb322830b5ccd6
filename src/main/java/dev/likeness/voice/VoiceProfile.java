package dev.likeness.voice;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which voice somebody has.
 *
 * @param voice the nearest of the ten
 * @param source {@code sample} when the voice was heard, {@code persona} when it was chosen without
 * @param confidence that the sample is one person speaking, 0 to 1; 0 where there was none
 * @param measured of the sample; null where there was none, or no voice in it
 * @param tuning what is left to do to sound like the sample
 */
public record VoiceProfile(Voice voice, String source, double confidence, @Nullable Measured measured, Tuning tuning) {

    public static final String SAMPLE = "sample";
    public static final String PERSONA = "persona";

    public VoiceProfile {
        Objects.requireNonNull(voice, "voice");
        Objects.requireNonNull(tuning, "tuning");
    }

    /**
     * What was measured, over at most the first minute.
     *
     * @param seconds length of what was listened to
     * @param voicedSeconds how much of it is voiced
     * @param pitchHz median of the fundamental frequency
     * @param pitchSpreadSemitones half of the distance between its 16th and 84th percentile
     * @param syllablesPerSecond pauses not counted
     * @param centroidHz see {@link Voice#brightness}
     * @param tiltDbPerOctave slope of the spectrum between 100 and 3700 Hz; speech falls, so it is negative
     */
    public record Measured(double seconds, double voicedSeconds, double pitchHz, double pitchSpreadSemitones,
            double syllablesPerSecond, double centroidHz, double tiltDbPerOctave) {
    }

    /**
     * From the voice to the sample, cut to what does not distort a voice.
     *
     * @param pitchRatio 0.75 to 1.35
     * @param rateRatio 0.7 to 1.4
     * @param brightnessHz to be added to the voice's brightness, -400 to 400
     */
    public record Tuning(double pitchRatio, double rateRatio, double brightnessHz) {

        /** As the voice is by itself. */
        public static final Tuning NONE = new Tuning(1, 1, 0);
    }

    /** A voice that nothing was heard of. */
    public static VoiceProfile unheard(Voice voice) {
        return new VoiceProfile(voice, PERSONA, 0, null, Tuning.NONE);
    }
}
