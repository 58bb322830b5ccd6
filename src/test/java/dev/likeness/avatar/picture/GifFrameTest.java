package dev.likeness.avatar.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.PictureException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;

/** Against the reader that comes with Java. */
class GifFrameTest {

    private static final int PAPER = 225;

    @ParameterizedTest
    @CsvSource({"8, 48, 48", "8, 211, 97", "4, 300, 50", "2, 64, 81", "1, 50, 49", "8, 700, 500"})
    void isReadPixelForPixel(int depth, int width, int height) throws IOException {
        for (boolean interlaced : new boolean[]{false, true}) {
            for (int runs : new int[]{1, 7, 5000}) {
                byte[] gif = Kinds.written(drawn(depth, width, height, runs), "gif", interlaced);
                BufferedImage known = ImageIO.read(new ByteArrayInputStream(gif));

                Mat read = Kinds.decoded(gif);

                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        assertThat(colour(read.get(y, x))).as("%d bits, %s, at %d %d", depth, interlaced, x, y)
                                .isEqualTo(colour(known.getRGB(x, y)));
                    }
                }
            }
        }
    }

    private static int colour(double[] bgr) {
        return (int) bgr[2] << 16 | (int) bgr[1] << 8 | (int) bgr[0];
    }

    private static int colour(int argb) {
        return argb >>> 24 == 0 ? PAPER * 0x10101 : argb & 0xFFFFFF;
    }

    /** Noise of a palette whose last colour is none, in runs. */
    private static BufferedImage drawn(int depth, int width, int height, int runs) {
        int colours = 1 << depth;
        Random random = new Random(depth + width);
        byte[][] palette = new byte[3][colours];
        for (byte[] channel : palette) {
            random.nextBytes(channel);
        }
        IndexColorModel model = new IndexColorModel(depth, colours, palette[0], palette[1], palette[2], colours - 1);
        BufferedImage picture = depth == 8
                ? new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model)
                : new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, model);
        int colour = 0;
        for (int i = 0; i < width * height; i++) {
            colour = i % runs == 0 ? random.nextInt(colours) : colour;
            picture.getRaster().setSample(i % width, i / width, 0, colour);
        }
        return picture;
    }

    @Test
    void ofTooFewPixelsIsDamaged() {
        byte[] gif = Kinds.written(drawn(8, 90, 60, 1), "gif", false);
        int at = 13 + 3 * 256;
        while (gif[at] != ',') {
            at++;
        }
        assertThat(gif[at + 7]).isEqualTo((byte) 60);
        byte[] higher = gif.clone();
        higher[at + 7] = 61;

        assertThatThrownBy(() -> Kinds.decoded(higher)).isInstanceOf(PictureException.class)
                .hasMessage("The picture cannot be decoded: the file is damaged.");
    }
}
