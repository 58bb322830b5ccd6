package dev.likeness.avatar.mouth;

/**
 * The part of a portrait that mouth shapes are painted on: a rectangle of its pixels, or of the pixels of a smaller copy
 * of it, for thirty shapes of a very large face would be too much to travel with an avatar.
 *
 * @param left edge, pixels of that copy
 * @param top edge, pixels of that copy
 * @param width pixels
 * @param height pixels
 * @param scale pixels of the copy per pixel of the portrait, at most 1
 */
public record MouthTile(int left, int top, int width, int height, double scale) {

    static final double SIDE = .97;
    static final double ABOVE = .44;
    static final double BELOW = 2.34;
    /** How much farther down a tile reaches for a mouth that is open: its chin is low, and has to come up. */
    private static final double PER_GAP = 1.6;
    private static final double CLOSED = .15;

    /** The tile of a face in a picture, which is all of the portrait in some scale. */
    static MouthTile of(FaceChart chart, LipLines lips, int width, int height, double scale) {
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
        return new MouthTile(x, y, w, h, scale);
    }

    /** How much farther down than usual, units. */
    static double extra(double gap) {
        return PER_GAP * Math.max(0, gap - CLOSED);
    }

    /** Portrait's x of a column, whole numbers being the middles of pixels. */
    public double pictureX(double column) {
        return (left + column + .5) / scale - .5;
    }

    public double pictureY(double row) {
        return (top + row + .5) / scale - .5;
    }

    /** Column of a portrait's x. */
    public double column(double pictureX) {
        return (pictureX + .5) * scale - .5 - left;
    }

    public double row(double pictureY) {
        return (pictureY + .5) * scale - .5 - top;
    }
}
