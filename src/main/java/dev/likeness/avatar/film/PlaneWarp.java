package dev.likeness.avatar.film;

/**
 * Reads the planes of a picture where a field says, row by row: straight lines between the values of planes that are finer
 * than a frame. Not for two threads at once.
 */
final class PlaneWarp {

    /** Of a value of a plane, as places are known. */
    private static final int BITS = 5;
    private static final int PARTS = 1 << BITS;
    private static final int HALF = 1 << 2 * BITS - 1;
    /** Of a pixel: lightness lies twice as fine. */
    private static final int OF_PIXEL = 2 * PARTS;
    /** Places are stepped along in parts of parts. */
    private static final int FINER_BITS = 10;
    private static final int FINER = 1 << FINER_BITS;

    private final int width;
    private final int height;
    /** Places of two rows, and of the nodes one of them passes by. */
    private final int[][] fromX;
    private final int[][] fromY;
    private int[] nodesX = new int[0];
    private int[] nodesY = new int[0];

    /** @param width pixels of a frame, even, as {@code height} */
    PlaneWarp(int width, int height) {
        this.width = width;
        this.height = height;
        this.fromX = new int[2][width];
        this.fromY = new int[2][width];
    }

    /** Fills two rows of a frame of {@code yuv420p} between two columns, all of them even. */
    void rows(VideoPlanes planes, Field field, int y, int left, int right, byte[] frame) {
        for (int k = 0; k < 2; k++) {
            places(field, y + k, left, right, fromX[k], fromY[k]);
            within(fromX[k], left, right, OF_PIXEL * (width - 1));
            within(fromY[k], left, right, OF_PIXEL * (height - 1));
            lightness(planes.luma, fromX[k], fromY[k], left, right, frame, (y + k) * width);
        }
        colours(planes.chroma, y, left, right, frame);
    }

    /** Which places of the picture a row of the frame shows, between two columns, in 64ths of a pixel. */
    void places(Field field, int y, int left, int right, int[] xs, int[] ys) {
        Lattice lattice = field.lattice();
        int step = lattice.step();
        int columns = lattice.columns();
        int first = left / step;
        int last = (right - 1) / step + 1;
        if (nodesX.length < columns) {
            nodesX = new int[columns];
            nodesY = new int[columns];
        }
        int row = Math.min(y / step, lattice.rows() - 2);
        float down = (y - row * step) / (float) step;
        nodes(field.x(), row * columns, columns, down, first, last, step, 0, nodesX);
        nodes(field.y(), row * columns, columns, down, first, last, 0, y, nodesY);
        for (int node = first; node < last; node++) {
            int x = node * step;
            int atX = nodesX[node];
            int atY = nodesY[node];
            int moreX = (nodesX[node + 1] - atX) / step;
            int moreY = (nodesY[node + 1] - atY) / step;
            for (int end = Math.min(right, x + step); x < end; x++, atX += moreX, atY += moreY) {
                xs[x] = atX >> FINER_BITS;
                ys[x] = atY >> FINER_BITS;
            }
        }
    }

    private static void nodes(float[] moved, int row, int columns, float down, int first, int last, int step, int start,
            int[] to) {
        float scale = OF_PIXEL * (float) FINER;
        for (int i = first; i <= last; i++) {
            float upper = moved[row + i];
            float lower = moved[row + columns + i];
            to[i] = (int) (scale * (start + i * step - upper - down * (lower - upper))) + FINER / 2;
        }
    }

    /** No field leads beyond the edges; rounding might. */
    private static void within(int[] places, int left, int right, int most) {
        for (int x = left; x < right; x++) {
            places[x] = Math.max(0, Math.min(most, places[x]));
        }
    }

    private void lightness(byte[] luma, int[] xs, int[] ys, int left, int right, byte[] frame, int to) {
        int stride = 2 * width;
        for (int x = left; x < right; x++) {
            int p = (ys[x] >> BITS) * stride + (xs[x] >> BITS);
            frame[to + x] = (byte) between(luma[p] & 255, luma[p + 1] & 255, luma[p + stride] & 255,
                    luma[p + stride + 1] & 255, xs[x] & PARTS - 1, ys[x] & PARTS - 1);
        }
    }

    /** Of places in the left one of two columns and between two rows. */
    private void colours(byte[] chroma, int y, int left, int right, byte[] frame) {
        int stride = 2 * width;
        int mostX = PARTS * (width - 1) - 1;
        int mostY = PARTS * (height - 1) - 1;
        int blue = width * height + (y / 2 * width + left) / 2;
        int red = blue + width * height / 4;
        for (int x = left; x < right; x += 2) {
            int atX = Math.min(fromX[0][x] + fromX[1][x] >> 2, mostX);
            int atY = Math.min(fromY[0][x] + fromY[1][x] >> 2, mostY);
            int p = (atY >> BITS) * stride + 2 * (atX >> BITS);
            int fx = atX & PARTS - 1;
            int fy = atY & PARTS - 1;
            frame[blue++] = (byte) between(chroma[p] & 255, chroma[p + 2] & 255, chroma[p + stride] & 255,
                    chroma[p + stride + 2] & 255, fx, fy);
            frame[red++] = (byte) between(chroma[p + 1] & 255, chroma[p + 3] & 255, chroma[p + stride + 1] & 255,
                    chroma[p + stride + 3] & 255, fx, fy);
        }
    }

    private static int between(int leftTop, int rightTop, int leftBottom, int rightBottom, int fx, int fy) {
        int top = PARTS * leftTop + fx * (rightTop - leftTop);
        int bottom = PARTS * leftBottom + fx * (rightBottom - leftBottom);
        return PARTS * top + fy * (bottom - top) + HALF >> 2 * BITS;
    }
}
