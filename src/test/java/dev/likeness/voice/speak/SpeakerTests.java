package dev.likeness.voice.speak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.text.Sentence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which engine speaks, and how sentences follow each other. */
class SpeakerTests {

    private static final float LOUD = .5f;

    /** Says half a second of one level, with a phone over all of it. */
    private record Level(String name, String language, boolean reads) implements SpeechEngine {

        @Override
        public boolean speaks(Manner manner) {
            return manner.language().equals(language);
        }

        @Override
        public Utterance say(Sentence sentence, Manner manner) {
            float[] sound = new float[Utterance.RATE / 2];
            Arrays.fill(sound, LOUD);
            return new Utterance(sound, List.of(new Phone("a", 0, 0, .5)), sentence.text());
        }
    }

    private final Speaker speaker = new Speaker(List.of(new Level("one", "en", false), new Level("two", "en", true),
            new Level("three", "de", true)));

    private static Manner manner(String language, double rate) {
        return new Manner(Voice.M1, new Tuning(1, rate, 0), language);
    }

    @Test
    void theFirstEngineThatSpeaksItIsAsked() {
        assertThat(speaker.engine(manner("en", 1)).orElseThrow().name()).isEqualTo("one");
        assertThat(speaker.engine(manner("de", 1)).orElseThrow().name()).isEqualTo("three");
        assertThat(speaker.languages(manner("en", 1))).containsExactly("en", "de");
        assertThatThrownBy(() -> speaker.speak("a", manner("fr", 1))).isInstanceOf(SpeechException.class);
    }

    @Test
    void sentencesArePartedByPausesAndBeginAndEndInSilence() throws InterruptedException {
        Speech speech = speaker.speak("One is here. Two is there.", manner("en", 2));
        Utterance first = speech.next();
        assertThat(first).isNotNull();
        assertThat(first.seconds()).isBetween(.55, 1.5);
        assertThat(first.sound()[0]).isZero();
        assertThat(first.sound()[100]).isEqualTo(LOUD);
        assertThat(first.sound()[Utterance.RATE / 2 - 1]).isZero();
        Utterance last = speech.next();
        assertThat(last).isNotNull();
        assertThat(last.seconds()).isEqualTo(.5);
        assertThat(speech.next()).isNull();
    }

    @Test
    void joinedSentencesKeepTheTimesOfTheirSounds() throws InterruptedException {
        Utterance all = speaker.speak("One is here. Two is there.", manner("en", 1)).rest();
        assertThat(all.phones()).hasSize(2);
        Phone second = all.phones().getLast();
        assertThat(all.sound()[(int) (second.start() * Utterance.RATE) + 100]).isEqualTo(LOUD);
        assertThat(second.end()).isEqualTo(all.seconds());
        assertThat(all.sound()[(int) ((second.start() - .05) * Utterance.RATE)]).isZero();
    }
}
