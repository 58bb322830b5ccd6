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
        float b = 0;
        float g = 0;
        float r = 0;
        for (int j = -1; j <= 2; j++) {
            float wy = weight(j, fy);
            int row = Math.clamp(iy + j, 0, height - 1) * width;
            for (int i = -1; i <= 2; i++) {
                float w = wy * weight(i, fx);
                int p = (row + Math.clamp(ix + i, 0, width - 1)) * 3;
                b += w * (bgr[p] & 255);
                g += w * (bgr[p + 1] & 255);
                r += w * (bgr[p + 2] & 255);
            }
        }
        out[0] = b;
        out[1] = g;
        out[2] = r;
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
        return (byte) Math.clamp(Math.round(v), 0, 255);
    }
}
