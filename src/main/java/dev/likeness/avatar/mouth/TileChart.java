package dev.likeness.avatar.mouth;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/** Where each pixel of a tile lies in the chart of its face, and how much of the portrait it covers. */
final class TileChart {

    /** Over this length a tile fades out that the picture's edge cuts, units: there the frames stand still. */
    private static final double EDGE = .15;

    final MouthTile tile;
    final int count;
    final float[] x;
    final float[] y;
    /** 0 to 1. */
    final float[] covers;
    private final FaceChart chart;
    /** By how many pixels the place in the chart is off. */
    private final float[] offX;
    private final float[] offY;

    /** @param width pixels of the picture, as height */
    TileChart(MouthTile tile, FaceChart chart, LipLines lips, int width, int height) {
        this.tile = tile;
        this.chart = chart;
        this.count = tile.width() * tile.height();
        this.x = new float[count];
        this.y = new float[count];
        this.offX = new float[count];
        this.offY = new float[count];
        this.covers = new float[count];
        double lower = MouthTile.extra(lips.gap);
        for (int row = 0, p = 0; row < tile.height(); row++) {
            double[] at = null;
            for (int column = 0; column < tile.width(); column++, p++) {
                double px = tile.left() + column;
                double py = tile.top() + row;
                at = chart.chart(px, py, at);
                x[p] = (float) at[0];
                y[p] = (float) at[1];
                offX[p] = (float) (px - chart.pictureX(at[0], at[1]));
                offY[p] = (float) (py - chart.pictureY(at[0], at[1]));
                double room = Math.min(Math.min(px, width - 1 - px), Math.min(py, height - 1 - py));
                covers[p] = (float) (Ease.step(MouthTile.ABOVE, .60, at[1])
                        * Ease.step(MouthTile.BELOW + lower, MouthTile.BELOW - .20 + lower, at[1])
                        * Ease.step(MouthTile.SIDE, .72, Math.abs(at[0])) * Ease.step(0, EDGE * chart.unit, room));
            }
        }
    }

    /** How much of the portrait each pixel covers, one byte each. */
    byte[] alpha() {
        byte[] plane = new byte[count];
        for (int p = 0; p < count; p++) {
            plane[p] = Raster.toByte(255 * covers[p]);
        }
        return plane;
    }

    /**
     * Which place of the picture a pixel takes its skin from. What does not move is exactly the picture's pixel, however
     * well its place in the chart is known.
     */
    void from(MouthFields fields, float[] dy, int p, double[] place) {
        double fromX = x[p] + ChartGrid.at(fields.dx, x[p], y[p]);
        double fromY = y[p] + ChartGrid.at(dy, x[p], y[p]);
        place[0] = chart.pictureX(fromX, fromY) + offX[p];
        place[1] = chart.pictureY(fromX, fromY) + offY[p];
    }

    /**
     * The smallest factor by which a shape changes an area of the portrait where its skin may show; above 0 nothing is
     * folded.
     */
    double smallestJacobian(MouthFields fields) {
        double least = Double.MAX_VALUE;
        double[] here = new double[2];
        double[] right = new double[2];
        double[] below = new double[2];
        for (int p = 0; p < count - tile.width(); p++) {
            if (covers[p] > 0 && (p + 1) % tile.width() > 0) {
                double seam = (ChartGrid.at(fields.innerUpper, x[p]) + ChartGrid.at(fields.innerLower, x[p])) / 2;
                float[] dy = y[p] < seam ? fields.upperDy : fields.lowerDy;
                from(fields, dy, p, here);
                from(fields, dy, p + 1, right);
                from(fields, dy, p + tile.width(), below);
                least = Math.min(least, (right[0] - here[0]) * (below[1] - here[1])
                        - (right[1] - here[1]) * (below[0] - here[0]));
            }
        }
        return least;
    }
}
