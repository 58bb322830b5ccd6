package dev.likeness.embed.mind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.voice.heard.SpeechSense;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnDetectorTest {

    private static final double PIECE = (double) SpeechSense.PIECE / SpeechSense.RATE;

    private final TurnDetector detector = new TurnDetector();
    private final List<Double> turns = new ArrayList<>();

    private void hear(double seconds, double probability) {
        for (int i = 0; i < Math.round(seconds / PIECE); i++) {
            byte[] turn = detector.hear((float) probability, new byte[SpeechSense.PIECE * 2]);
            if (turn != null) {
                turns.add(turn.length / 2.0 / SpeechSense.RATE);
            }
        }
    }

    @Test
    void aTurnIsOverAfterSevenTenthsOfSilenceAndBeginsALittleEarlier() {
        hear(2, 0);
        hear(1.5, .9);
        hear(.6, .1);
        assertThat(turns).isEmpty();
        hear(.2, .1);
        assertThat(turns).hasSize(1).first().satisfies(seconds -> assertThat(seconds).isBetween(2.4, 2.6));
    }

    @Test
    void aBreathEndsNoTurn() {
        hear(1, .9);
        hear(.5, .1);
        hear(1, .9);
        hear(.8, 0);
        assertThat(turns).hasSize(1);
    }

    @Test
    void aCoughIsNoTurn() {
        hear(.15, .9);
        hear(3, 0);
        assertThat(turns).isEmpty();
    }

    @Test
    void whoNeverStopsIsCutAfterHalfAMinute() {
        hear(70, .9);
        assertThat(turns).hasSize(2).allSatisfy(seconds -> assertThat(seconds).isBetween(29.9, 30.1));
    }

    @Test
    void knowsHowLongSomebodyHasBeenSpeaking() {
        assertThat(detector.speaking()).isZero();
        hear(.5, .9);
        assertThat(detector.speaking()).isBetween(.45, .55);
        hear(.3, .1);
        assertThat(detector.speaking()).isBetween(.45, .55);
        hear(1, 0);
        assertThat(detector.speaking()).isZero();
    }
}
