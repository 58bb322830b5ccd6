package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.Persona;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
