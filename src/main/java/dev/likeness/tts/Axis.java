package dev.likeness.tts;

import dev.likeness.common.ApiException;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be changed about a voice (CONTRACT 8). A value is a place on the axis, where each built-in voice has its own. */
enum Axis {

    GENDER("How a voice lies between a man's (-1) and a woman's (1); moves pitch and brightness where those are not given",
            -1, 1, Voice::gender), //
    PITCH("Median of the fundamental frequency, Hz", 80, 320, Voice::pitch), //
    RATE("Syllables a second, pauses not counted", 3, 7, Voice::rate), //
    BRIGHTNESS("Centroid of the spectrum between 100 and 3,700 Hz, Hz", 700, 1500, Voice::brightness);

    /** Of one unit of gender: five semitones, and what a shorter throat adds to the brightness. */
    private static final double SEMITONES = 5;
    private static final double HERTZ = 120;

    private final String description;
    private final double least;
    private final double most;
    private final ToDoubleFunction<Voice> place;

    Axis(String description, double least, double most, ToDoubleFunction<Voice> place) {
        this.description = description;
        this.least = least;
        this.most = most;
        this.place = place;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    double suggestedLeast() {
        return least;
    }

    double suggestedMost() {
        return most;
    }

    double of(Voice voice) {
        return place.applyAsDouble(voice);
    }

    static String words() {
        return Arrays.stream(values()).map(Axis::word).collect(Collectors.joining(", "));
    }

    /** Where a tuned voice lies: as far as its pitch was moved. */
    static double gender(Voice voice, Tuning tuning) {
        double moved = 12 * Math.log(tuning.pitchRatio()) / Math.log(2) / SEMITONES;
        return Math.round(Math.clamp(voice.gender() + moved, -1, 1) * 100) / 100.0;
    }

    /**
     * What has to be done to a voice to lie where the axes say; no further than it bears.
     *
     * @param tuning where the voice lies already
     * @param axes by name; raises {@code VALIDATION_ERROR} for one nobody knows
     */
    static Tuning tuning(Voice voice, Tuning tuning, @Nullable Map<String, @Nullable Double> axes) {
        if (axes == null) {
            return tuning;
        }
        for (String name : axes.keySet()) {
            if (Arrays.stream(values()).noneMatch(axis -> axis.word().equals(name))) {
                throw ApiException.invalid("axes", "axes must be of: " + words());
            }
        }
        Double gender = axes.get(GENDER.word());
        double turn = gender == null ? 0 : Math.clamp(gender, -1, 1) - voice.gender();
        Double pitch = axes.get(PITCH.word());
        Double rate = axes.get(RATE.word());
        Double brightness = axes.get(BRIGHTNESS.word());
        double pitchRatio = pitch == null
                ? tuning.pitchRatio() * Math.pow(2, turn * SEMITONES / 12)
                : pitch / voice.pitch();
        double rateRatio = rate == null ? tuning.rateRatio() : rate / voice.rate();
        double hertz = brightness == null ? tuning.brightnessHz() + turn * HERTZ : brightness - voice.brightness();
        return TunedVoice.bearable(pitchRatio, rateRatio, hertz);
    }
}
