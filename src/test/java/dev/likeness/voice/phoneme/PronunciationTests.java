package dev.likeness.voice.phoneme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.voice.text.Script;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and the sounds they have where they stand. */
class PronunciationTests {

    private static final Pronunciation PRONUNCIATION = new Pronunciation();

    @ParameterizedTest
    @CsvFileSource(resources = "heteronyms.tsv", delimiter = '\t')
    void choosesTheReadingByTheNeighbours(String sentence, String word, String sounds) {
        String[] words = sentence.split(" ");
        String[] said = of(sentence).split(" ");
        assertThat(said[List.of(words).indexOf(word)]).isEqualTo(sounds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"hello|həlˈO", "the apple|ði ˈæpᵊl", "the dog|ðə dˈɔɡ", "FBI|ˌɛfbˌiˈI",
            "NASA|nˈæsə",
            "walked|wˈɔkt", "boxes|bˈɑksᵻz", "better|bˈɛTəɹ"})
    void knowsWords(String text, String sounds) {
        assertThat(of(text)).isEqualTo(sounds);
    }

    @Test
    void guessesUnknownWordsAndTakesGivenSounds() {
        assertThat(of("Zorblax")).isNotEmpty();
        assertThat(of("<speak><phoneme ph='təˈmeɪtoʊ'>x</phoneme></speak>")).isEqualTo("təmˈAtO".replace("mˈ", "ˈm"));
    }

    @Test
    void namesItsLettersByTheInternationalAlphabet() {
        assertThat("AIOWYʤʧTᵻᵊɹ".codePoints().mapToObj(PhoneNames::ipa)).containsExactly("eɪ", "aɪ", "oʊ", "aʊ", "ɔɪ",
                "dʒ",
                "tʃ", "ɾ", "ɪ", "ə", "ɹ");
        assertThat("ˈˌ ,.!".codePoints().mapToObj(PhoneNames::ipa)).containsOnly("");
    }

    private static String of(String text) {
        return PRONUNCIATION.of(Script.english(text).next());
    }
}
