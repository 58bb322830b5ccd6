package dev.likeness.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private static final int RATE = 16_000;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 22_050, 24_000, 44_100, 48_000})
    void aToneStaysTheSameTone(int rate) {
        float[] slow = Resampler.of(tone(rate, 1_000), rate, RATE);
        float[] wanted = tone(RATE, 1_000);
        assertThat(slow).hasSameSizeAs(wanted);
        for (int i = 200; i < slow.length - 200; i++) {
            assertThat(slow[i]).isCloseTo(wanted[i], within(.002f));
        }
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        float[] slow = Resampler.of(tone(48_000, 11_000), 48_000, RATE);
        for (int i = 200; i < slow.length - 200; i++) {
            assertThat(slow[i]).isCloseTo(0, within(.002f));
        }
    }

    @Test
    void piecesOfAnySizeGiveTheWhole() {
        float[] sound = tone(24_000, 440);
        float[] whole = Resampler.of(sound, 24_000, RATE);
        Resampler resampler = new Resampler(24_000, RATE);
        float[] joined = new float[whole.length];
        int at = 0;
        int size = 1;
        for (int from = 0; from < sound.length; from += size, size = size * 7 % 501) {
            float[] piece = resampler.next(Arrays.copyOfRange(sound, from, Math.min(sound.length, from + size)));
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
            if (from + size >= sound.length) {
                break;
            }
        }
        float[] rest = resampler.end();
        System.arraycopy(rest, 0, joined, at, rest.length);
        assertThat(at + rest.length).isEqualTo(whole.length);
        assertThat(joined).isEqualTo(whole);
    }

    private static float[] tone(int rate, double hertz) {
        float[] sound = new float[rate / 2];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return sound;
    }
}
