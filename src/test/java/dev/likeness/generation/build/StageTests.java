package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.storage.StoreUnavailableException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StageTests {

    @Test
    void failuresNameTheirStepOnce() {
        assertThat(Stage.message("lip_sync", "the engine crashed")).isEqualTo("Model build failed: the engine crashed");
        assertThat(Stage.message("voice_image", "Voice processing failed: empty"))
                .isEqualTo("Voice processing failed: empty");
        assertThat(Stage.message("voice_image", "lost")).isEqualTo("Image processing failed: lost");
        assertThat(Stage.trouble(new IOException(new StoreUnavailableException("away", new IOException()))))
                .isEqualTo("this server could not reach what it keeps files in; nothing is wrong with what was sent");
        assertThat(Stage.trouble(new IOException())).isEqualTo("files could not be read or kept");
        assertThat(Stage.message("", "lost")).isEqualTo("Model build failed: lost");
    }
}
