package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.Eyes;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Figures of a rendered loop that tell whether it still looks as it did; seams, folds and closed lips have tests of their own. */
class EngineMeasuresTest {

    private static final int SIZE = 256;
    private static final int STEP = 5;

    private final Portrait portrait = Faces.smiling(SIZE);
    private final FrameRenderer frames = new FrameRenderer(portrait, new MotionSpec(7, 1));

    @Test
    void theBackgroundStandsStill() {
        FaceFrame face = portrait.face().frame();
        double worst = 0;
        int[] places = {0, 8, SIZE - 1, beyond(-2.32), beyond(2.32)};
        byte[][] seen = loop();
        for (int y = 0; y < SIZE / 2; y += 16) {
            for (int x : places) {
                if (Math.abs(face.faceX(x, y)) > 2.3) {
                    worst = Math.max(worst, deviation(seen, y * SIZE + x));
                }
            }
        }
        assertThat(worst).isLessThan(1.5);
    }

    private int beyond(double x) {
        return (int) Math.round(portrait.face().frame().pictureX(x, 0));
    }

    @Test
    void thePersonStaysThePersonWhereverTheHeadIs() {
        byte[] still = new FrameRenderer(portrait, new MotionSpec(7, 0, 0)).frame(0);
        for (int i = 0; i < MotionSpec.LONG; i += STEP) {
            assertThat(correlation(still, frames.frame(i), frames.motion.pose(i))).as("frame %d", i)
                    .isGreaterThan(.95);
        }
    }

    @Test
    void glancesAreShortAndEndWhereTheyBegan() {
        for (long seed : new long[]{1, 7, 42}) {
            LivelyMoments moments = new LivelyMoments(seed, MotionSpec.LONG, 1);
            int away = 0;
            for (int i = 0; i < MotionSpec.LONG; i++) {
                away += moments.gazeX(i) != 0 ? 1 : 0;
                assertThat(Math.abs(moments.gazeX(i))).isLessThan(.045);
                assertThat(moments.brow(i)).isBetween(0.0, .06);
            }
            assertThat(away).isBetween(12, 150);
            assertThat(moments.gazeX(0)).isZero();
            assertThat(moments.gazeX(MotionSpec.LONG - 1)).isZero();
            assertThat(moments.nod(MotionSpec.LONG - 1)).isZero();
        }
    }

    @Test
    void aGlanceMovesTheIrisAndLeavesTheSkin() {
        byte[] aside = Eyes.painted(portrait, 0, .04, 0);
        FaceMesh mesh = Objects.requireNonNull(portrait.face().mesh());
        double x = portrait.face().frame().faceX(mesh.x(FaceMesh.LEFT_IRIS), mesh.y(FaceMesh.LEFT_IRIS));
        double y = portrait.face().frame().faceY(mesh.x(FaceMesh.LEFT_IRIS), mesh.y(FaceMesh.LEFT_IRIS));
        assertThat(change(aside, x, y)).isGreaterThan(4);
        assertThat(change(aside, x, y - .3)).isLessThan(1);
        assertThat(change(Eyes.painted(portrait, 0, 0, 0), x, y)).isLessThan(.5);
    }

    private double change(byte[] picture, double x, double y) {
        FaceFrame face = portrait.face().frame();
        double sum = 0;
        int count = 0;
        for (double dy = -.05; dy <= .05; dy += .025) {
            for (double dx = -.15; dx <= .15; dx += .025) {
                int p = 3 * at(face.pictureX(x + dx, y + dy), face.pictureY(x + dx, y + dy));
                sum += Math.abs((picture[p] & 255) - (portrait.bgr()[p] & 255));
                count++;
            }
        }
        return sum / count;
    }

    private byte[][] loop() {
        byte[][] seen = new byte[MotionSpec.LONG / STEP][];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = frames.frame(i * STEP);
        }
        return seen;
    }

    private static double deviation(byte[][] frames, int p) {
        double mean = Arrays.stream(frames).mapToInt(f -> f[p] & 255).average().orElseThrow();
        return Math
                .sqrt(Arrays.stream(frames).mapToDouble(f -> Math.pow((f[p] & 255) - mean, 2)).average().orElseThrow());
    }

    /** Correlation of nose and cheeks in the portrait with where a pose has moved them to. */
    private double correlation(byte[] a, byte[] b, HeadMotion.Pose pose) {
        FaceFrame face = portrait.face().frame();
        double n = 0;
        double sa = 0;
        double sb = 0;
        double saa = 0;
        double sbb = 0;
        double sab = 0;
        for (double y = .25; y < .75; y += .02) {
            for (double x = -.6; x < .6; x += .02) {
                double px = Math.round(face.pictureX(x, y));
                double py = Math.round(face.pictureY(x, y));
                double[] moved = frames.motion.displacement(px, py, pose);
                double va = a[at(px - moved[0], py - moved[1])] & 255;
                double vb = b[at(px, py)] & 255;
                n++;
                sa += va;
                sb += vb;
                saa += va * va;
                sbb += vb * vb;
                sab += va * vb;
            }
        }
        return (sab - sa * sb / n) / Math.sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
    }

    private static int at(double x, double y) {
        return (int) Math.round(y) * SIZE + (int) Math.round(x);
    }
}
