package dev.likeness.avatar.picture;

import dev.likeness.avatar.Portrait;

/** A picture read at places between its pixels. Whole coordinates are the middles of pixels. */
public final class Raster {

    final byte[] bgr;
    final int width;
    final int height;

    public Raster(byte[] bgr, int width, int height) {
        this.bgr = bgr;
        this.width = width;
        this.height = height;
    }

    public Raster(Portrait portrait) {
        this(portrait.bgr(), portrait.width(), portrait.height());
    }

    /** Catmull-Rom through the 16 pixels around the point; beyond the border the last pixel counts. */
    public void cubic(double x, double y, float[] out) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        float fx = (float) (x - ix);
        float fy = (float) (y - iy);
        float before = weight(-1, fx);
        float here = weight(0, fx);
        float next = weight(1, fx);
        float last = weight(2, fx);
        int p0 = 3 * within(ix - 1, width);
        int p1 = 3 * within(ix, width);
        int p2 = 3 * within(ix + 1, width);
        int p3 = 3 * within(ix + 2, width);
        float b = 0;
        float g = 0;
        float r = 0;
        for (int j = -1; j <= 2; j++) {
            float down = weight(j, fy);
            int row = 3 * width * within(iy + j, height);
            b += down * (before * (bgr[row + p0] & 255) + here * (bgr[row + p1] & 255) + next * (bgr[row + p2] & 255)
                    + last * (bgr[row + p3] & 255));
            g += down * (before * (bgr[row + p0 + 1] & 255) + here * (bgr[row + p1 + 1] & 255)
                    + next * (bgr[row + p2 + 1] & 255) + last * (bgr[row + p3 + 1] & 255));
            r += down * (before * (bgr[row + p0 + 2] & 255) + here * (bgr[row + p1 + 2] & 255)
                    + next * (bgr[row + p2 + 2] & 255) + last * (bgr[row + p3 + 2] & 255));
        }
        out[0] = b;
        out[1] = g;
        out[2] = r;
    }

    private static int within(int i, int count) {
        return Math.max(0, Math.min(count - 1, i));
    }

    private static float weight(int tap, float f) {
        float d = Math.abs(tap - f);
        return d < 1 ? (1.5f * d - 2.5f) * d * d + 1 : ((-.5f * d + 2.5f) * d - 4) * d + 2;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public static byte toByte(double v) {
        return v <= 0 ? 0 : v >= 255 ? (byte) 255 : (byte) (int) (v + .5);
    }
}
