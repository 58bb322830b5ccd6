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
}
