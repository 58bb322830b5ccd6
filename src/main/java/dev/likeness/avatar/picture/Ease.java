package dev.likeness.avatar.picture;

import java.util.Arrays;

/** The few curves everything here is drawn with. */
public final class Ease {

    private Ease() {
    }

    public static double clamp(double v, double low, double high) {
        return Math.max(low, Math.min(high, v));
    }

    public static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }

    /** 0 below {@code from}, 1 above {@code to}, smooth between; {@code from} may be the larger. */
    public static double step(double from, double to, double v) {
        double t = clamp((v - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    public static double bell(double v, double sigma) {
        return Math.exp(-.5 * v * v / (sigma * sigma));
    }

    /** Blurs a plane in both directions, edges repeated. */
    public static void blur(float[] plane, int width, int height, double sigma) {
        blur(plane, width, 0, 0, width, height, sigma);
    }

    /** The same of a part of it, as though there were nothing beside it. */
    public static void blur(float[] plane, int width, int left, int top, int right, int bottom, double sigma) {
        float[] kernel = kernel(sigma);
        float[] line = new float[right - left + kernel.length - 1];
        for (int y = top; y < bottom; y++) {
            blurLine(plane, y * width + left, right - left, kernel, line);
        }
        float[] across = new float[(bottom - top) * (right - left)];
        for (int y = top; y < bottom; y++) {
            System.arraycopy(plane, y * width + left, across, (y - top) * (right - left), right - left);
        }
        for (int y = top; y < bottom; y++) {
            blurDown(across, y - top, plane, y * width + left, right - left, kernel);
        }
    }

    public static void blur(float[] line, double sigma) {
        float[] kernel = kernel(sigma);
        blurLine(line, 0, line.length, kernel, new float[line.length + kernel.length - 1]);
    }

    private static float[] kernel(double sigma) {
        int r = Math.max(1, (int) Math.ceil(3 * sigma));
        float[] k = new float[2 * r + 1];
        double sum = 0;
        for (int i = 0; i < k.length; i++) {
            sum += bell(i - r, sigma);
        }
        for (int i = 0; i < k.length; i++) {
            k[i] = (float) (bell(i - r, sigma) / sum);
        }
        return k;
    }

    private static void blurLine(float[] plane, int start, int n, float[] kernel, float[] line) {
        int r = kernel.length / 2;
        System.arraycopy(plane, start, line, r, n);
        Arrays.fill(line, 0, r, plane[start]);
        Arrays.fill(line, r + n, line.length, plane[start + n - 1]);
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int j = 0; j < kernel.length; j++) {
                sum += kernel[j] * line[i + j];
            }
            plane[start + i] = sum;
        }
    }

    /** A whole row at once, for what lies below each other lies far apart. */
    private static void blurDown(float[] from, int row, float[] to, int start, int n, float[] kernel) {
        int r = kernel.length / 2;
        Arrays.fill(to, start, start + n, 0);
        for (int j = 0; j < kernel.length; j++) {
            float share = kernel[j];
            int other = Math.clamp(row + j - r, 0, from.length / n - 1) * n;
            for (int x = 0; x < n; x++) {
                to[start + x] += share * from[other + x];
            }
        }
    }
}
