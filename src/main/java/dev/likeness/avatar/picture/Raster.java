package dev.likeness.avatar.picture;

import dev.likeness.avatar.Portrait;

/** A picture read at places between its pixels. Whole coordinates are the middles of pixels. */
public final class Raster {

    private static final int TAPS = 4;

    final byte[] bgr;
    final int width;
    final int height;
    /** A part of it as numbers that need not be turned into such each time: left, top, pixels across and down. */
    private final float[] part;
    private final int partLeft;
    private final int partTop;
    private final int partWidth;
    private final int partHeight;

    public Raster(byte[] bgr, int width, int height) {
        this(bgr, width, height, 0, 0, 0, 0);
    }

    private Raster(byte[] bgr, int width, int height, int left, int top, int right, int bottom) {
        this.bgr = bgr;
        this.width = width;
        this.height = height;
        this.partLeft = left;
        this.partTop = top;
        this.partWidth = right - left;
        this.partHeight = bottom - top;
        this.part = new float[3 * partWidth * partHeight];
        for (int y = top, p = 0; y < bottom; y++) {
            for (int from = 3 * (y * width + left); from < 3 * (y * width + right); from++) {
                part[p++] = bgr[from] & 255;
            }
        }
    }

    public Raster(Portrait portrait) {
        this(portrait.bgr(), portrait.width(), portrait.height());
    }

    /** The same picture, quicker to read between those pixels; what of them lies beyond its edges does not count. */
    public Raster quickerWithin(int left, int top, int right, int bottom) {
        return new Raster(bgr, width, height, within(left, width), within(top, height), within(right, width + 1),
                within(bottom, height + 1));
    }

    /** Catmull-Rom through the 16 pixels around the point; beyond the border the last pixel counts. */
    public void cubic(double x, double y, float[] out) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        float fx = (float) (x - ix);
        float fy = (float) (y - iy);
        float before = beyond(1 + fx);
        float here = beside(fx);
        float next = beside(1 - fx);
        float last = beyond(2 - fx);
        float b = 0;
        float g = 0;
        float r = 0;
        int left = ix - 1 - partLeft;
        int top = iy - 1 - partTop;
        if (left >= 0 && top >= 0 && left + TAPS <= partWidth && top + TAPS <= partHeight) {
            float[] near = part;
            for (int j = 0, p = 3 * (top * partWidth + left); j < TAPS; j++, p += 3 * partWidth) {
                float down = weight(j, fy);
                b += down * (before * near[p] + here * near[p + 3] + next * near[p + 6] + last * near[p + 9]);
                g += down * (before * near[p + 1] + here * near[p + 4] + next * near[p + 7] + last * near[p + 10]);
                r += down * (before * near[p + 2] + here * near[p + 5] + next * near[p + 8] + last * near[p + 11]);
            }
        } else {
            int p0 = 3 * within(ix - 1, width);
            int p1 = 3 * within(ix, width);
            int p2 = 3 * within(ix + 1, width);
            int p3 = 3 * within(ix + 2, width);
            for (int j = 0; j < TAPS; j++) {
                float down = weight(j, fy);
                int row = 3 * width * within(iy - 1 + j, height);
                b += down * (before * (bgr[row + p0] & 255) + here * (bgr[row + p1] & 255)
                        + next * (bgr[row + p2] & 255) + last * (bgr[row + p3] & 255));
                g += down * (before * (bgr[row + p0 + 1] & 255) + here * (bgr[row + p1 + 1] & 255)
                        + next * (bgr[row + p2 + 1] & 255) + last * (bgr[row + p3 + 1] & 255));
                r += down * (before * (bgr[row + p0 + 2] & 255) + here * (bgr[row + p1 + 2] & 255)
                        + next * (bgr[row + p2 + 2] & 255) + last * (bgr[row + p3 + 2] & 255));
            }
        }
        out[0] = b;
        out[1] = g;
        out[2] = r;
    }

    private static int within(int i, int count) {
        return Math.max(0, Math.min(count - 1, i));
    }

    private static float weight(int tap, float f) {
        return switch (tap) {
            case 0 -> beyond(1 + f);
            case 1 -> beside(f);
            case 2 -> beside(1 - f);
            default -> beyond(2 - f);
        };
    }

    /** What a pixel counts that is up to 1 away. */
    private static float beside(float d) {
        return (1.5f * d - 2.5f) * d * d + 1;
    }

    /** What one counts that is between 1 and 2 away. */
    private static float beyond(float d) {
        return ((-.5f * d + 2.5f) * d - 4) * d + 2;
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
