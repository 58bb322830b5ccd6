package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChoiceTests {

    @ParameterizedTest
    @CsvSource({",,expression-1", ",v1,expression-1", ",v2,expression-2", "expression,,expression-1",
            "expression,v1,expression-1", "expression,v2,expression-2", "essence,,essence-1", "essence,v1,essence-1",
            "essence,v2,essence-2", "essence-1,v2,essence-1", "essence-2,v1,essence-2", "expression-1,v2,expression-1",
            "expression-2,v1,expression-2", "essence-2-max,,essence-2", "essence-1,v9,essence-1"})
    void everyNameAndVersionMeansOneModel(@Nullable String name, @Nullable String version, String model) {
        assertThat(ModelChoice.of(name, version).model()).isEqualTo(Model.of(model).orElseThrow());
    }

    @Test
    void autoIsDecidedByTheSubject() {
        assertThat(ModelChoice.of("auto", "v2").model()).isNull();
    }

    @Test
    void aLongNameIsToldInPartAndNoCharacterIsHalved() {
        String name = "x".repeat(99) + "\uD83D\uDE00".repeat(1_000);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> ModelChoice.of(name, null))
                .withMessageStartingWith("Invalid model '" + "x".repeat(99) + "\uD83D\uDE00…'; must be one of: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "turbo||Invalid model 'turbo'; must be one of: auto, essence, essence-1, essence-2, essence-2-max, expression, expression-1, expression-2",
            "Essence||Invalid model 'Essence'; must be one of: auto, essence, essence-1, essence-2, essence-2-max, expression, expression-1, expression-2",
            "essence-2-light||'essence-2-light' is retired; use essence-2",
            "essence-2-quality||'essence-2-quality' is retired; use essence-2-max",
            "essence|v3|version must be one of: v1, v2"})
    void anythingElseIsRefusedWithAHint(String name, @Nullable String version, String message) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> ModelChoice.of(name, version))
                .withMessage(message);
    }
}
