package dev.likeness.voice.hibari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.likeness.AtOnce;
import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.sound.Loudness;
import dev.likeness.voice.text.Sentence;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HibariEngineTests {

    /** My mother made a lemon pie because Bob and Pam hoped to stop by. */
    private static final String LIPS = "mI mˈʌðəɹ mˌAd ɐ lˈɛmən pˈI bəkˈʌz bˈɑb ænd pˈæm hˈOpt tə stˈɑp bI.";
    private static final int SOUNDS = LIPS.replaceAll("[ˈˌ .]", "").length();
    private static final HibariEngine ENGINE = new HibariEngine(HibariEngineTests::phonemes, Character::toString);

    @Test
    void theNetsDurationsAddUpToTheSound() {
        long[] symbols = {0, 50, 83, 54, 156, 31, 4, 0};
        HibariNet.Said said = new HibariNet().say(symbols, 1);

        assertThat(Arrays.stream(said.durations()).sum() * 600)
                .isEqualTo((long) said.features().frames() * SourceFilter.HOP);
    }

    @Test
    void soundsFollowEachOtherToTheEnd() throws Exception {
        Utterance said = say(LIPS, Voice.F1, 1);

        assertThat(said.phones()).hasSize(SOUNDS).isSortedAccordingTo((a, b) -> Double.compare(a.start(), b.start()));
        for (int i = 1; i < said.phones().size(); i++) {
            assertThat(said.phones().get(i).start()).isGreaterThanOrEqualTo(said.phones().get(i - 1).end() - 1e-9);
        }
        assertThat(said.phones().getFirst().start()).isLessThan(.1);
        assertThat(said.phones().getLast().end()).isCloseTo(said.seconds(), offset(.15));
        assertThat(said.phones()).filteredOn(phone -> phone.stress() == 2).extracting(Phone::ipa)
                .containsExactly("ʌ", "ɛ", "I", "ʌ", "ɑ", "æ", "O", "ɑ");
    }

    @ParameterizedTest
    @EnumSource(value = Voice.class, names = {"M3", "F1", "F4"})
    void lipsAreClosedWhenItIsQuiet(Voice voice) throws Exception {
        Utterance said = say(LIPS, voice, 1);
        double closed = level(said, "pb");
        double open = level(said, "ɑæIʌ");

        assertThat(closed).isLessThan(open - 8);
    }

    @ParameterizedTest
    @EnumSource
    void everyVoiceIsAsLoudAsTheOthersAndDoesNotClick(Voice voice) throws Exception {
        Utterance said = say(LIPS, voice, 1);
        float[] sound = said.sound();

        assertThat(Loudness.of(sound, Utterance.RATE)).isCloseTo(Loudness.SPEECH, offset(1.0));
        for (float sample : sound) {
            assertThat(Math.abs(sample)).isLessThanOrEqualTo(.9f);
        }
        for (int i = 0; i < 24; i++) {
            assertThat(Math.abs(sound[i])).isLessThan(.003f);
            assertThat(Math.abs(sound[sound.length - 1 - i])).isLessThan(.003f);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, .7, .9, 1.1, 1.25, 1.4, 2})
    void speedIsWhatWasAskedFor(double speed) throws Exception {
        assertThat(say(LIPS, Voice.F1, 1).seconds() / say(LIPS, Voice.F1, speed).seconds())
                .isCloseTo(speed, withPercentage(4));
    }

    @Test
    void restsAreSilentAndMoveWhatFollows() throws Exception {
        Utterance said = ENGINE.say(new Sentence("hello, hello", List.of(new Sentence.Word("həlˈO"),
                new Sentence.Rest(1), new Sentence.Word("həlˈO")), 0), manner(Voice.F2, 1));
        Phone last = said.phones().get(3);
        Phone next = said.phones().get(4);

        assertThat(next.start() - last.end()).isBetween(1.0, 1.3);
        for (double at = last.end() + .2; at < next.start() - .1; at += .01) {
            assertThat(said.sound()[(int) (at * Utterance.RATE)]).isZero();
        }
    }

    @Test
    void sentencesLongerThanTheNetIsToHearAreSaidInParts() throws Exception {
        Utterance said = say(String.join(" ", Collections.nCopies(12, LIPS.replace(".", ","))), Voice.F1, 1);

        assertThat(said.phones()).hasSize(12 * SOUNDS);
        assertThat(said.seconds()).isGreaterThan(30);
    }

    @Test
    void threadsThatShareItSayTheSameSamples() throws Exception {
        float[] alone = say(LIPS, Voice.M2, 1.1).sound();

        List<float[]> together = AtOnce.run(Collections.nCopies(3, () -> say(LIPS, Voice.M2, 1.1).sound()));

        assertThat(together).hasSize(3).allSatisfy(sound -> assertThat(sound).isEqualTo(alone));
    }

    @Test
    void whatHasNoSoundIsRefusedAndForeignLanguagesAreNotSpoken() {
        assertThatThrownBy(() -> say("… ?", Voice.F1, 1)).isInstanceOf(SpeechException.class);
        assertThat(ENGINE.speaks(manner(Voice.F1, 1))).isTrue();
        assertThat(ENGINE.speaks(new Manner(Voice.F1, new Tuning(1, 1, 0), "de-AT"))).isFalse();
    }

    private static Utterance say(String phonemes, Voice voice, double speed) throws InterruptedException {
        return ENGINE.say(new Sentence(phonemes, List.of(new Sentence.Word(phonemes)), 0), manner(voice, speed));
    }

    private static Manner manner(Voice voice, double speed) {
        return new Manner(voice, new Tuning(1, speed, 0), "en-US");
    }

    private static String phonemes(Sentence sentence) {
        return sentence.tokens().isEmpty() ? "" : ((Sentence.Word) sentence.tokens().getFirst()).letters();
    }

    /** Mean power of some sounds in dB, of the middle of each. */
    private static double level(Utterance said, String which) {
        double power = 0;
        int count = 0;
        for (Phone phone : said.phones()) {
            double quarter = (phone.end() - phone.start()) / 4;
            int to = (int) ((phone.end() - quarter) * Utterance.RATE);
            for (int i = (int) ((phone.start() + quarter) * Utterance.RATE); which.contains(phone.ipa())
                    && i < to; i++) {
                power += (double) said.sound()[i] * said.sound()[i];
                count++;
            }
        }
        return 10 * Math.log10(power / count);
    }
}
