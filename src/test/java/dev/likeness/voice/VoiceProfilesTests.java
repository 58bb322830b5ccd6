package dev.likeness.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.likeness.voice.VoiceProfile.Measured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Voices whose numbers are known, in every format, and what is none. */
class VoiceProfilesTests {

    private static final SpeechSynth MAN = new SpeechSynth(105, 4.5, 900);
    private static final SpeechSynth WOMAN = new SpeechSynth(212, 5, 1150);

    @TempDir
    private Path folder;

    private final VoiceProfiles profiles = new VoiceProfiles();

    @ParameterizedTest
    @EnumSource(Voice.class)
    void eachVoiceAtItsOwnNumbersIsItself(Voice voice) throws Exception {
        VoiceProfile profile = heard(SpeechSynth.of(voice).wav(4));
        assertThat(profile.voice()).as(profile.toString()).isEqualTo(voice);
        assertThat(profile.source()).isEqualTo(VoiceProfile.SAMPLE);
        assertThat(profile.confidence()).isGreaterThan(.9);
        assertThat(profile.tuning().pitchRatio()).isCloseTo(1, withPercentage(4));
        assertThat(profile.tuning().rateRatio()).isCloseTo(1, withPercentage(8));
        assertThat(profile.tuning().brightnessHz()).isBetween(-100.0, 100.0);
    }

    @ParameterizedTest
    @CsvSource({"72,3.5,800,M3", "105,4.5,900,M4", "140,6,1100,M2", "170,3.6,900,F3", "212,5,1150,F2",
            "250,6.2,1300,F2", "330,4,1400,F4"})
    void menWomenAndChildrenAreMeasured(double pitch, double rate, double brightness, Voice nearest)
            throws Exception {
        VoiceProfile profile = heard(new SpeechSynth(pitch, rate, brightness).wav(4));
        assertMeasured(profile.measured(), new SpeechSynth(pitch, rate, brightness), 3);
        assertThat(profile.measured().pitchSpreadSemitones()).isBetween(.8, 2.0);
        assertThat(profile.measured().tiltDbPerOctave()).isBetween(-12.0, 2.0);
        assertThat(profile.voice()).isEqualTo(nearest);
    }

    @ParameterizedTest
    @CsvSource({"wav,8000,1", "wav,44100,2", "wav,48000,1", "mp3,44100,2", "ogg,48000,2", "opus,48000,1",
            "flac,44100,1", "m4a,44100,2", "m4a,48000,1", "aac,44100,1", "mp3,8000,1"})
    void formatsRatesAndChannelsMakeNoDifference(String format, int rate, int channels) throws Exception {
        SpeechSynth synth = channels == 1 ? MAN : WOMAN;
        Path file = SoundFiles.encoded(wav(synth.wav(4)), folder.resolve("x." + format), "-ar", "" + rate, "-ac",
                "" + channels);
        VoiceProfile profile = profiles.of(file, Voice.M5, () -> {
        });
        assertMeasured(profile.measured(), synth, 4);
        assertThat(profile.source()).isEqualTo(VoiceProfile.SAMPLE);
    }

    @Test
    void pictureAndNotesInTheFileDoNotDisturb() throws Exception {
        Path sound = SoundFiles.encoded(wav(MAN.wav(4)), folder.resolve("plain.mp3"));
        Path cover = SoundFiles.generated("testsrc=s=300x300:d=0.04", folder.resolve("c.png"), "-frames:v", "1");
        Path tagged = SoundFiles.encoded(sound, folder.resolve("tagged.mp3"), "-i", cover.toString(), "-map", "0",
                "-map", "1", "-c", "copy", "-disposition:v", "attached_pic", "-metadata", "title=Me");
        assertMeasured(profiles.of(tagged, Voice.F1, () -> {
        }).measured(), MAN, 4);
    }

    /** Files as writers of tags leave them: blanks after the tag, two tags, a footer (ID3v2.4) of the tag. */
    @ParameterizedTest
    @CsvSource({"mp3,3,0,1,200", "mp3,3,0,2,0", "mp3,4,16,1,0", "mp3,4,16,2,200", "aac,4,16,1,0", "aac,3,0,2,0"})
    void tagsAreSkippedHoweverTheyWereWritten(String format, int version, int flags, int tags, int blanks)
            throws Exception {
        Path sound = SoundFiles.encoded(wav(MAN.wav(4)), folder.resolve("plain." + format), "-id3v2_version", "0");
        byte[] notes = new byte[300];
        byte[] start = {'I', 'D', '3', (byte) version, 0, (byte) flags, 0, 0, 2, 44};
        byte[] end = {'3', 'D', 'I', (byte) version, 0, (byte) flags, 0, 0, 2, 44};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < tags; i++) {
            file.writeBytes(start);
            file.writeBytes(notes);
            file.writeBytes(flags == 0 ? new byte[0] : end);
        }
        file.writeBytes(new byte[blanks]);
        file.writeBytes(Files.readAllBytes(sound));
        Path tagged = Files.write(folder.resolve("tagged"), file.toByteArray());
        assertMeasured(profiles.of(tagged, Voice.F1, () -> {
        }).measured(), MAN, 4);
    }

    @ParameterizedTest
    @CsvSource({"20", "12"})
    void noiseInTheRoomIsHeardThrough(double decibels) throws Exception {
        for (SpeechSynth synth : new SpeechSynth[]{MAN, WOMAN}) {
            float[] sound = synth.speak(4);
            addNoise(sound, Math.pow(10, -decibels / 20));
            VoiceProfile profile = heard(SpeechSynth.wav(sound, SpeechSynth.RATE, 1));
            assertThat(profile.source()).isEqualTo(VoiceProfile.SAMPLE);
            assertThat(profile.measured().pitchHz()).isCloseTo(synth.pitch(), withPercentage(4));
            assertThat(profile.measured().syllablesPerSecond()).isCloseTo(synth.rate(), withPercentage(20));
            assertThat(profile.measured().centroidHz()).isCloseTo(synth.brightness(), withPercentage(20));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"anoisesrc=d=4:c=white:a=0.3", "anoisesrc=d=4:c=pink:a=0.3",
            "anoisesrc=d=4:c=brown:a=0.3", "sine=f=220:d=4",
            "aevalsrc='0.2*sin(2*PI*262*t)+0.2*sin(2*PI*330*t)+0.2*sin(2*PI*392*t)+0.1*sin(2*PI*523*t)':d=4",
            "aevalsrc='0.3*sin(2*PI*110*pow(2\\,mod(floor(t*5)*7\\,25)/12)*t)*exp(-4*mod(t*5\\,1))':d=5"})
    void noiseTonesAndMusicLeaveTheVoiceToThePersona(String generator) throws Exception {
        Path file = SoundFiles.generated(generator, folder.resolve("n.wav"));
        VoiceProfile profile = profiles.of(file, Voice.M5, () -> {
        });
        assertThat(profile.source()).as(profile.toString()).isEqualTo(VoiceProfile.PERSONA);
        assertThat(profile.voice()).isEqualTo(Voice.M5);
        assertThat(profile.confidence()).isLessThan(.5);
        assertThat(profile.tuning()).isEqualTo(VoiceProfile.Tuning.NONE);
    }

    @Test
    void theSameFileGivesTheSameNumbers() throws Exception {
        Path file = SoundFiles.encoded(wav(WOMAN.wav(4)), folder.resolve("x.ogg"));
        VoiceProfile first = profiles.of(file, Voice.M5, () -> {
        });
        for (int i = 0; i < 2; i++) {
            assertThat(profiles.of(file, Voice.M5, () -> {
            })).isEqualTo(first);
        }
    }

    @Test
    void whatIsFarFromAnyVoiceIsTunedWithinBounds() throws Exception {
        VoiceProfile profile = heard(new SpeechSynth(420, 3, 1500).wav(4));
        assertThat(profile.voice()).isEqualTo(Voice.F4);
        assertThat(profile.tuning().pitchRatio()).isEqualTo(1.35);
        assertThat(profile.tuning().rateRatio()).isBetween(.7, 1.4);
    }

    private static void assertMeasured(Measured measured, SpeechSynth synth, double percent) {
        assertThat(measured.pitchHz()).isCloseTo(synth.pitch(), withPercentage(percent));
        assertThat(measured.syllablesPerSecond()).isCloseTo(synth.rate(), withPercentage(3 * percent));
        assertThat(measured.centroidHz()).isCloseTo(synth.brightness(), withPercentage(4 * percent));
    }

    /** White, as many times as loud as the speech. */
    private static void addNoise(float[] sound, double times) {
        double power = 0;
        for (float value : sound) {
            power += value * value;
        }
        // Of 48 kHz, a third of the noise is within what is listened to.
        double amplitude = times * Math.sqrt(power / sound.length * 3) * Math.sqrt(3);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < sound.length; i++) {
            sound[i] += (float) (amplitude * (2 * random.nextDouble() - 1));
        }
    }

    private VoiceProfile heard(byte[] wav) throws Exception {
        return profiles.of(wav(wav), Voice.M5, () -> {
        });
    }

    private Path wav(byte[] wav) throws IOException {
        return Files.write(folder.resolve("spoken.wav"), wav);
    }

    /** Earlier versions had their ten voices elsewhere. */
    @Test
    void aVoiceThatWasKeptIsTunedToWhereItsVoiceLiesNow() {
        VoiceProfile.Measured measured = new VoiceProfile.Measured(5, 4, 110, 2, 4.4, 800, -6);
        VoiceProfile kept = new VoiceProfile(Voice.M3, VoiceProfile.SAMPLE, 1, measured,
                new VoiceProfile.Tuning(.85, 1, 0));
        VoiceProfile today = VoiceProfiles.retuned(kept);
        assertThat(today.voice()).isEqualTo(Voice.M3);
        assertThat(today.tuning().pitchRatio() * Voice.M3.pitch()).isCloseTo(110, within(.1));
        VoiceProfile unheard = VoiceProfile.unheard(Voice.M3);
        assertThat(VoiceProfiles.retuned(unheard)).isEqualTo(unheard);
    }
}
