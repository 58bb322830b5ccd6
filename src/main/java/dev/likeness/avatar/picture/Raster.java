package dev.likeness.avatar.picture;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Portrait;
import java.util.Arrays;

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

    /** The colour that a share of the pixels of a box of the face does not exceed, each channel on its own. */
    public float[] quantile(FaceFrame frame, double left, double top, double right, double bottom, double share) {
        int n = 16;
        float[][] seen = new float[3][n * n];
        float[] pixel = new float[3];
        for (int i = 0; i < n * n; i++) {
            double x = left + (right - left) * (i % n) / (n - 1);
            double y = top + (bottom - top) * (i / n) / (n - 1);
            cubic(frame.pictureX(x, y), frame.pictureY(x, y), pixel);
            for (int c = 0; c < 3; c++) {
                seen[c][i] = pixel[c];
            }
        }
        float[] out = new float[3];
        for (int c = 0; c < 3; c++) {
            Arrays.sort(seen[c]);
            out[c] = seen[c][(int) (share * (n * n - 1))];
        }
        return out;
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
