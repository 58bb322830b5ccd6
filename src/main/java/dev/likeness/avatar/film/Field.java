package dev.likeness.avatar.film;

/**
 * Where the places of one frame come from: what is seen at (X, Y) lies at (X - x, Y - y) of the portrait.
 *
 * @param lattice where the two planes know it
 * @param x pixels to the right
 * @param y pixels down
 */
@SuppressWarnings("ArrayRecordComponent")
record Field(Lattice lattice, float[] x, float[] y) {

    /** Of a pixel, so places are told: remap knows 32 of one of its own, and is given lightness of twice the size. */
    static final int PARTS = 64;
    /** Places are stepped along in parts of parts. */
    private static final int FINER_BITS = 10;
    private static final int FINER = 1 << FINER_BITS;

    /** Between which pixels of those rows anything moves, the second excluded; both are 0 when nothing does. */
    int[] moving(int top, int bottom) {
        int step = lattice.step();
        int columns = lattice.columns();
        int first = columns;
        int last = -1;
        for (int row = top / step; row <= Math.min(lattice.rows() - 1, (bottom - 1) / step + 1); row++) {
            for (int i = 0, p = row * columns; i < columns; i++, p++) {
                if (x[p] != 0 || y[p] != 0) {
                    first = Math.min(first, i);
                    last = Math.max(last, i);
                }
            }
        }
        return last < 0 ? new int[2] : new int[]{Math.max(0, (first - 1) * step), (last + 1) * step};
    }

    /** Which places of the portrait a row of the frame shows, from some pixel before {@code left} on up to the right one. */
    void row(int pictureY, int left, int right, int[] fromX, int[] fromY) {
        int step = lattice.step();
        int columns = lattice.columns();
        int row = Math.min(pictureY / step, lattice.rows() - 2);
        int p = row * columns + left / step;
        float down = (pictureY - row * step) / (float) step;
        float scale = PARTS * (float) FINER;
        float leftX = x[p] + down * (x[p + columns] - x[p]);
        float leftY = y[p] + down * (y[p + columns] - y[p]);
        for (int i = left / step * step; i < right;) {
            p++;
            float rightX = x[p] + down * (x[p + columns] - x[p]);
            float rightY = y[p] + down * (y[p + columns] - y[p]);
            int atX = Math.round(scale * (i - leftX)) + FINER / 2;
            int atY = Math.round(scale * (pictureY - leftY)) + FINER / 2;
            int moreX = Math.round(scale * (1 - (rightX - leftX) / step));
            int moreY = Math.round(scale * (leftY - rightY) / step);
            for (int end = Math.min(right, i + step); i < end; i++, atX += moreX, atY += moreY) {
                fromX[i] = atX >> FINER_BITS;
                fromY[i] = atY >> FINER_BITS;
            }
            leftX = rightX;
            leftY = rightY;
        }
    }
}
