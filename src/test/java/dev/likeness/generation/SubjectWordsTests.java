package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    @Test
    void failuresNameTheirStepOnce() {
        assertThat(Stage.message("lip_sync", "the engine crashed")).isEqualTo("Model build failed: the engine crashed");
        assertThat(Stage.message("voice_image", "Voice processing failed: empty"))
                .isEqualTo("Voice processing failed: empty");
        assertThat(Stage.message("voice_image", "lost")).isEqualTo("Image processing failed: lost");
        assertThat(Stage.message("", "lost")).isEqualTo("Model build failed: lost");
    }
}
