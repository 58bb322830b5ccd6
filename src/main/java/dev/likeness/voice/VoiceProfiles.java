package dev.likeness.voice;

import dev.likeness.voice.VoiceProfile.Measured;
import dev.likeness.voice.VoiceProfile.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Listens to samples and finds the nearest of the ten voices. */
public final class VoiceProfiles {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double HEARD = .5;
    /** One unit of distance on each axis: semitones, share, share. */
    private static final double SEMITONES = 3;
    private static final double RATE = .25;
    private static final double BRIGHTNESS = .25;
    /** Where voices of men and women meet, and where they surely are women's, Hz. */
    private static final double BETWEEN = 160;
    private static final double WOMAN = 205;

    private final SampleDecoder decoder;

    public VoiceProfiles() {
        this(PATIENCE);
    }

    VoiceProfiles(Duration patience) {
        this.decoder = new SampleDecoder(patience);
    }

    /**
     * Listens to the first minute of a sound file: WAV, MP3, OGG, FLAC, AAC, M4A or WebM.
     *
     * @param otherwise the voice when no voice can be made out in it (noise, music)
     * @param watch called several times a second; what it throws ends the listening
     * @throws SampleException when the file is none of these, damaged, silent or too short
     */
    public VoiceProfile of(Path sample, Voice otherwise, Runnable watch) throws InterruptedException {
        float[] sound = decoder.decode(sample, watch);
        watch.run();
        return of(sound, otherwise);
    }

    /** As it would be heard today: where the ten voices lie has changed since some were kept. The voice stays. */
    public static VoiceProfile retuned(VoiceProfile kept) {
        Measured measured = kept.measured();
        return measured == null || !kept.source().equals(VoiceProfile.SAMPLE)
                ? kept
                : new VoiceProfile(kept.voice(), kept.source(), kept.confidence(), measured,
                        tuning(kept.voice(), measured));
    }

    VoiceProfile of(float[] sound, Voice otherwise) {
        Hearing hearing = Hearing.of(sound);
        Measured measured = hearing.measured();
        if (measured == null) {
            return VoiceProfile.unheard(otherwise);
        }
        if (hearing.confidence() < HEARD) {
            return new VoiceProfile(otherwise, VoiceProfile.PERSONA, hearing.confidence(), measured, Tuning.NONE);
        }
        Voice nearest = nearest(measured);
        return new VoiceProfile(nearest, VoiceProfile.SAMPLE, hearing.confidence(), measured,
                tuning(nearest, measured));
    }

    static Voice nearest(Measured measured) {
        return Stream.of(Voice.values())
                .min(Comparator.<Voice>comparingDouble(voice -> distance(voice, measured))
                        .thenComparing(Voice::ordinal))
                .orElseThrow();
    }

    /** Of both sexes only the pitch is heard, so it counts twice where they meet. */
    private static double distance(Voice voice, Measured measured) {
        double gender = Math.clamp(Math.log(measured.pitchHz() / BETWEEN) / Math.log(WOMAN / BETWEEN), -1, 1);
        double pitch = 12 * Math.log(measured.pitchHz() / voice.pitch()) / Math.log(2) / SEMITONES;
        double rate = Math.log(measured.syllablesPerSecond() / voice.rate()) / RATE;
        double brightness = Math.log(measured.centroidHz() / voice.brightness()) / BRIGHTNESS;
        return square(voice.gender() - gender) + square(pitch) + square(Math.clamp(rate, -2, 2))
                + square(Math.clamp(brightness, -2, 2));
    }

    private static Tuning tuning(Voice voice, Measured measured) {
        return new Tuning(rounded(Math.clamp(measured.pitchHz() / voice.pitch(), .75, 1.35), 1000),
                rounded(Math.clamp(measured.syllablesPerSecond() / voice.rate(), .7, 1.4), 1000),
                rounded(Math.clamp(measured.centroidHz() - voice.brightness(), -400, 400), 1));
    }

    static double rounded(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

    private static double square(double value) {
        return value * value;
    }
}
