package dev.likeness.avatar.film;

import dev.likeness.avatar.eye.PixelBox;

/**
 * A picture as video knows it (BT.709, 16 to 235), each plane twice as fine as a frame needs it, so that straight lines
 * between its values are as good as a curve through coarser ones, and several times as quick. Lightness is of double size,
 * the pixels themselves and what lies halfway between them; colour is of full size, pairs of bytes, smoothed as
 * halving it wants it.
 */
final class VideoPlanes {

    /** Fixed point of 16 bits: lightness of blue, green and red out of 219, and colour out of 224. */
    private static final int[] LUMA = fixed(.0722, .7152, .2126, 219);
    private static final int[] BLUE = fixed(.5, -.7152 / 1.8556, -.2126 / 1.8556, 224);
    private static final int[] RED = fixed(-.0722 / 1.5748, -.7152 / 1.5748, .5, 224);
    private static final int HALF = 1 << 15;
    /** How many pixels to either side a value may look at. */
    static final int TAPS = 3;

    final int width;
    final int height;
    final byte[] luma;
    final byte[] chroma;

    VideoPlanes(byte[] bgr, int width, int height) {
        this.width = width;
        this.height = height;
        this.luma = new byte[4 * width * height];
        this.chroma = new byte[2 * width * height];
        lightness(bgr);
        colours(bgr);
    }

    private VideoPlanes(int width, int height, byte[] luma, byte[] chroma) {
        this.width = width;
        this.height = height;
        this.luma = luma;
        this.chroma = chroma;
    }

    VideoPlanes copy() {
        return new VideoPlanes(width, height, luma.clone(), chroma.clone());
    }

    /**
     * Takes over a part of a picture.
     *
     * @param part the planes of what lies in {@code where}
     * @param some of it, which is taken over
     */
    void lay(VideoPlanes part, PixelBox where, PixelBox some) {
        int left = some.left() - where.left();
        int length = 2 * (some.right() - some.left());
        for (int y = some.top(); y < some.bottom(); y++) {
            int from = 2 * ((y - where.top()) * part.width + left);
            int to = 2 * (y * width + some.left());
            System.arraycopy(part.chroma, from, chroma, to, length);
            for (int k = 0; k < 2; k++) {
                System.arraycopy(part.luma, 2 * (from - left + k * part.width), luma,
                        2 * (to - some.left() + k * width),
                        length);
            }
        }
    }

    private static int[] fixed(double blue, double green, double red, double range) {
        double scale = range / 255 * (1 << 16);
        return new int[]{(int) Math.round(blue * scale), (int) Math.round(green * scale),
                (int) Math.round(red * scale)};
    }

    private static int weighed(byte[] bgr, int p, int[] by) {
        return by[0] * (bgr[p] & 255) + by[1] * (bgr[p + 1] & 255) + by[2] * (bgr[p + 2] & 255);
    }

    private void lightness(byte[] bgr) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sum = weighed(bgr, 3 * (y * width + x), LUMA);
                luma[4 * y * width + 2 * x] = (byte) (16 + (sum + HALF >> 16));
            }
            for (int x = 0; x < width; x++) {
                between(4 * y * width, 2, x, width);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < 2 * width; x++) {
                between(x, 4 * width, y, height);
            }
        }
    }

    private void colours(byte[] bgr) {
        int[][] rows = new int[3][2 * width];
        acrossColours(bgr, 0, rows[2]);
        acrossColours(bgr, 0, rows[0]);
        for (int y = 0; y < height; y++) {
            int[] above = rows[(y + 2) % 3];
            int[] here = rows[y % 3];
            int[] next = rows[(y + 1) % 3];
            acrossColours(bgr, Math.min(y + 1, height - 1), next);
            for (int i = 0; i < 2 * width; i++) {
                int sum = above[i] + 2 * here[i] + next[i];
                chroma[2 * y * width + i] = (byte) (128 + (sum + (HALF << 4) >> 20));
            }
        }
    }

    /** Sets the value halfway between two pixels of a line whose pixels lie {@code step} apart: six taps, as H.264 has. */
    private void between(int start, int step, int pixel, int count) {
        int sum = 20 * (at(start, step, pixel, count) + at(start, step, pixel + 1, count))
                - 5 * (at(start, step, pixel - 1, count) + at(start, step, pixel + 2, count))
                + at(start, step, pixel - 2, count) + at(start, step, pixel + 3, count);
        luma[start + pixel * step + step / 2] = (byte) Math.clamp(sum + 16 >> 5, 0, 255);
    }

    private int at(int start, int step, int pixel, int count) {
        return luma[start + Math.clamp(pixel, 0, count - 1) * step] & 255;
    }

    /** Four times the colours of a row, smoothed along it. */
    private void acrossColours(byte[] bgr, int y, int[] out) {
        int row = y * width;
        for (int x = 0; x < width; x++) {
            int before = 3 * (row + Math.max(0, x - 1));
            int here = 3 * (row + x);
            int after = 3 * (row + Math.min(width - 1, x + 1));
            out[2 * x] = weighed(bgr, before, BLUE) + 2 * weighed(bgr, here, BLUE) + weighed(bgr, after, BLUE);
            out[2 * x + 1] = weighed(bgr, before, RED) + 2 * weighed(bgr, here, RED) + weighed(bgr, after, RED);
        }
    }
}
