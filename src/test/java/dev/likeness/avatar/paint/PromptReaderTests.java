package dev.likeness.avatar.paint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptReaderTests {

    @Test
    void whoItIsIsToldAndNotRead() {
        for (String prompt : new String[]{"A man who loves his wife", "A woman and her husband", "a chef", ""}) {
            for (boolean female : new boolean[]{true, false}) {
                for (long seed = 0; seed < 20; seed++) {
                    assertThat(PromptReader.read(prompt, female, seed).female()).isEqualTo(female);
                }
            }
        }
    }

    @Test
    void theBeardOfAnotherIsNotHers() {
        assertThat(PromptReader.read("A woman who loves her bearded husband", true, 1).beard())
                .isEqualTo(Look.Beard.NONE);
        assertThat(PromptReader.read("A bearded lady", true, 1).beard()).isEqualTo(Look.Beard.FULL);
        assertThat(PromptReader.read("A man with a moustache", false, 1).beard()).isEqualTo(Look.Beard.MOUSTACHE);
    }
}
