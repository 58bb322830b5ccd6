package dev.likeness.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReshaperTest {

    private static final int FRAMES = 60;
    private static final double HERTZ = 195;

    /** Between a pitch and none there is no pitch of 50 Hz, whose long grains would fall upon each other. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1.05", "1, 1, .8", ".6, .87, 1", ".47, .84, .9", "1.36, 1.13, 1.05", ".6, .87, 1.7"})
    void nothingIsLouderWhereAVoiceSetsInOrEnds(double pitch, double formants, double rate) {
        float[] hertz = new float[FRAMES];
        float[] sound = new float[FRAMES * Melody.HOP];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < sound.length; i++) {
            int frame = i / Melody.HOP;
            boolean voiced = frame % 20 < 12;
            hertz[frame] = voiced ? (float) HERTZ : 0;
            double turn = 2 * Math.PI * HERTZ * i / 24_000;
            sound[i] = (float) (voiced
                    ? .2 * (Math.cos(turn) + Math.cos(2 * turn) / 2 + Math.cos(3 * turn) / 3)
                    : .05 * random.nextGaussian());
        }
        float[] shaped = new Reshaper(sound, new Melody(hertz), HERTZ).to(pitch, formants, 1, rate);
        double strength = Math.sqrt(formants / Math.min(1, pitch));
        assertThat(peak(shaped)).isBetween(.6 * peak(sound), 1.15 * Math.max(1, strength) * peak(sound));
    }

    private static double peak(float[] sound) {
        double peak = 0;
        for (float sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
