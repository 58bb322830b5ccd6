package dev.likeness.avatar.mouth;

import dev.likeness.avatar.Landmarks;

/**
 * The part of a portrait that mouth shapes are painted on: a rectangle of its pixels. Of a very large face it has fewer
 * of them, for thirty shapes travel with an avatar.
 *
 * @param left edge in the portrait, pixels
 * @param top edge in the portrait, pixels
 * @param width pixels of the tile
 * @param height pixels of the tile
 * @param scale pixels of the tile per pixel of the portrait, at most 1
 */
public record MouthTile(int left, int top, int width, int height, double scale) {

    /** Pixels between the irises above which a tile is made smaller. */
    private static final double LARGEST_UNIT = 200;
    static final double SIDE = .97;
    static final double ABOVE = .44;
    static final double BELOW = 2.34;
    /** How much farther down a tile reaches for a mouth that is open: its chin is low, and has to come up. */
    private static final double PER_GAP = 1.6;
    private static final double CLOSED = .15;

    /** The tile of a face in a portrait of some pixels. */
    public static MouthTile of(Landmarks face, int width, int height) {
        FaceChart chart = new FaceChart(face);
        return of(chart, LipLines.of(face, chart), width, height);
    }

    static MouthTile of(FaceChart chart, LipLines lips, int width, int height) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i <= 20; i++) {
            for (int j = 0; j <= 20; j++) {
                double x = -SIDE + 2 * SIDE * i / 20;
                double y = ABOVE + (BELOW + extra(lips.gap) - ABOVE) * j / 20;
                left = Math.min(left, chart.pictureX(x, y));
                right = Math.max(right, chart.pictureX(x, y));
                top = Math.min(top, chart.pictureY(x, y));
                bottom = Math.max(bottom, chart.pictureY(x, y));
            }
        }
        int x = Math.clamp((int) Math.floor(left), 0, width - 2);
        int y = Math.clamp((int) Math.floor(top), 0, height - 2);
        int w = Math.clamp((int) Math.ceil(right), x + 2, width) - x;
        int h = Math.clamp((int) Math.ceil(bottom), y + 2, height) - y;
        double scale = Math.min(1, LARGEST_UNIT / chart.unit);
        return new MouthTile(x, y, Math.max(2, (int) Math.round(w * scale)), Math.max(2, (int) Math.round(h * scale)),
                scale);
    }

    /** How much farther down than usual, units. */
    static double extra(double gap) {
        return PER_GAP * Math.max(0, gap - CLOSED);
    }

    /** Portrait's x of a column, whole numbers being the middles of pixels. */
    public double pictureX(double column) {
        return left + (column + .5) / scale - .5;
    }

    public double pictureY(double row) {
        return top + (row + .5) / scale - .5;
    }
}
