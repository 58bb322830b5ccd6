package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageTests {

    @Test
    void failuresNameTheirStepOnce() {
        assertThat(Stage.message("lip_sync", "the engine crashed")).isEqualTo("Model build failed: the engine crashed");
        assertThat(Stage.message("voice_image", "Voice processing failed: empty"))
                .isEqualTo("Voice processing failed: empty");
        assertThat(Stage.message("voice_image", "lost")).isEqualTo("Image processing failed: lost");
        assertThat(Stage.message("", "lost")).isEqualTo("Model build failed: lost");
    }
}
