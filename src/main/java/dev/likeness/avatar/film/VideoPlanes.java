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

    /** Of each pixel of a row, and beyond both its ends those that stand for what is not there. */
    private void weigh(byte[] bgr, int y, int[] by, int[] out) {
        for (int x = 0, p = 3 * y * width; x < width; x++, p += 3) {
            out[TAPS + x] = by[0] * (bgr[p] & 255) + by[1] * (bgr[p + 1] & 255) + by[2] * (bgr[p + 2] & 255);
        }
        for (int i = 0; i < TAPS; i++) {
            out[i] = out[TAPS];
            out[TAPS + width + i] = out[TAPS + width - 1];
        }
    }

    private void lightness(byte[] bgr) {
        int[] row = new int[width + 2 * TAPS];
        int line = 2 * width;
        for (int y = 0; y < height; y++) {
            weigh(bgr, y, LUMA, row);
            for (int i = 0; i < row.length; i++) {
                row[i] = 16 + (row[i] + HALF >> 16);
            }
            for (int x = 0, p = 2 * y * line, i = TAPS; x < width; x++, p += 2, i++) {
                luma[p] = (byte) row[i];
                luma[p + 1] = between(row[i - 2], row[i - 1], row[i], row[i + 1], row[i + 2], row[i + 3]);
            }
        }
        for (int y = 0; y < height; y++) {
            int a = 2 * line * Math.max(0, y - 2);
            int b = 2 * line * Math.max(0, y - 1);
            int c = 2 * line * y;
            int d = 2 * line * Math.min(height - 1, y + 1);
            int e = 2 * line * Math.min(height - 1, y + 2);
            int f = 2 * line * Math.min(height - 1, y + 3);
            for (int x = 0; x < line; x++) {
                luma[c + line + x] = between(luma[a + x] & 255, luma[b + x] & 255, luma[c + x] & 255, luma[d + x] & 255,
                        luma[e + x] & 255, luma[f + x] & 255);
            }
        }
    }

    /** The value halfway between the middle two of six that lie in a line: as H.264 has it. */
    private static byte between(int a, int b, int c, int d, int e, int f) {
        return (byte) Math.max(0, Math.min(255, 20 * (c + d) - 5 * (b + e) + a + f + 16 >> 5));
    }

    private void colours(byte[] bgr) {
        colour(bgr, BLUE, 0);
        colour(bgr, RED, 1);
    }

    private void colour(byte[] bgr, int[] by, int to) {
        int[] row = new int[width + 2 * TAPS];
        int[][] rows = new int[3][width];
        across(bgr, 0, by, row, rows[2]);
        across(bgr, 0, by, row, rows[0]);
        for (int y = 0; y < height; y++) {
            int[] above = rows[(y + 2) % 3];
            int[] here = rows[y % 3];
            int[] next = rows[(y + 1) % 3];
            across(bgr, Math.min(y + 1, height - 1), by, row, next);
            for (int x = 0, p = 2 * y * width + to; x < width; x++, p += 2) {
                int sum = above[x] + 2 * here[x] + next[x];
                chroma[p] = (byte) (128 + (sum + (HALF << 4) >> 20));
            }
        }
    }

    /** Four times the colour of a row, smoothed along it. */
    private void across(byte[] bgr, int y, int[] by, int[] row, int[] out) {
        weigh(bgr, y, by, row);
        for (int x = 0, i = TAPS; x < width; x++, i++) {
            out[x] = row[i - 1] + 2 * row[i] + row[i + 1];
        }
    }
}
