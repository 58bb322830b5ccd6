package dev.likeness.avatar.picture;

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
        float[] kernel = kernel(sigma);
        float[] line = new float[Math.max(width, height)];
        for (int y = 0; y < height; y++) {
            blurLine(plane, y * width, 1, width, kernel, line);
        }
        for (int x = 0; x < width; x++) {
            blurLine(plane, x, width, height, kernel, line);
        }
    }

    public static void blur(float[] line, double sigma) {
        blurLine(line, 0, 1, line.length, kernel(sigma), new float[line.length]);
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

    private static void blurLine(float[] plane, int start, int step, int n, float[] kernel, float[] line) {
        int r = kernel.length / 2;
        for (int i = 0; i < n; i++) {
            line[i] = plane[start + i * step];
        }
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int j = -r; j <= r; j++) {
                sum += kernel[j + r] * line[Math.clamp(i + j, 0, n - 1)];
            }
            plane[start + i * step] = sum;
        }
    }
}
