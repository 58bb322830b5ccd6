package dev.likeness.avatar.mouth;

import dev.likeness.avatar.picture.Ease;

/** Where the numbers of a {@link FaceChart} stand: points at equal steps over the lower half of a face, row by row. */
final class ChartGrid {

    static final double STEP = .0125;
    static final double LEFT = -1.5;
    static final double TOP = .3;
    static final int COLUMNS = 241;
    static final int ROWS = 233;

    /** Columns and rows of the grid from (left, top) up to (right, bottom), these excluded. */
    record Part(int left, int top, int right, int bottom) {

        /** So many more to each side, as far as there are any. */
        static final int MORE = 9;

        /** What is asked for when places of these are read, and they are blurred before. */
        static Part around(double left, double top, double right, double bottom) {
            return new Part(Math.clamp((long) ((left - LEFT) / STEP) - MORE, 0, COLUMNS),
                    Math.clamp((long) ((top - TOP) / STEP) - MORE, 0, ROWS),
                    Math.clamp((long) ((right - LEFT) / STEP) + MORE, 0, COLUMNS),
                    Math.clamp((long) ((bottom - TOP) / STEP) + MORE, 0, ROWS));
        }

        void blur(float[] plane, double sigma) {
            Ease.blur(plane, COLUMNS, left, top, right, bottom, sigma / STEP);
        }
    }

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
        return at(plane, j * COLUMNS + i, a, b);
    }

    /** The same of a place between four numbers, of which the first is given, and the shares of what lies behind it. */
    static double at(float[] plane, int p, double a, double b) {
        return (plane[p] * (1 - a) + plane[p + 1] * a) * (1 - b)
                + (plane[p + COLUMNS] * (1 - a) + plane[p + COLUMNS + 1] * a) * b;
    }

    static double at(float[] line, int i, double a) {
        return line[i] * (1 - a) + line[i + 1] * a;
    }

    /** The same of one row of numbers. */
    static double at(float[] line, double x) {
        double u = Ease.clamp((x - LEFT) / STEP, 0, COLUMNS - 1.001);
        int i = (int) u;
        return at(line, i, u - i);
    }

    static void blur(float[] plane, double sigma) {
        Ease.blur(plane, COLUMNS, ROWS, sigma / STEP);
    }

    static void blurLine(float[] line, double sigma) {
        Ease.blur(line, sigma / STEP);
    }
}
