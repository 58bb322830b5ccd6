package dev.likeness.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.ApiException;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Voices written out, and places on the axes. */
class PortableCodeTests {

    @Test
    void aCodeSaysTheVoiceThatWasWritten() {
        Random random = new Random(7);
        for (Voice voice : Voice.values()) {
            for (int i = 0; i < 100; i++) {
                TunedVoice tuned = new TunedVoice(voice, TunedVoice.bearable(.5 + random.nextDouble(),
                        .5 + random.nextDouble(), random.nextInt(-600, 600)));
                String code = PortableCode.of(tuned);
                assertThat(code).matches("bv1_[A-Za-z0-9_-]{15}");
                assertThat(PortableCode.read(code)).contains(tuned);
            }
        }
    }

    @Test
    void oneLetterThatIsAnotherIsNoVoice() {
        String code = PortableCode.of(TunedVoice.of(Voice.F3));
        for (int i = 0; i < code.length(); i++) {
            for (char letter : "AZaz09-_".toCharArray()) {
                String other = code.substring(0, i) + letter + code.substring(i + 1);
                if (!other.equals(code)) {
                    assertThat(PortableCode.read(other)).as(other).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bv1_", "bv1_!", "bv2_AAPoA-gAAAAAAAA", "bv1_AAAAAAAAAAAAAAA", "bv1_AAAA",
            "bv1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void nothingElseIsACode(String code) {
        assertThat(PortableCode.read(code)).isEmpty();
    }

    @Test
    void aPlaceOnAnAxisIsReachedAsFarAsAVoiceBears() {
        Voice voice = Voice.M1;
        assertThat(Axis.tuning(voice, Tuning.NONE, Map.of("pitch", voice.pitch() * 1.25, "rate",
                voice.rate(), "brightness", voice.brightness() + 50)))
                .isEqualTo(TunedVoice.bearable(1.25, 1, 50));
        assertThat(Axis.tuning(voice, Tuning.NONE, Map.of("pitch", 9e99, "rate", -1.0, "brightness", 0.0)))
                .isEqualTo(TunedVoice.bearable(1.35, .7, -400));
        assertThat(Axis.tuning(voice, Tuning.NONE, Map.of("gender", 0.0)).pitchRatio()).isBetween(1.3, 1.35);
        assertThat(new TunedVoice(voice, Axis.tuning(voice, Tuning.NONE, TunedVoice.of(voice).axes())).tuning())
                .isEqualTo(Tuning.NONE);
        assertThatThrownBy(() -> Axis.tuning(voice, Tuning.NONE, Map.of("Pitch", 1.0)))
                .isInstanceOf(ApiException.class).hasMessageContaining("gender, pitch, rate, brightness");
    }
}
