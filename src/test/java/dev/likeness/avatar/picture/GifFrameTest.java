package dev.likeness.avatar.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.PictureException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;

/** Against the reader that comes with Java, and what is written by hand where that one has no writer. */
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
                .hasMessage("The picture cannot be decoded: it is damaged, or of a kind that is not supported.");
    }

    /** Java's writer clears its table before it is full. */
    @Test
    void ofMoreStringsThanTheTableHolds() {
        int[] pixels = new int[100 * 90];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 7 % 251;
        }
        Codes codes = new Codes();
        int first = 4096 - 258 + 100;
        for (int i = 0; i < pixels.length; i++) {
            if (i == first) {
                // The last string that had room: two pixels.
                pixels[i] = pixels[4095 - 258];
                pixels[i + 1] = pixels[4095 - 257];
                codes.add(4095);
                i++;
            } else {
                codes.add(pixels[i]);
            }
        }
        codes.add(257);

        Mat read = Kinds.decoded(gif(100, 90, new int[]{0, 0, 100, 90}, 0, new byte[0], codes));

        for (int i = 0; i < pixels.length; i++) {
            // No colours are in it, so they are greys.
            assertThat(read.get(i / 100, i % 100)).as("%d", i).containsExactly(pixels[i], pixels[i], pixels[i]);
        }
    }

    @Test
    void interlacedWithItsOwnColoursLiesWhereItSays() {
        byte[] colours = new byte[3 * 256];
        for (int i = 0; i < 256; i++) {
            colours[3 * i] = (byte) i;
            colours[3 * i + 1] = (byte) (255 - i);
        }
        List<Integer> rows = new ArrayList<>();
        for (int[] pass : new int[][]{{0, 8}, {4, 8}, {2, 4}, {1, 2}}) {
            for (int y = pass[0]; y < 30; y += pass[1]) {
                rows.add(y);
            }
        }
        Codes codes = new Codes();
        for (int y : rows) {
            for (int x = 0; x < 40; x++) {
                codes.add(y * 5 + x);
            }
        }
        codes.add(257);

        Mat read = Kinds.decoded(gif(60, 50, new int[]{7, 11, 40, 30}, 0xC7, colours, codes));

        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 60; x++) {
                boolean within = x >= 7 && x < 47 && y >= 11 && y < 41;
                int colour = (y - 11) * 5 + x - 7;
                assertThat(colour(read.get(y, x))).as("%d %d", x, y)
                        .isEqualTo(within ? colour << 16 | 255 - colour << 8 : PAPER * 0x10101);
            }
        }
    }

    /** Packed as a decoder reads them, which makes a string of every two. */
    private static final class Codes {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int strings = 257;
        private int held;
        private int bits;

        void add(int code) {
            held |= code << bits;
            bits += strings < 512 ? 9 : strings < 1024 ? 10 : strings < 2048 ? 11 : 12;
            while (bits >= 8) {
                out.write(held);
                held >>>= 8;
                bits -= 8;
            }
            strings++;
        }

        byte[] blocks() {
            out.write(held);
            byte[] all = out.toByteArray();
            ByteArrayOutputStream blocks = new ByteArrayOutputStream();
            for (int at = 0; at < all.length; at += 255) {
                int length = Math.min(255, all.length - at);
                blocks.write(length);
                blocks.write(all, at, length);
            }
            return blocks.toByteArray();
        }
    }

    /** @param at left, top, width and height */
    private static byte[] gif(int width, int height, int[] at, int flags, byte[] colours, Codes codes) {
        byte[] head = {'G', 'I', 'F', '8', '9', 'a', (byte) width, 0, (byte) height, 0, 0, 0, 0};
        byte[] frame = {',', (byte) at[0], 0, (byte) at[1], 0, (byte) at[2], 0, (byte) at[3], 0, (byte) flags};
        return Containers.join(head, frame, colours, new byte[]{8}, codes.blocks(), new byte[]{0, ';'});
    }
}
