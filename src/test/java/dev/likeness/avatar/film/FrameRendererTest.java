package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.PixelBox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
    void whatIsUpdatedIsWhatWouldBeComputedAnew() {
        byte[] bgr = portrait.bgr().clone();
        VideoPlanes planes = new VideoPlanes(bgr, 256, 256);
        for (PixelBox box : new PixelBox[]{
                new PixelBox(40, 30, 71, 55),
                new PixelBox(0, 0, 9, 7),
                new PixelBox(241, 250, 256, 256)}) {
            for (int y = box.top(); y < box.bottom(); y++) {
                Arrays.fill(bgr, (y * 256 + box.left()) * 3, (y * 256 + box.right()) * 3, (byte) (77 * y));
            }
            planes.update(bgr, box);
        }
        VideoPlanes anew = new VideoPlanes(bgr, 256, 256);
        assertThat(Arrays.equals(planes.luma, anew.luma)).isTrue();
        assertThat(Arrays.equals(planes.chroma, anew.chroma)).isTrue();
    }

    @Test
    void aFrameAfterABlinkShowsNothingOfIt() {
        MotionSpec spec = new MotionSpec(7, 1);
        BlinkSchedule blinks = new BlinkSchedule(7, HeadMotion.FRAMES);
        int blink = 0;
        while (blinks.level(blink) != 3) {
            blink++;
        }
        FrameRenderer frames = new FrameRenderer(portrait, spec);
        byte[] before = frames.frame(0);
        frames.frame(blink);
        assertThat(Arrays.equals(frames.frame(0), before)).isTrue();
    }

    @Test
    void placesAreTheSumOfTheMaps() {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        HeadMotion.Pose pose = motion.pose(60);
        Field field = motion.field(pose);
        int[] x = new int[256];
        int[] y = new int[256];
        for (int row = 0; row < 256; row += 17) {
            field.row(row, 64, x, y);
            for (int column = 0; column < 256; column += 13) {
                double[] moved = motion.displacement(column, row, pose);
                assertThat(x[column] / 64.0).isCloseTo(column - moved[0], offset(.02));
                assertThat(y[column] / 64.0).isCloseTo(row - moved[1], offset(.02));
            }
        }
    }
}
