package dev.likeness.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.likeness.voice.hibari.HibariEngine;
import dev.likeness.voice.text.Sentence;
import dev.likeness.voice.text.Sentence.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who listens to one of the ten voices hears that one. */
class HibariVoicesTests {

    private static final HibariEngine ENGINE = new HibariEngine(
            sentence -> ((Word) sentence.tokens().getFirst()).letters(), Character::toString);
    /** Of a rainbow, of birches, of the depth of a well, and whether somebody is coming. */
    private static final String TEXT = """
            wˌɛn ðə sˈʌnlˌIt stɹˈIks ɹˈAndɹˌɑps ɪn ði ˈɛɹ, ðA ˈækt æz ɐ pɹˈɪzəm ænd fˈɔɹm ɐ ɹˈAnbˌO. \
            ðə bˈɜɹʧ kənˈu slˈɪd ˌɔn ðə smˈuð plˈæŋks, ænd ɡlˈu wʌz pˌʊt ˌɔn ðə dˈɑɹk blˈu bˈækɡɹˌWnd. \
            ɪt ɪz ˈizi tə tˈɛl ðə dˈɛpθ ʌv ɐ wˈɛl, bˌʌt fˈɔɹ ˈWəɹz ʌv stˈɛdi wˈɜɹk fˈAst ˌʌs. \
            ɑɹ ju kˈʌmɪŋ tə ðə mˈiTɪŋ təmˈɑɹO, ɔɹ ʃˌæl wi bəɡˈɪn wɪðˈWt ju?""";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void eachVoiceIsHeardAsItself(Voice voice) throws Exception {
        VoiceProfile heard = heard(voice, VoiceProfile.Tuning.NONE);

        assertThat(heard.voice()).as(heard.toString()).isEqualTo(voice);
        assertThat(heard.confidence()).isGreaterThan(.8);
        assertThat(heard.measured().pitchHz()).isCloseTo(voice.pitch(), withPercentage(6));
    }

    @Test
    void tuningMovesPitchAndBrightness() throws Exception {
        VoiceProfile.Measured plain = heard(Voice.F1, VoiceProfile.Tuning.NONE).measured();
        VoiceProfile.Measured tuned = heard(Voice.F1, new VoiceProfile.Tuning(.85, 1, 150)).measured();

        assertThat(tuned.pitchHz() / plain.pitchHz()).isCloseTo(.85, withPercentage(3));
        assertThat(tuned.centroidHz() - plain.centroidHz()).isBetween(50.0, 240.0);
    }

    private VoiceProfile heard(Voice voice, VoiceProfile.Tuning tuning) throws Exception {
        Utterance said = ENGINE.say(new Sentence(TEXT, List.of(new Word(TEXT)), 0), new Manner(voice, tuning, "en"));
        Path file = Files.write(folder.resolve("x.wav"), SpeechSynth.wav(said.sound(), Utterance.RATE, 1));
        return new VoiceProfiles().of(file, Voice.M5, () -> {
        });
    }
}
