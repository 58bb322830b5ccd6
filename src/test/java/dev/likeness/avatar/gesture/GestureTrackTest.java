package dev.likeness.avatar.gesture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GestureTrackTest {

    private static final List<Integer> LENGTHS = List.of(25, 50, 75, 125, 200, 250);

    @ParameterizedTest
    @EnumSource
    void nothingIsDoneInTheFirstAndTheLastFrameAndNothingBeginsWithAJerk(Gesture gesture) {
        for (int frames : LENGTHS) {
            for (long seed = 0; seed < 40; seed++) {
                List<GestureTrack.Frame> track = GestureTrack.of(gesture, frames, seed).frames();
                assertThat(track).hasSize(frames);
                assertThat(numbers(track.getFirst())).as("first of %d", frames).containsOnly(0.0);
                assertThat(numbers(track.getLast())).as("last of %d", frames).containsOnly(0.0);
                assertThat(most(track.get(1))).as("second of %d", frames).isLessThan(Math.toRadians(.12));
                assertThat(most(track.get(frames - 2))).as("last but one of %d", frames)
                        .isLessThan(Math.toRadians(.12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void headsMoveAsFarAndAsFastAsHeadsDo(Gesture gesture) {
        for (int frames : LENGTHS) {
            for (long seed = 0; seed < 40; seed++) {
                List<GestureTrack.Frame> track = GestureTrack.of(gesture, frames, seed).frames();
                for (int i = 1; i < frames; i++) {
                    GestureTrack.Frame now = track.get(i);
                    GestureTrack.Frame before = track.get(i - 1);
                    assertThat(Math.abs(now.nod())).isLessThan(Math.toRadians(5.5));
                    assertThat(Math.abs(now.roll())).isLessThan(Math.toRadians(4.5));
                    assertThat(Math.abs(now.yaw())).isLessThan(Math.toRadians(2));
                    assertThat(now.lids()).isBetween(0.0, 1.0);
                    assertThat(now.parted()).isBetween(0.0, 1.0);
                    assertThat(now.brow()).isBetween(0.0, .06);
                    assertThat(Math.abs(now.nod() - before.nod())).as("%s, frame %d of %d", gesture, i, frames)
                            .isLessThan(Math.toRadians(1.6));
                    assertThat(Math.abs(now.roll() - before.roll())).isLessThan(Math.toRadians(1));
                }
            }
        }
    }

    @Test
    void eachDoesWhatItIsNamedFor() {
        assertThat(GestureTrack.of(Gesture.NOD, 125, 3).frames()).anyMatch(frame -> frame.nod() > Math.toRadians(4))
                .allMatch(frame -> frame.parted() == 0);
        assertThat(GestureTrack.of(Gesture.GREETING, 125, 3).frames()).anyMatch(frame -> frame.brow() > .045)
                .anyMatch(frame -> frame.parted() > .9 && Math.abs(frame.roll()) > Math.toRadians(3));
        List<GestureTrack.Frame> laugh = GestureTrack.of(Gesture.LAUGH, 125, 3).frames();
        assertThat(laugh).anyMatch(frame -> frame.parted() == 1 && frame.mouth().gap() > .2);
        assertThat(GestureTrack.of(Gesture.IDLE, 125, 3).frames()).anyMatch(frame -> frame.lids() == 1)
                .anyMatch(frame -> Math.abs(frame.yaw()) > Math.toRadians(.9)).allMatch(frame -> frame.parted() == 0);
    }

    @Test
    void theSameSeedIsTheSameGestureAndAnotherIsNot() {
        assertThat(GestureTrack.of(Gesture.NOD, 125, 5)).isEqualTo(GestureTrack.of(Gesture.NOD, 125, 5))
                .isNotEqualTo(GestureTrack.of(Gesture.NOD, 125, 6));
    }

    @Test
    void onlyAMouthThatCanBeTrustedSmiles() {
        assertThat(Gesture.of(FaceKind.FITTED)).containsExactly(Gesture.values());
        assertThat(Gesture.of(FaceKind.UNSURE)).containsExactly(Gesture.values());
        for (FaceKind kind : List.of(FaceKind.MOUTH_HIDDEN, FaceKind.WIDE_OPEN, FaceKind.ANIMAL, FaceKind.NONE)) {
            assertThat(Gesture.of(kind)).containsExactly(Gesture.IDLE, Gesture.NOD);
        }
    }

    private static double most(GestureTrack.Frame frame) {
        return Math.max(Math.max(Math.abs(frame.nod()), Math.abs(frame.yaw())), Math.abs(frame.roll()));
    }

    private static List<Double> numbers(GestureTrack.Frame frame) {
        return List.of(Math.abs(frame.nod()), Math.abs(frame.yaw()), Math.abs(frame.roll()), Math.abs(frame.rise()),
                frame.brow(), frame.lids(), frame.parted());
    }
}
