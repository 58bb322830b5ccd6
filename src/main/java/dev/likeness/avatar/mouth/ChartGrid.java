package dev.likeness.avatar.mouth;

import dev.likeness.avatar.picture.Ease;

/** Where the numbers of a {@link FaceChart} stand: points at equal steps over the lower half of a face, row by row. */
final class ChartGrid {

    static final double STEP = .0125;
    static final double LEFT = -1.5;
    static final double TOP = .3;
    static final int COLUMNS = 241;
    static final int ROWS = 233;

    private ChartGrid() {
    }

    static double x(int column) {
        return LEFT + column * STEP;
    }

    static double y(int row) {
        return TOP + row * STEP;
    }

    /** Bilinear; beyond the border the last number counts. */
    static double at(float[] plane, double x, double y) {
        double u = Ease.clamp((x - LEFT) / STEP, 0, COLUMNS - 1.001);
        double v = Ease.clamp((y - TOP) / STEP, 0, ROWS - 1.001);
        int i = (int) u;
        int j = (int) v;
        double a = u - i;
        double b = v - j;
        int p = j * COLUMNS + i;
        return (plane[p] * (1 - a) + plane[p + 1] * a) * (1 - b)
                + (plane[p + COLUMNS] * (1 - a) + plane[p + COLUMNS + 1] * a) * b;
    }

    /** The same of one row of numbers. */
    static double at(float[] line, double x) {
        double u = Ease.clamp((x - LEFT) / STEP, 0, COLUMNS - 1.001);
        int i = (int) u;
        double a = u - i;
        return line[i] * (1 - a) + line[i + 1] * a;
    }

    static void blur(float[] plane, double sigma) {
        Ease.blur(plane, COLUMNS, ROWS, sigma / STEP);
    }

    static void blurLine(float[] line, double sigma) {
        Ease.blur(line, sigma / STEP);
    }
}
