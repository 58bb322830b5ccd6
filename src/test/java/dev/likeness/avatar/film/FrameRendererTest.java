package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.TurnedFaces;
import dev.likeness.avatar.eye.Eyes;
import dev.likeness.avatar.picture.Raster;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRendererTest {

    private final Portrait portrait = Faces.smiling(256);

    @Test
    void aHeadThatDoesNotMoveIsThePortrait() {
        FrameRenderer frames = new FrameRenderer(portrait, new MotionSpec(1, 0, 0));
        byte[] frame = frames.frame(0);
        byte[] seen = Yuv.bgr(frame, 256, 256);
        double off = 0;
        for (int p = 0; p < 256 * 256; p++) {
            double light = 0;
            for (int c = 0; c < 3; c++) {
                int was = portrait.bgr()[3 * p + c] & 255;
                off += Math.abs((seen[3 * p + c] & 255) - was);
                light += new double[]{.0722, .7152, .2126}[c] * was;
            }
            assertThat(frame[p] & 255).isCloseTo((int) Math.round(16 + 219 / 255.0 * light), offset(1));
        }
        assertThat(off / seen.length).as("of halved colour").isLessThan(3);
    }

    @Test
    void coloursAreThoseOfHighDefinitionVideo() {
        int[][] known = {{255, 255, 255, 235, 128, 128}, {0, 0, 0, 16, 128, 128}, {0, 0, 255, 63, 102, 240},
                {0, 255, 0, 173, 42, 26}, {255, 0, 0, 32, 240, 118}};
        for (int[] k : known) {
            byte[] bgr = new byte[16 * 16 * 3];
            for (int i = 0; i < bgr.length; i++) {
                bgr[i] = (byte) k[i % 3];
            }
            VideoPlanes planes = new VideoPlanes(bgr, 16, 16);
            for (byte luma : planes.luma) {
                assertThat(luma & 255).isEqualTo(k[3]);
            }
            for (int i = 0; i < planes.chroma.length; i++) {
                assertThat(planes.chroma[i] & 255).isCloseTo(k[4 + i % 2], offset(1));
            }
        }
    }

    @Test
    void aBlinkIsAsThoughThePortraitHadBeenPaintedSo() {
        int blink = blink();
        for (Portrait open : List.of(portrait, TurnedFaces.close(portrait, .5))) {
            Landmarks face = open.face();
            Portrait closed = new Portrait(Eyes.painted(open, 1, 0, 0), 256, 256,
                    new Landmarks(face.frame(), null, FaceKind.NONE, face.confidence()), "photo");
            byte[] painted = new FrameRenderer(closed, new MotionSpec(7, 0, 0)).frame(blink);
            FrameRenderer frames = new FrameRenderer(open, new MotionSpec(7, 0, 0));
            assertThat(Arrays.equals(frames.frame(blink), painted)).isTrue();
            assertThat(Arrays.equals(frames.frame(0), painted)).isFalse();
        }
    }

    private static int blink() {
        BlinkSchedule blinks = new BlinkSchedule(7, MotionSpec.LONG);
        int blink = 0;
        while (blinks.level(blink) != 3) {
            blink++;
        }
        return blink;
    }

    /** No multiple of a strip, not square, and nothing in it is level or upright. */
    @ParameterizedTest
    @CsvSource({"144, 90", "90, 144", "130, 66"})
    void whatMovedIsWhatWasThere(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        for (int p = 0; p < width * height; p++) {
            double across = (p % width - width / 2.0) * .8 + (p / width - height / 2.0) * .6;
            double edge = 1 / (1 + Math.exp(-across / 2.5));
            int[][] colours = {{200, 90, 40}, {60, 110, 210}};
            for (int c = 0; c < 3; c++) {
                bgr[3 * p + c] = Raster.toByte(colours[0][c] + edge * (colours[1][c] - colours[0][c]));
            }
        }
        Landmarks face = new Landmarks(new FaceFrame(width / 2.0, height / 2.0, 34, .2), null, FaceKind.FITTED,
                portrait.face().confidence());
        FrameRenderer frames = new FrameRenderer(new Portrait(bgr, width, height, face, "photo"),
                new MotionSpec(7, 1.3));
        HeadMotion.Pose pose = frames.motion.pose(60);
        byte[] frame = frames.frame(60);
        Raster before = new Raster(bgr, width, height);
        double farthest = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] moved = frames.motion.displacement(x, y, pose);
                farthest = Math.max(farthest, Math.hypot(moved[0], moved[1]));
                double[] yuv = yuv(before, x - moved[0], y - moved[1]);
                assertThat(frame[y * width + x] & 255).as("(%d, %d)", x, y).isCloseTo((int) Math.round(yuv[0]),
                        offset(2));
            }
        }
        assertThat(farthest).as("pixels").isGreaterThan(1);
        int blue = width * height;
        int red = blue + blue / 4;
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < width / 2; x++) {
                double[] moved = frames.motion.displacement(2 * x, 2 * y + .5, pose);
                double[] yuv = yuv(before, 2 * x - moved[0], 2 * y + .5 - moved[1]);
                int p = y * (width / 2) + x;
                assertThat(frame[blue + p] & 255).isCloseTo((int) Math.round(yuv[1]), offset(4));
                assertThat(frame[red + p] & 255).isCloseTo((int) Math.round(yuv[2]), offset(4));
            }
        }
    }

    private static double[] yuv(Raster picture, double x, double y) {
        float[] bgr = new float[3];
        picture.cubic(x, y, bgr);
        double light = .0722 * bgr[0] + .7152 * bgr[1] + .2126 * bgr[2];
        return new double[]{16 + light * 219 / 255, 128 + (bgr[0] - light) / 1.8556 * 224 / 255,
                128 + (bgr[2] - light) / 1.5748 * 224 / 255};
    }

    @Test
    void aFrameAfterABlinkShowsNothingOfIt() {
        MotionSpec spec = new MotionSpec(7, 1);
        FrameRenderer frames = new FrameRenderer(portrait, spec);
        byte[] before = frames.frame(0);
        frames.frame(blink());
        assertThat(Arrays.equals(frames.frame(0), before)).isTrue();
    }

    @Test
    void placesAreTheSumOfTheMaps() {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        HeadMotion.Pose pose = motion.pose(60);
        Field field = motion.field(pose);
        PlaneWarp warp = new PlaneWarp(256, 256);
        int[] x = new int[256];
        int[] y = new int[256];
        for (int row = 0; row < 256; row += 17) {
            warp.places(field, row, 0, 256, x, y);
            for (int column = 0; column < 256; column += 13) {
                double[] moved = motion.displacement(column, row, pose);
                assertThat(x[column] / 64.0).isCloseTo(column - moved[0], offset(.02));
                assertThat(y[column] / 64.0).isCloseTo(row - moved[1], offset(.02));
            }
        }
    }
}
