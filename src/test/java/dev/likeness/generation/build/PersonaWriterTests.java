package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.Persona;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonaWriterTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a woman named Ada Lovelace who counts|Ada Lovelace|female|en",
            "You are Max, a grumpy ship's cook. He swears.|Max|male|en",
            "Clara, a museum guide with red hair|Clara|female|en",
            "my name is Bo and I am a man|Bo|male|en", "una mujer que habla con los niños|-|female|es",
            "eine Frau, die mit dem Hund spricht und lacht|-|female|de", "親切な図書館員です|-|-|ja"})
    void readsNameGenderAndLanguageOffThePrompt(String prompt, String name, String gender, String language) {
        Persona persona = PersonaWriter.write(prompt, 1);
        if (!name.equals("-")) {
            assertThat(persona.name()).isEqualTo(name);
        }
        if (!gender.equals("-")) {
            assertThat(persona.gender()).isEqualTo(gender);
        }
        assertThat(persona.language()).isEqualTo(language);
        assertThat(persona.name()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"A man who loves his wife|male",
            "A woman who misses her husband and his brother|female",
            "A woman, mother of two sons, her husband is a king|female", "A wife of a king|female",
            "The king's daughter|female", "Maya, whose husband is an actor|female", "Leo, a chef, and his sister|male",
            "A man named Maya|male", "A husband and father of three girls|male", "She's a hairdresser for men|female",
            "A chef who loves his wife|male", "A tailor for every man, named Clara|female",
            "A doctor with a beard|male",
            "A bearded woman from the circus|female", "Portrait of a lady|female", "Photo of an old man|male",
            "A woman who loves her bearded husband|female", "Eine Frau und ihr Mann|female"})
    void whoIsDescribedDecidesAndNotWhoBelongsToThem(String prompt, String gender) {
        assertThat(PersonaWriter.write(prompt, 1).gender()).isEqualTo(gender);
        assertThat(PersonaWriter.leavesOpen(prompt)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"a chef", "A host whose wife left", "a singer who sings to women", "A lover of mankind"})
    void whatThePromptLeavesOpenFollowsTheVoiceThatWasHeard(@Nullable String prompt) {
        assertThat(PersonaWriter.leavesOpen(prompt)).isTrue();
        for (Voice voice : Voice.values()) {
            VoiceProfile heard = new VoiceProfile(voice, VoiceProfile.SAMPLE, 1, null,
                    new VoiceProfile.Tuning(1, 1, 0));
            assertThat(PersonaWriter.write(prompt, 1, heard).gender())
                    .isEqualTo(voice.gender() > 0 ? "female" : "male");
            assertThat(PersonaWriter.write(prompt, 1, VoiceProfile.unheard(voice)))
                    .isEqualTo(PersonaWriter.write(prompt, 1));
            assertThat(PersonaWriter.write("A woman", 1, heard).gender()).as("the prompt says it")
                    .isEqualTo("female");
        }
    }

    @Test
    void theDescriptionIsTheFirstSentence() {
        assertThat(PersonaWriter.write("a friendly  librarian who\nloves maps. She is old.", 1).description())
                .isEqualTo("A friendly librarian who loves maps.");
        assertThat(PersonaWriter.write("x".repeat(1000), 1).description()).hasSizeLessThan(220).endsWith("…");
    }

    @Test
    void theSystemPromptHoldsThePrompt() {
        assertThat(PersonaWriter.write("a chef from Naples", 1).systemPrompt()).startsWith("You are ")
                .contains("a chef from Naples");
        assertThat(PersonaWriter.write("You are Max. Be brief.", 1).systemPrompt())
                .startsWith("You are Max. Be brief.");
    }

    @Test
    void withoutAPromptItIsAFriendlyHost() {
        Persona persona = PersonaWriter.write(null, 4);
        assertThat(persona.name()).isNotBlank();
        assertThat(persona.systemPrompt()).contains("friendly host");
    }

    @Test
    void theSamePromptIsTheSamePersona() {
        assertThat(PersonaWriter.write("a diver", 3)).isEqualTo(PersonaWriter.write("a diver", 3));
    }
}
