package dev.likeness.voice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, and the words that are said for it. */
class ScriptTests {

    @ParameterizedTest
    @CsvFileSource(resources = "english.tsv", delimiter = '\t', quoteCharacter = '\0')
    void writesOut(String text, String words) {
        assertThat(said(text)).isEqualTo(words);
    }

    @Test
    void writesOutTheSameWhereDigitsAreOthers() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(said("In 1999, I PAID $3.50 for 12 TITLES")).isEqualTo(
                        "In nineteen ninety nine, I PAID three dollars and fifty cents for twelve TITLES");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void heedsTheMarksOfSsml() {
        assertThat(said("<speak>Hi <break time=\"500ms\"/> you</speak>")).isEqualTo("Hi <0.5> you");
        assertThat(said("<speak><say-as interpret-as=\"characters\">cat5</say-as></speak>")).isEqualTo("C A T five");
        assertThat(said("<speak><say-as interpret-as='ordinal'>3</say-as> R&amp;D &lt;</speak>"))
                .isEqualTo("third R and D less than");
        assertThat(said("<speak><say-as interpret-as='digits'>1905</say-as></speak>")).isEqualTo("one nine zero five");
        assertThat(said("<speak><say-as interpret-as='cardinal'>1905</say-as></speak>"))
                .isEqualTo("one thousand nine hundred five");
        assertThat(said("<speak><p><s>One</s><s>Two</s></p><prosody rate='slow'>Three</prosody></speak>"))
                .isEqualTo("One / Two / Three");
        assertThat(said("<speak><sub alias='World Wide Web'>WWW</sub></speak>")).isEqualTo("World Wide Web");
        Sentence sounded = Script.english("<speak><phoneme alphabet='ipa' ph='təˈmeɪtoʊ'>tomato</phoneme></speak>")
                .next();
        assertThat(sounded.tokens()).containsExactly(new Sentence.Sounded("tomato", "təˈmeɪtoʊ"));
        assertThat(sounded.text()).isEqualTo("tomato");
        assertThat(Script.english("<speak>One.<break time='2s'/> Two.</speak>").next().pauseAfter()).isEqualTo(2);
    }

    @Test
    void marksHoldNoMoreThanASentence() {
        String rests = "<speak>Hi " + "<break time='10s'/>".repeat(100) + " you "
                + "and <break time='1.5s'/>".repeat(100) + "</speak>";
        for (Sentence sentence : all(Script.english(rests))) {
            assertThat(sentence.pauseAfter()).isLessThanOrEqualTo(10);
            assertThat(sentence.tokens().stream().filter(Sentence.Rest.class::isInstance)
                    .mapToDouble(rest -> ((Sentence.Rest) rest).seconds()).sum()).isLessThanOrEqualTo(20);
        }
        for (String element : List.of("<say-as interpret-as='digits'>" + "7".repeat(4000) + "</say-as>",
                "<say-as interpret-as='date'>" + "aB".repeat(5000) + "</say-as>",
                "<phoneme ph='" + "a".repeat(3000) + "'>a</phoneme>",
                "<sub alias='" + "a&".repeat(5000) + "'>a</sub>")) {
            assertThatThrownBy(() -> Script.english("<speak>" + element + "</speak>"))
                    .isInstanceOf(UnsayableException.class).hasMessageContaining("characters");
        }
    }

    @Test
    void soundsThatAreGivenAndWordsThatAreReplacedMayBeOfAnyScript() {
        assertThat(said("<speak><!-- Москва --><phoneme ph='θɪŋk'>think</phoneme> of <sub alias='Moscow'>Москва</sub>"
                + "</speak>")).isEqualTo("think of Moscow");
        assertThatThrownBy(() -> said("<speak><say-as interpret-as='characters'>Да</say-as></speak>"))
                .hasMessageContaining("Cyrillic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<speak>Hi", "<speak>Hi <b></speak>", "<speak>a & b</speak>", "<speak>a < b</speak>",
            "<speak><!DOCTYPE x></speak>", "<speak><break time='soon'/>a</speak>",
            "<speak><phoneme>a</phoneme></speak>",
            "<speak><p a=1>x</p></speak>", "<speak>a</speak> b"})
    void tellsWhatIsWrongWithSsml(String text) {
        assertThatThrownBy(() -> Script.english(text)).isInstanceOf(UnsayableException.class)
                .hasMessageStartingWith("The SSML is malformed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "...", "?!", "***", "<speak></speak>", "\u200B"})
    void tellsThatThereIsNothingToSay(String text) {
        assertThatThrownBy(() -> Script.english(text)).isInstanceOf(UnsayableException.class);
        assertThatThrownBy(() -> Script.plain(text)).isInstanceOf(UnsayableException.class);
    }

    @Test
    void namesTheScriptThatEnglishCannotRead() {
        assertThat(Script.foreign("Привет")).hasValue("Cyrillic");
        assertThat(Script.foreign("Hello 東京")).hasValue("Chinese or Japanese");
        assertThat(Script.foreign("Crème brûlée, π")).isEmpty();
        assertThatThrownBy(() -> Script.english("Hello мир")).hasMessageContaining("Cyrillic");
        assertThat(Script.plain("Привет. Как дела? 你好。再见。")).toIterable().extracting(Sentence::text)
                .containsExactly("Привет.", "Как дела?", "你好。", "再见。");
        assertThat(Script.plain("Am 3. März war er 12. Dann kam der 1. april.")).toIterable()
                .extracting(Sentence::text).containsExactly("Am 3. März war er 12.", "Dann kam der 1. april.");
    }

    @Test
    void cutsWhereAVoiceTakesBreath() {
        assertThat(said("He met Dr. Smith at 3 p.m. on Monday. Then he left.\n\nNext."))
                .contains("Monday. / Then he left. / Next.");
        Iterator<Sentence> sentences = Script.english("One.\n\nTwo. Three");
        assertThat(sentences.next().pauseAfter()).isEqualTo(.7);
        assertThat(sentences.next().pauseAfter()).isEqualTo(.35);
        String clause = "when the rain came down over the hills and nobody was there, ";
        List<Sentence> cut = all(Script.english(clause.repeat(40)));
        assertThat(cut).allSatisfy(sentence -> assertThat(sentence.text().length()).isLessThanOrEqualTo(250));
        assertThat(cut.getFirst().text().length()).isLessThanOrEqualTo(110);
    }

    @Test
    void neverFailsOrHangsOnOddCharacters() {
        long seed = 20261129;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder(round % 10 == 0 ? "<speak>" : "");
            for (int i = 0; i < 400; i++) {
                int c = round % 2 == 0
                        ? random.nextInt(0x110000)
                        : " .,:;-/$€%@#'\"()0123456789aAmpPkK½°+<>&\n"
                                .charAt(random.nextInt(40));
                text.appendCodePoint(c);
            }
            for (String all : List.of(text.toString(), text.toString().replaceAll("\\p{L}", "a"))) {
                try {
                    all(Script.english(all));
                    all(Script.plain(all));
                } catch (UnsayableException e) {
                    assertThat(e).as("seed %s round %s", seed, round).hasMessageNotContaining("null");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", "1", "1,", "1.", "-", "(", "\n", " a", "1-", "a.", "😀", "<a>", "1/", "'", "&"})
    void readsAMegabyteOfAnything(String part) {
        try {
            all(Script.english(part.repeat(1_000_000 / part.length())));
        } catch (UnsayableException e) {
            assertThat(e).hasMessageContaining("nothing");
        }
    }

    static List<Sentence> all(Iterator<Sentence> sentences) {
        List<Sentence> all = new ArrayList<>();
        sentences.forEachRemaining(all::add);
        return all;
    }

    static String said(String text) {
        return all(Script.english(text)).stream().map(ScriptTests::words).collect(Collectors.joining(" / "));
    }

    private static String words(Sentence sentence) {
        StringBuilder out = new StringBuilder();
        for (Sentence.Token token : sentence.tokens()) {
            switch (token) {
                case Sentence.Word word -> out.append(' ').append(word.letters());
                case Sentence.Sounded sounded -> out.append(' ').append(sounded.letters());
                case Sentence.Mark mark -> out.append(mark.sign());
                case Sentence.Rest rest -> out.append(" <").append(rest.seconds()).append('>');
            }
        }
        return out.toString().strip();
    }
}
