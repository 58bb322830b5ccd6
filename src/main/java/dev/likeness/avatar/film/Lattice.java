package dev.likeness.avatar.film;

import dev.likeness.avatar.picture.Ease;

/**
 * Every so many pixels of a picture a node, the last ones beyond its edges. Fields that are smooth are known at the
 * nodes and interpolated between them.
 */
record Lattice(int columns, int rows, int step) {

    private static final double STEP = .045;

    /** One of the four nodes around a place, and what it counts there. */
    interface Corner {
        void at(int node, double share);
    }

    /** @param unit pixels between the irises: what is to be seen of a face is as fine as that */
    static Lattice over(int width, int height, double unit) {
        int step = Math.clamp(Math.round(STEP * unit), 2, 12);
        return new Lattice((width - 1) / step + 2, (height - 1) / step + 2, step);
    }

    int nodes() {
        return columns * rows;
    }

    void around(double pictureX, double pictureY, Corner corner) {
        double x = Ease.clamp(pictureX / step, 0, columns - 1.001);
        double y = Ease.clamp(pictureY / step, 0, rows - 1.001);
        int p = (int) y * columns + (int) x;
        double tx = x - (int) x;
        double ty = y - (int) y;
        corner.at(p, (1 - tx) * (1 - ty));
        corner.at(p + 1, tx * (1 - ty));
        corner.at(p + columns, (1 - tx) * ty);
        corner.at(p + columns + 1, tx * ty);
    }
}
