package dev.likeness.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayableTest {

    private static final Playable PLAYABLE = new Playable(
            Map.of("laugh_react", "http://a", "mini_wave_hello", "http://b", "talk_head_nod_subtle", "http://c"),
            Map.of("ha", "laugh_react", "Good morning", "mini_wave_hello", "\u00fcber", "talk_head_nod_subtle", "bravo",
                    "clap_cheer", "c++", "laugh_react"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ha, very good             | laugh_react
            A hat is no laugh         |
            good morning, ha          | mini_wave_hello
            ha! Good morning          | laugh_react
            \u00dcBER alles           | talk_head_nod_subtle
            Bravo                     |
            I like c++.               | laugh_react
            """)
    void theFirstWordThatStandsAloneFires(String said, String action) {
        assertThat(PLAYABLE.firedBy(said).orElse(null)).isEqualTo(action);
    }
}
