package dev.likeness.avatar.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a face is by the numbers that are known of it. */
class FaceSignsTest {

    @ParameterizedTest
    @CsvSource({
            // plainly human; as far as the agreement goes; what a person wears may look like an animal a little
            ".9, .0, 1, .01, 1, .1, 0, FITTED", ".9, .0, 1, .01, .5, .1, 0, FITTED",
            ".9, .0, 1, .01, .49, .1, 0, UNSURE", ".9, .0, 1, .01, .24, .1, 0, MOUTH_HIDDEN",
            ".9, .59, 1, .01, 1, .1, 0, FITTED",
            // a surely seen one is believed though one look is not sure of it, a doubtful one is not
            ".5, .0, .8, .01, 1, .1, 0, FITTED", ".4, .0, .8, .01, 1, .1, 0, NONE",
            ".4, .0, .9, .01, 1, .1, 0, FITTED",
            // animals, by what the detector says to them, and those whose mouth is not found
            ".9, .6, 1, .12, 0, .1, 0, ANIMAL", ".4, .4, 1, .12, 0, .1, 0, ANIMAL",
            ".9, .6, 1, .13, 1, .1, 0, NONE", ".9, .6, .89, .01, 1, .1, 0, NONE",
            // a mouth that cannot be closed is wide open whether mesh and picture agree or not
            ".9, .0, 1, .01, 1, .69, 0, FITTED", ".9, .0, 1, .01, 1, .71, 0, WIDE_OPEN",
            ".9, .0, 1, .3, 0, .71, 0, WIDE_OPEN", ".57, .0, 1, .3, 0, .71, 0, NONE",
            ".9, .0, 1, .01, 1, .19, 40, FITTED", ".9, .0, 1, .01, 1, .21, -40, WIDE_OPEN"})
    void aFaceIs(double detector, double animal, double presence, double apart, double agreement, double gap,
            double yaw, FaceKind kind) {
        assertThat(new FaceSigns(detector, animal, presence, apart, agreement, gap, Math.toRadians(yaw)).kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({".9, 0, 1, 1", ".9, 0, 0, .7", ".9, 1, 0, .49"})
    void aLesserKindCountsAsASmallerFace(double detector, double animal, double agreement, double worth) {
        assertThat(new FaceSigns(detector, animal, 1, 0, agreement, 0, 0).worth()).isCloseTo(worth,
                within(1e-9));
    }
}
