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

    /** Which places of the portrait a row of the frame shows. */
    void row(int pictureY, int[] fromX, int[] fromY) {
        int step = lattice.step();
        int columns = lattice.columns();
        int p = Math.min(pictureY / step, lattice.rows() - 2) * columns;
        float down = (pictureY - p / columns * step) / (float) step;
        float scale = PARTS * (float) FINER;
        float leftX = x[p] + down * (x[p + columns] - x[p]);
        float leftY = y[p] + down * (y[p + columns] - y[p]);
        for (int i = 0; i < fromX.length;) {
            p++;
            float rightX = x[p] + down * (x[p + columns] - x[p]);
            float rightY = y[p] + down * (y[p + columns] - y[p]);
            int atX = Math.round(scale * (i - leftX)) + FINER / 2;
            int atY = Math.round(scale * (pictureY - leftY)) + FINER / 2;
            int moreX = Math.round(scale * (1 - (rightX - leftX) / step));
            int moreY = Math.round(scale * (leftY - rightY) / step);
            for (int end = Math.min(fromX.length, i + step); i < end; i++, atX += moreX, atY += moreY) {
                fromX[i] = atX >> FINER_BITS;
                fromY[i] = atY >> FINER_BITS;
            }
            leftX = rightX;
            leftY = rightY;
        }
    }
}
