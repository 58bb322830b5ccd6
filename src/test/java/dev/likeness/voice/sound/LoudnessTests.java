package dev.likeness.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoudnessTests {

    private static final int RATE = 24_000;

    @Test
    void aToneIsAsLoudAsTheStandardSays() {
        // EBU Tech 3341: of 1 kHz, one channel at -20 dB of full scale has -23.05 LUFS.
        assertThat(Loudness.of(tone(1000, .1, 3), RATE)).isCloseTo(-23.05, offset(.1));
    }

    @Test
    void silenceAroundDoesNotCount() {
        float[] tone = tone(1000, .1, 3);

        assertThat(Loudness.of(Arrays.copyOf(tone, 4 * tone.length), RATE))
                .isCloseTo(Loudness.of(tone, RATE), offset(.5));
    }

    @Test
    void soundIsBroughtToALoudnessWithoutClipping() {
        float[] peaky = tone(300, .05, 2);
        for (int i = 1000; i < peaky.length; i += 4000) {
            peaky[i] = .9f;
        }
        float[] loud = Loudness.at(-18, peaky, RATE);

        assertThat(Loudness.of(loud, RATE)).isCloseTo(-18, offset(.5));
        for (float sample : loud) {
            assertThat(Math.abs(sample)).isLessThanOrEqualTo(.9f);
        }
    }

    @Test
    void silenceStaysSilent() {
        assertThat(Loudness.at(-18, new float[RATE], RATE)).containsOnly(0);
        assertThat(Loudness.at(-18, new float[0], RATE)).isEmpty();
    }

    private static float[] tone(double hertz, double amplitude, double seconds) {
        float[] tone = new float[(int) (seconds * RATE)];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return tone;
    }
}
