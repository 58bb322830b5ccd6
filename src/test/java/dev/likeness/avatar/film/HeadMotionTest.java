package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.portrait.Portraits;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadMotionTest {

    private final Portrait portrait = Faces.smiling(256);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 42, -5})
    void noPoseFoldsThePicture(long seed) {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(seed, 1));
        for (int frame = 0; frame < HeadMotion.FRAMES; frame += 25) {
            assertThat(motion.smallestJacobian(motion.pose(frame))).as("seed %d frame %d", seed, frame)
                    .isGreaterThan(.7);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 42, -5})
    void theNoseMovesVisiblyAndSlowlyAndTheOutlineHardly(long seed) {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(seed, 1));
        double least = 9;
        double most = -9;
        for (int frame = 0; frame < HeadMotion.FRAMES - 1; frame++) {
            double[] now = motion.displacement(0, .45, motion.pose(frame));
            double[] next = motion.displacement(0, .45, motion.pose(frame + 1));
            assertThat(Math.hypot(next[0] - now[0], next[1] - now[1])).isLessThan(.012);
            least = Math.min(least, now[0]);
            most = Math.max(most, now[0]);
            double[] temple = motion.displacement(1.28, -.2, motion.pose(frame));
            assertThat(Math.hypot(temple[0], temple[1])).isLessThan(.045);
        }
        assertThat(most - least).isBetween(.06, .20);
    }

    @Test
    void theSurroundingsStandStill() {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        for (int frame = 0; frame < HeadMotion.FRAMES; frame += 10) {
            double[] moved = motion.displacement(-2.9, -1.2, motion.pose(frame));
            assertThat(Math.hypot(moved[0], moved[1])).isLessThan(.001);
        }
    }

    @Test
    void theLastPoseIsTheFirst() {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        assertThat(motion.pose(HeadMotion.FRAMES - 1)).isEqualTo(motion.pose(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 42, -5, 123456789})
    void theEyesCloseThreeTimesInTenSeconds(long seed) {
        BlinkSchedule blinks = new BlinkSchedule(seed, HeadMotion.FRAMES);
        int[] begins = IntStream.range(0, HeadMotion.FRAMES).filter(i -> blinks.level(i) == 1).toArray();
        assertThat(begins).hasSize(3);
        assertThat(begins[0]).isGreaterThanOrEqualTo(20);
        assertThat(begins[2] + BlinkSchedule.CURVE.length).isLessThanOrEqualTo(230);
        assertThat(begins[1] - begins[0]).isBetween(60, 110);
        assertThat(begins[2] - begins[1]).isBetween(60, 110);
    }

    @Test
    void aTileStaysOnTheMouthWithinHalfAPixel() {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        MouthTile tile = MouthTile.of(portrait.face(), portrait.width(), portrait.height());
        FaceMesh mesh = Objects.requireNonNull(portrait.face().mesh());
        for (int frame = 0; frame < HeadMotion.FRAMES; frame += 10) {
            HeadMotion.Pose pose = motion.pose(frame);
            double[] m = TileAffine.of(tile, motion, pose);
            for (int point : new int[]{61, 13, 14, 291}) {
                double x = mesh.x(point);
                double y = mesh.y(point);
                double[] moved = motion.displacement(x, y, pose);
                double u = (x - moved[0] - tile.left() + .5) * tile.scale();
                double v = (y - moved[1] - tile.top() + .5) * tile.scale();
                assertThat(m[0] * u + m[2] * v + m[4]).isCloseTo(x + .5, within(.5));
                assertThat(m[1] * u + m[3] * v + m[5]).isCloseTo(y + .5, within(.5));
            }
        }
    }

    @Test
    void aThingSwaysAndItsMouthStaysShut() {
        Portrait cup = new Portraits().fromPicture(PictureSet.encoded(PictureSet.resource("coffee.png"), ".png"),
                PortraitSpec.of("1:1", 512, false, false));
        MouthRenderer mouth = new MouthRenderer(cup);
        assertThat(mouth.render(Viseme.AA)).isEqualTo(mouth.rest());
        FrameRenderer frames = new FrameRenderer(cup, new MotionSpec(1, 1));
        assertThat(frames.frame(60)).isNotEqualTo(frames.frame(0));
    }

    private static org.assertj.core.data.Offset<Double> within(double v) {
        return org.assertj.core.data.Offset.offset(v);
    }
}
