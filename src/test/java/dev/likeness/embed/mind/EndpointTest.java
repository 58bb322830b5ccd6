package dev.likeness.embed.mind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com/v1", "https://api.example.com/v1/",
            "https://api.example.com/v1/chat/completions", " https://api.example.com/v1/audio/transcriptions/ ",
            "https://api.example.com/v1/chat/completions?key=x#y", "https://api.example.com/v1/completions",
            "https://api.example.com/v1//"})
    void aPastedRouteIsTrimmedToItsBase(String url) {
        assertThat(Endpoint.of(url, "", "m")).hasValueSatisfying(one -> {
            assertThat(one.base()).isEqualTo("https://api.example.com/v1");
            assertThat(one.apiKey()).isNull();
        });
    }

    @Test
    void whereThereIsNoneThereIsNone() {
        assertThat(Endpoint.of(" ", "key", "m")).isEmpty();
    }

    @Test
    void saysNoKey() {
        assertThat(Endpoint.of("http://localhost:1", "sk-secret", "m").orElseThrow()).asString()
                .isEqualTo("m at http://localhost:1");
    }
}
