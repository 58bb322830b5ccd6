package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.TurnedFaces;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.portrait.Portraits;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadMotionTest {

    private static final long[] SEEDS = {0, 1, 7, 42, -5};
    private static final int NOSE = 4;
    /** Of one who listens, and the most that a model moves. */
    private static final double[] STRENGTHS = {1, 1.3};
    private static final List<Named<Portrait>> HEADS = madeHeads();

    private final Portrait portrait = Faces.smiling(256);

    private static List<Named<Portrait>> madeHeads() {
        Portrait photo = Faces.smiling(256);
        Portrait drawn = new Portraits().drawn("a woman with long hair", true, 3,
                PortraitSpec.of("1:1", 512, false, false));
        return List.of(Named.of("frontal", photo), Named.of("aside", TurnedFaces.aside(photo)),
                Named.of("rolled", TurnedFaces.rolled(photo, 20)), Named.of("close", TurnedFaces.close(photo, .30)),
                Named.of("drawn", drawn), Named.of("drawn aside", TurnedFaces.aside(drawn)));
    }

    static List<Named<Portrait>> heads() {
        return HEADS;
    }

    @ParameterizedTest
    @MethodSource("heads")
    void noPoseFoldsThePicture(Portrait head) {
        for (long seed : SEEDS) {
            HeadMotion motion = new HeadMotion(head, new MotionSpec(seed, STRENGTHS[1]));
            for (int frame = 0; frame < MotionSpec.LONG; frame += 4) {
                assertThat(smallestJacobian(motion.field(motion.pose(frame)))).as("seed %d frame %d", seed, frame)
                        .isGreaterThan(.7);
            }
        }
        HeadMotion motion = new HeadMotion(head, new MotionSpec(7, 1));
        for (double yaw : new double[]{-.14, .14}) {
            HeadMotion.Pose wide = new HeadMotion.Pose(yaw, .05, 0, 0, 0, 0, 0, 0);
            assertThat(smallestJacobian(motion.field(wide))).isGreaterThan(.3);
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theNoseMovesVisiblyAndSlowlyAndTheOutlineHardly(Portrait head) {
        FaceFrame face = head.face().frame();
        double noseX = mesh(head).x(NOSE);
        double noseY = mesh(head).y(NOSE);
        for (double strength : STRENGTHS) {
            for (long seed : SEEDS) {
                HeadMotion motion = new HeadMotion(head, new MotionSpec(seed, strength));
                double least = 9;
                double most = -9;
                double fastest = 0;
                double outline = 0;
                for (int frame = 0; frame < MotionSpec.LONG - 1; frame++) {
                    HeadMotion.Pose pose = motion.pose(frame);
                    double[] now = motion.displacement(noseX, noseY, pose);
                    double[] next = motion.displacement(noseX, noseY, motion.pose(frame + 1));
                    fastest = Math.max(fastest, Math.hypot(next[0] - now[0], next[1] - now[1]) / face.unit());
                    least = Math.min(least, now[0] / face.unit());
                    most = Math.max(most, now[0] / face.unit());
                    for (double side : new double[]{-1.28, 1.28}) {
                        double[] temple = motion.displacement(face.pictureX(side, -.2), face.pictureY(side, -.2),
                                pose);
                        outline = Math.max(outline, Math.hypot(temple[0], temple[1]) / face.unit());
                    }
                }
                assertThat(fastest).isLessThan(.007 * strength);
                assertThat(outline).isLessThan(.045 * strength);
                assertThat(most - least).isBetween(.04, .20 * strength);
            }
        }
    }

    /** A place that lies twice as far before the axis moves twice as far. */
    @ParameterizedTest
    @MethodSource("heads")
    void theHeadTurnsByTheDepthOfItsMesh(Portrait head) {
        FaceMesh mesh = mesh(head);
        HeadMotion motion = new HeadMotion(head, new MotionSpec(7, 1));
        HeadMotion.Pose turned = new HeadMotion.Pose(.05, 0, 0, 0, 0, 0, 0, 0);
        double unit = head.face().frame().unit();
        double n = 0;
        double[] sums = new double[5];
        for (int point : new int[]{4, 6, 168, 197, 5, 9, 151, 50, 280, 205, 425, 13, 14, 17, 199, 101, 330, 69, 299}) {
            double[] moved = motion.displacement(mesh.x(point), mesh.y(point), turned);
            double way = Math.hypot(moved[0], moved[1]) / unit;
            double depth = -mesh.z(point) / unit;
            n++;
            double[] add = {way, depth, way * way, depth * depth, way * depth};
            for (int i = 0; i < 5; i++) {
                sums[i] += add[i];
            }
        }
        assertThat((sums[4] - sums[0] * sums[1] / n) / Math.sqrt((sums[2] - sums[0] * sums[0] / n)
                * (sums[3] - sums[1] * sums[1] / n))).isGreaterThan(.85);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void nothingComesFromBeyondTheEdges(Portrait head) {
        HeadMotion motion = new HeadMotion(head, new MotionSpec(7, 1));
        int width = head.width();
        int height = head.height();
        PlaneWarp warp = new PlaneWarp(width, height);
        int[] x = new int[width];
        int[] y = new int[width];
        for (int frame = 0; frame < MotionSpec.LONG; frame += 7) {
            Field field = motion.field(motion.pose(frame));
            for (int row = 0; row < height; row++) {
                warp.places(field, row, 0, width, x, y);
                assertThat(x[0]).isZero();
                assertThat(x[width - 1]).isCloseTo(64 * (width - 1), offset(2));
                for (int column = 0; column < width; column += 9) {
                    assertThat(x[column]).isBetween(0, 64 * (width - 1) + 2);
                    assertThat(y[column]).isBetween(0, 64 * (height - 1) + 2);
                }
                if (row == 0 || row == height - 1) {
                    for (int from : y) {
                        assertThat(from).isCloseTo(64 * row, offset(2));
                    }
                }
            }
        }
    }

    @Test
    void theSurroundingsStandStill() {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        FaceFrame face = portrait.face().frame();
        for (int frame = 0; frame < MotionSpec.LONG; frame += 10) {
            double[] moved = motion.displacement(face.pictureX(-2.9, -1.2), face.pictureY(-2.9, -1.2),
                    motion.pose(frame));
            assertThat(Math.hypot(moved[0], moved[1]) / face.unit()).isLessThan(.001);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 42, -5, 123456789})
    void theEyesCloseThreeTimesInTenSeconds(long seed) {
        BlinkSchedule blinks = new BlinkSchedule(seed, MotionSpec.LONG);
        int[] begins = IntStream.range(0, MotionSpec.LONG).filter(i -> blinks.level(i) == 1).toArray();
        assertThat(begins).hasSize(3);
        assertThat(begins[0]).isGreaterThanOrEqualTo(20);
        assertThat(begins[2] + BlinkSchedule.CURVE.length).isLessThanOrEqualTo(230);
        assertThat(begins[1] - begins[0]).isBetween(60, 110);
        assertThat(begins[2] - begins[1]).isBetween(60, 110);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 42, -5, 123456789})
    void aShortLoopIsOneToo(long seed) {
        int last = MotionSpec.SHORT - 1;
        BlinkSchedule blinks = new BlinkSchedule(seed, MotionSpec.SHORT);
        int[] begins = IntStream.range(0, MotionSpec.SHORT).filter(i -> blinks.level(i) == 1).toArray();
        assertThat(begins).hasSize(1);
        assertThat(begins[0]).isBetween(20, last - 20 - BlinkSchedule.CURVE.length);
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(seed, 1, 1, MotionSpec.SHORT));
        double noseX = mesh(portrait).x(NOSE);
        double noseY = mesh(portrait).y(NOSE);
        double unit = portrait.face().frame().unit();
        double least = 9;
        double most = -9;
        for (int frame = 0; frame < last; frame++) {
            double[] now = motion.displacement(noseX, noseY, motion.pose(frame));
            double[] next = motion.displacement(noseX, noseY, motion.pose(frame + 1));
            assertThat(Math.hypot(next[0] - now[0], next[1] - now[1]) / unit).as("frame %d", frame).isLessThan(.009);
            least = Math.min(least, now[0] / unit);
            most = Math.max(most, now[0] / unit);
        }
        assertThat(motion.pose(last)).isEqualTo(motion.pose(0));
        assertThat(most - least).isBetween(.025, .15);
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

    private static FaceMesh mesh(Portrait portrait) {
        return Objects.requireNonNull(portrait.face().mesh());
    }

    /** The smallest factor by which a field changes an area; above 0 nothing is folded. */
    private static double smallestJacobian(Field field) {
        double step = field.lattice().step();
        int columns = field.lattice().columns();
        float[] x = field.x();
        float[] y = field.y();
        double least = Double.MAX_VALUE;
        for (int row = 0; row < field.lattice().rows() - 1; row++) {
            for (int column = 0; column < columns - 1; column++) {
                int p = row * columns + column;
                int q = p + columns;
                least = Math.min(least, (1 - (x[p + 1] - x[p]) / step) * (1 - (y[q] - y[p]) / step)
                        - (x[q] - x[p]) * (y[p + 1] - y[p]) / (step * step));
            }
        }
        return least;
    }
}
