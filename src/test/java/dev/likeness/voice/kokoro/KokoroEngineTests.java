package dev.likeness.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.sound.Loudness;
import dev.likeness.voice.text.Sentence;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real pack, where there is one. */
class KokoroEngineTests {

    /** My mother made a lemon pie because Bob and Pam hoped to stop by. */
    private static final String LIPS = "mI mˈʌðəɹ mˌAd ɐ lˈɛmən pˈI bəkˈʌz bˈɑb ænd pˈæm hˈOpt tə stˈɑp bI.";
    private static final int SOUNDS = LIPS.replaceAll("[ˈˌ .]", "").length();

    private static KokoroPack pack;
    private static KokoroEngine engine;

    @BeforeAll
    static void open() {
        pack = KokoroPack.open(InstalledPack.folder());
        engine = new KokoroEngine(InstalledPack.folder(), KokoroEngineTests::phonemes, Character::toString);
    }

    @ParameterizedTest
    @EnumSource
    void everyPersonSpeaksAsLoudAsTheOthersAndDoesNotClick(Voice voice) throws Exception {
        Utterance said = say(LIPS, voice, new Tuning(1, 1, 0));
        float[] sound = said.sound();

        assertThat(Loudness.of(sound, Utterance.RATE)).isCloseTo(Loudness.SPEECH, offset(1.0));
        assertThat(Math.max(Math.abs(sound[0]), Math.abs(sound[sound.length - 1]))).isLessThan(.003f);
        assertThat(said.phones()).hasSize(SOUNDS);
        for (int i = 1; i < SOUNDS; i++) {
            assertThat(said.phones().get(i).start()).isGreaterThanOrEqualTo(said.phones().get(i - 1).end() - 1e-9);
        }
        assertThat(said.phones().getLast().end()).isCloseTo(said.seconds(), offset(.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {.3, .7, 1, 1.25, 3})
    void lengthsOfSymbolsAddUpToTheSound(double speed) {
        for (Voice voice : List.of(Voice.M3, Voice.F1)) {
            long[] symbols = {0, 50, 83, 54, 156, 31, 4, 0};
            var rendering = new KokoroVoice(pack).render(symbols, new Manner(voice, new Tuning(1, speed, 0), "en"));

            assertThat(Arrays.stream(rendering.lengths()).sum())
                    .isCloseTo((double) rendering.sound().length / Utterance.RATE, withPercentage(.1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, .7, 1.1, 1.4, 2})
    void speedIsWhatWasAskedFor(double speed) throws Exception {
        // What is cut off the ends as silent differs with the speed; the symbols' own lengths are exact.
        assertThat(say(LIPS, Voice.F1, new Tuning(1, 1, 0)).seconds()
                / say(LIPS, Voice.F1, new Tuning(1, speed, 0)).seconds()).isCloseTo(speed, withPercentage(7));
    }

    @ParameterizedTest
    @EnumSource
    void lipsAreClosedWhenItIsQuiet(Voice voice) throws Exception {
        Utterance said = say(LIPS, voice, new Tuning(1, 1, 0));

        assertThat(level(said, "pb")).isLessThan(level(said, "ɑæIʌ") - 6);
    }

    @Test
    void sentencesLongerThanTheNetIsToHearAreSaidInParts() throws Exception {
        Utterance said = say(String.join(" ", Collections.nCopies(4, LIPS.replace(".", ","))), Voice.F1,
                new Tuning(1, 1.4, 0));

        // A sound at a seam may lie where nothing is heard any more.
        assertThat(said.phones().size()).isBetween(4 * SOUNDS - 3, 4 * SOUNDS);
    }

    @Test
    void theSameIsSaidTheSame() throws Exception {
        assertThat(say(LIPS, Voice.M2, new Tuning(.9, 1.1, 100)).sound())
                .isEqualTo(say(LIPS, Voice.M2, new Tuning(.9, 1.1, 100)).sound());
    }

    private static Utterance say(String phonemes, Voice voice, Tuning tuning) throws InterruptedException {
        return engine.say(new Sentence(phonemes, List.of(new Sentence.Word(phonemes)), 0),
                new Manner(voice, tuning, "en-US"));
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
