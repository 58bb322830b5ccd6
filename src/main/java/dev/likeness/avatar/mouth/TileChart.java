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
    /** What of the chart's grid the pixels that cover something lie in. */
    final ChartGrid.Part part;
    /** Of each pixel the first of four places of the grid, its column, and the shares of what lies behind it. */
    private final int[] cell;
    final short[] column;
    final float[] across;
    private final float[] down;
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
        this.cell = new int[count];
        this.column = new short[count];
        this.across = new float[count];
        this.down = new float[count];
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
                place(p);
            }
        }
        this.part = part();
    }

    private void place(int p) {
        double u = Ease.clamp((x[p] - ChartGrid.LEFT) / ChartGrid.STEP, 0, ChartGrid.COLUMNS - 1.001);
        double v = Ease.clamp((y[p] - ChartGrid.TOP) / ChartGrid.STEP, 0, ChartGrid.ROWS - 1.001);
        column[p] = (short) u;
        cell[p] = (int) v * ChartGrid.COLUMNS + (int) u;
        across[p] = (float) (u - (int) u);
        down[p] = (float) (v - (int) v);
    }

    private ChartGrid.Part part() {
        float left = 0;
        float right = 0;
        float top = 1;
        float bottom = 1;
        for (int p = 0; p < count; p++) {
            if (covers[p] > 0) {
                left = Math.min(left, x[p]);
                right = Math.max(right, x[p]);
                top = Math.min(top, y[p]);
                bottom = Math.max(bottom, y[p]);
            }
        }
        return ChartGrid.Part.around(left, top, right, bottom);
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
        chart.picture(x[p] + ChartGrid.at(fields.dx, cell[p], across[p], down[p]),
                y[p] + ChartGrid.at(dy, cell[p], across[p], down[p]), place);
        place[0] += offX[p];
        place[1] += offY[p];
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
