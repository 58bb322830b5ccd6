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
    /** A value between pixels looks at so many on either side. */
    private static final int TAPS = 3;

    final int width;
    final int height;
    final byte[] luma;
    final byte[] chroma;

    VideoPlanes(byte[] bgr, int width, int height) {
        this(width, height, new byte[4 * width * height], new byte[2 * width * height]);
        update(bgr, new PixelBox(0, 0, width, height));
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

    private static int[] fixed(double blue, double green, double red, double range) {
        double scale = range / 255 * (1 << 16);
        return new int[]{(int) Math.round(blue * scale), (int) Math.round(green * scale),
                (int) Math.round(red * scale)};
    }

    private static int weighed(byte[] bgr, int p, int[] by) {
        return by[0] * (bgr[p] & 255) + by[1] * (bgr[p + 1] & 255) + by[2] * (bgr[p + 2] & 255);
    }

    /** Takes over what has changed within a box of the picture. */
    void update(byte[] bgr, PixelBox box) {
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int x = box.left(); x < box.right(); x++) {
                int p = y * width + x;
                luma[4 * y * width + 2 * x] = (byte) (16 + (weighed(bgr, 3 * p, LUMA) + HALF >> 16));
            }
        }
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int x = Math.max(0, box.left() - TAPS); x < Math.min(width, box.right() + TAPS); x++) {
                between(4 * y * width, 2, x, width);
            }
        }
        int from = 2 * Math.max(0, box.left() - TAPS);
        int to = 2 * Math.min(width, box.right() + TAPS);
        for (int y = Math.max(0, box.top() - TAPS); y < Math.min(height, box.bottom() + TAPS); y++) {
            for (int x = from; x < to; x++) {
                between(x, 4 * width, y, height);
            }
        }
        int left = Math.max(0, box.left() - 1);
        int right = Math.min(width, box.right() + 1);
        int[][] rows = new int[3][2 * width];
        for (int y = box.top() - 3; y <= box.bottom(); y++) {
            int[] next = rows[Math.floorMod(y + 1, 3)];
            acrossColours(bgr, Math.clamp(y + 1, 0, height - 1), left, right, next);
            if (y >= Math.max(0, box.top() - 1) && y < Math.min(height, box.bottom() + 1)) {
                int[] above = rows[Math.floorMod(y - 1, 3)];
                int[] here = rows[Math.floorMod(y, 3)];
                for (int i = 2 * left; i < 2 * right; i++) {
                    int sum = above[i] + 2 * here[i] + next[i];
                    chroma[2 * y * width + i] = (byte) (128 + (sum + (HALF << 4) >> 20));
                }
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
    private void acrossColours(byte[] bgr, int y, int left, int right, int[] out) {
        int row = y * width;
        for (int x = left; x < right; x++) {
            int before = 3 * (row + Math.max(0, x - 1));
            int here = 3 * (row + x);
            int after = 3 * (row + Math.min(width - 1, x + 1));
            out[2 * x] = weighed(bgr, before, BLUE) + 2 * weighed(bgr, here, BLUE) + weighed(bgr, after, BLUE);
            out[2 * x + 1] = weighed(bgr, before, RED) + 2 * weighed(bgr, here, RED) + weighed(bgr, after, RED);
        }
    }
}
