package dev.likeness.generation.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectWordsTests {

    @ParameterizedTest
    @CsvSource({"A cartoon woman,a cartoon", "an orange cat in a suit,an animal", "a friendly robot,a fantasy creature",
            "Anime girl,a cartoon"})
    void hearsWhatIsNoHuman(String prompt, String what) {
        assertThat(SubjectWords.otherThanHuman(prompt)).contains(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a veterinarian who treats dogs", "a dog trainer", "a category manager", "",
            "a woman with a cat on her shoulder"})
    void letsHumansThrough(String prompt) {
        assertThat(SubjectWords.otherThanHuman(prompt)).isEmpty();
    }
}
