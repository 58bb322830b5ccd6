package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.gesture.Gesture;
import dev.likeness.avatar.mouth.MouthRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GestureFilmsTest {

    private static final MotionSpec SPEC = new MotionSpec(7, 1.3);
    private static final Portrait PORTRAIT = Faces.closed(256);
    private static final GestureFilms FILMS = new GestureFilms(PORTRAIT, SPEC);
    private static final FrameRenderer LOOP = new FrameRenderer(MouthRenderer.atRest(PORTRAIT), SPEC);
    private static final List<Integer> LENGTHS = List.of(25, 75, 125, 250);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void itBeginsAndEndsWithTheLoopsFirstFrame(Gesture gesture) {
        byte[] rest = LOOP.frame(0);
        for (int frames : LENGTHS) {
            GestureFilms.Scene scene = FILMS.new Scene(gesture, frames);
            assertThat(scene.frame(0)).isEqualTo(rest);
            assertThat(scene.frame(frames - 1)).isEqualTo(rest);
        }
    }

    /** The cut into it and the one back: one frame on, head and loop are still together. */
    @ParameterizedTest
    @EnumSource
    void itSetsOutAndArrivesAsFastAsTheLoop(Gesture gesture) {
        for (int frames : LENGTHS) {
            GestureFilms.Scene scene = FILMS.new Scene(gesture, frames);
            double[] out = numbers(LOOP.motion.pose(1));
            double[] back = numbers(LOOP.motion.pose(MotionSpec.LONG - 2));
            for (int i = 0; i < out.length; i++) {
                assertThat(numbers(scene.pose(1))[i]).as("number %d of %d frames", i, frames).isCloseTo(out[i],
                        offset(.002));
                assertThat(numbers(scene.pose(frames - 2))[i]).as("number %d of %d frames", i, frames)
                        .isCloseTo(back[i], offset(.002));
            }
        }
    }

    /** No place of the picture moves by more between two frames than a person's head does. */
    @ParameterizedTest
    @EnumSource
    void nothingJumps(Gesture gesture) {
        double unit = PORTRAIT.face().frame().unit();
        for (int frames : LENGTHS) {
            GestureFilms.Scene scene = FILMS.new Scene(gesture, frames);
            for (double[] place : new double[][]{{0, .6}, {0, 1.6}, {0, -1}, {-1, .3}, {1, .3}}) {
                double x = PORTRAIT.face().frame().pictureX(place[0], place[1]);
                double y = PORTRAIT.face().frame().pictureY(place[0], place[1]);
                double[] before = LOOP.motion.displacement(x, y, scene.pose(0));
                for (int i = 1; i < frames; i++) {
                    double[] now = LOOP.motion.displacement(x, y, scene.pose(i));
                    assertThat(Math.hypot(now[0] - before[0], now[1] - before[1]) / unit)
                            .as("%s, frame %d of %d", gesture, i, frames).isLessThan(.045);
                    assertThat(Math.hypot(now[0], now[1]) / unit).isLessThan(.30);
                    before = now;
                }
            }
        }
    }

    @Test
    void theFilmShowsTheGestureAndTellsWhereAMouthBelongs() throws IOException, InterruptedException {
        Path film = folder.resolve("laugh.mp4");
        List<double[]> affines = FILMS.render(Gesture.LAUGH, 50, film, _ -> {
        });
        assertThat(affines).hasSize(50).allMatch(affine -> affine.length == 6);
        assertThat(affines.getFirst()).containsExactly(affines.getLast(), offset(1e-9));
        List<byte[]> seen = TestVideo.grayFrames(film);
        assertThat(seen).hasSize(50);
        assertThat(difference(seen.getFirst(), seen.getLast())).isLessThan(1);
        assertThat(difference(seen.getFirst(), seen.get(20))).isGreaterThan(1.5);
        Path again = folder.resolve("again.mp4");
        FILMS.render(Gesture.LAUGH, 50, again, _ -> {
        });
        assertThat(Files.mismatch(film, again)).isEqualTo(-1);
    }

    /** Else who smiles broadly would close the mouth to greet. */
    @Test
    void aPortraitThatSmilesWithOpenLipsKeepsThem() {
        Portrait smiling = Faces.smiling(256);
        assertThat(new MouthRenderer(smiling).resting().gap()).isGreaterThan(.06);
        GestureFilms films = new GestureFilms(smiling, SPEC);
        FrameRenderer still = new FrameRenderer(MouthRenderer.atRest(smiling), SPEC);
        GestureFilms.Scene greeting = films.new Scene(Gesture.GREETING, 125);
        HeadMotion.Pose pose = greeting.pose(35);
        assertThat(greeting.frame(35)).isEqualTo(
                still.frame(pose, still.motion.gaze(0, pose), 0, SpokenMouths.Moment.REST));
    }

    @Test
    void aPictureWithoutAFaceNodsToo() {
        Landmarks face = PORTRAIT.face();
        Portrait thing = new Portrait(PORTRAIT.bgr(), 256, 256,
                new Landmarks(face.frame(), null, FaceKind.NONE, face.confidence()), "photo");
        GestureFilms.Scene scene = new GestureFilms(thing, SPEC).new Scene(Gesture.NOD, 50);
        assertThat(scene.frame(0)).isEqualTo(scene.frame(49)).isNotEqualTo(scene.frame(12));
    }

    private static double[] numbers(HeadMotion.Pose pose) {
        return new double[]{pose.yaw(), pose.pitch(), pose.roll(), pose.tx(), pose.ty(), pose.breath() / 10,
                pose.brow() / 2, pose.sway()};
    }

    private static double difference(byte[] one, byte[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 255) - (other[i] & 255));
        }
        return sum / one.length;
    }
}
