package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * Paints mouth shapes of one portrait: the inner mouth, over it the skin below the mouth, over that the skin above it,
 * each cut along the edge of its lip. Threads may share it.
 */
public final class MouthRenderer {

    private static final int SUB = 3;
    /** A portrait whose mouth is open by more is at rest with its lips closed. */
    private static final double CLOSES = .20;
    private static final MouthShape AT_REST = MouthShape.NEUTRAL.lined(.30);

    private final Portrait portrait;
    private final Landmarks face;
    private final Raster source;
    private final FaceChart chart;
    private final LipLines lips;
    private final MouthColours colours;
    private final InnerMouth inner;
    public final MouthTile tile;
    /** Half the softness of a lip's edge, units. */
    private final double edge;
    /** Where each pixel of the tile lies in the chart, and how much of the portrait it covers. */
    private final float[] chartX;
    private final float[] chartY;
    private final float[] covers;

    public MouthRenderer(Portrait portrait) {
        this.portrait = portrait;
        this.face = portrait.face();
        this.source = new Raster(portrait);
        this.chart = new FaceChart(face);
        this.lips = LipLines.of(face, chart);
        this.colours = new MouthColours(source, face, chart, lips);
        this.tile = MouthTile.of(chart, lips, portrait.width(), portrait.height());
        this.edge = Math.max(.007, .45 / Math.max(12, face.confidence().unitInSource()));
        this.inner = new InnerMouth(source, chart, lips, colours, face.kind(), edge);
        this.chartX = new float[tile.width() * tile.height()];
        this.chartY = new float[chartX.length];
        this.covers = new float[chartX.length];
        for (int row = 0, p = 0; row < tile.height(); row++) {
            double[] at = null;
            for (int column = 0; column < tile.width(); column++, p++) {
                at = chart.chart(tile.pictureX(column), tile.pictureY(row), at);
                chartX[p] = (float) at[0];
                chartY[p] = (float) at[1];
                covers[p] = (float) covers(at[0], at[1]);
            }
        }
    }

    private double covers(double x, double y) {
        double lower = MouthTile.extra(lips.gap);
        return Ease.step(MouthTile.ABOVE, .60, y)
                * Ease.step(MouthTile.BELOW + lower, MouthTile.BELOW - .20 + lower, y)
                * Ease.step(MouthTile.SIDE, .72, Math.abs(x));
    }

    /** How much of the portrait each pixel of a tile covers, one byte each. */
    byte[] alpha() {
        byte[] plane = new byte[covers.length];
        for (int p = 0; p < plane.length; p++) {
            plane[p] = Raster.toByte(255 * covers[p]);
        }
        return plane;
    }

    /** How far the portrait's mouth is open while nothing is said. */
    double restingGap() {
        return closes() ? 0 : lips.gap;
    }

    private boolean closes() {
        return lips.gap > CLOSES && face.kind().human() && face.kind().opening() > 0;
    }

    /** The mouth while nothing is said: as the portrait has it, but for one that is open, which closes. */
    public byte[] rest() {
        return closes() ? render(AT_REST) : asItIs();
    }

    /** The portrait while nothing is said, which is what a video of it shows. */
    public Portrait atRest() {
        if (!closes()) {
            return portrait;
        }
        return new Portrait(pasted(rest()), portrait.width(), portrait.height(), face, portrait.origin());
    }

    /** The pixels of the portrait with a tile over them. */
    public byte[] pasted(byte[] pixels) {
        byte[] out = portrait.bgr().clone();
        Raster over = new Raster(pixels, tile.width(), tile.height());
        int right = Math.min(portrait.width(), (int) Math.ceil(tile.pictureX(tile.width() - 1)) + 1);
        int bottom = Math.min(portrait.height(), (int) Math.ceil(tile.pictureY(tile.height() - 1)) + 1);
        float[] pixel = new float[3];
        double[] at = null;
        for (int y = tile.top(); y < bottom; y++) {
            for (int x = tile.left(); x < right; x++) {
                at = chart.chart(x, y, at);
                double share = covers(at[0], at[1]);
                if (share > 0) {
                    over.cubic((x - tile.pictureX(0)) * tile.scale(), (y - tile.pictureY(0)) * tile.scale(), pixel);
                    for (int c = 0; c < 3; c++) {
                        int p = (y * portrait.width() + x) * 3 + c;
                        out[p] = Raster.toByte(Ease.mix(out[p] & 255, pixel[c], share));
                    }
                }
            }
        }
        return out;
    }

    private byte[] asItIs() {
        byte[] out = new byte[tile.width() * tile.height() * 3];
        float[] pixel = new float[3];
        for (int p = 0; p < chartX.length; p++) {
            if (covers[p] == 0) {
                continue;
            }
            source.cubic(tile.pictureX(p % tile.width()), tile.pictureY(p / tile.width()), pixel);
            put(out, p, pixel);
        }
        return out;
    }

    MouthFields fields(MouthShape shape) {
        return new MouthFields(face, lips, colours.ownInside, shape);
    }

    public byte[] render(Viseme viseme) {
        return viseme == Viseme.SIL ? rest() : render(viseme.shape);
    }

    /** Black where the tile covers nothing of the portrait: what is the same in all tiles need not travel in each. */
    public byte[] render(MouthShape shape) {
        if (face.kind() == FaceKind.NONE) {
            return asItIs();
        }
        byte[] out = new byte[tile.width() * tile.height() * 3];
        Painter painter = new Painter(fields(shape));
        for (int p = 0; p < chartX.length; p++) {
            if (covers[p] > 0) {
                painter.paint(p, out);
            }
        }
        return out;
    }

    private static void put(byte[] out, int p, float[] pixel) {
        for (int c = 0; c < 3; c++) {
            out[p * 3 + c] = Raster.toByte(pixel[c]);
        }
    }

    /** One shape, pixel by pixel. */
    private final class Painter {
        private final MouthFields fields;
        private final InnerMouth.Shown inside;
        private final float[] steep = new float[ChartGrid.COLUMNS];
        private final float[] upper = new float[3];
        private final float[] lower = new float[3];
        private final float[] behind = new float[3];
        private final float[] pixel = new float[3];

        Painter(MouthFields fields) {
            this.fields = fields;
            this.inside = inner.new Shown(fields);
            for (int i = 1; i < steep.length - 1; i++) {
                double slope = Math.max(Math.abs(fields.innerUpper[i + 1] - fields.innerUpper[i - 1]),
                        Math.abs(fields.innerLower[i + 1] - fields.innerLower[i - 1])) / (2 * ChartGrid.STEP);
                steep[i] = (float) Math.sqrt(1 + slope * slope);
            }
            steep[0] = 1;
            steep[steep.length - 1] = 1;
        }

        void paint(int p, byte[] out) {
            double x = chartX[p];
            double y = chartY[p];
            double top = ChartGrid.at(fields.innerUpper, x);
            double bottom = ChartGrid.at(fields.innerLower, x);
            double slope = ChartGrid.at(steep, x);
            double open = Ease.step(0, 1, (bottom - top) / (2 * edge));
            double above = covered((top - y) / slope);
            double below = Ease.mix(1, covered((y - bottom) / slope), open);
            if (above > 0) {
                skin(fields.upperDy, x, y, upper);
            }
            if (above < 1 && below > 0) {
                skin(fields.lowerDy, x, y, lower);
            }
            if (above < 1 && below < 1) {
                behind(x, y);
            }
            double s = fields.along(x);
            double line = fields.wanted.line() * (1 - open) * Math.sqrt(Math.max(0, 1 - s * s));
            double dark = line > 0 ? line * Ease.bell(y - (top + bottom) / 2, .011) : 0;
            for (int c = 0; c < 3; c++) {
                double under = below >= 1 ? lower[c] : Ease.mix(behind[c], lower[c], below);
                // The shade between lips is red: less of it in the red channel.
                double shade = 1 - dark * (c == 2 ? .75 : 1.1);
                pixel[c] = (float) (shade * (above >= 1 ? upper[c] : Ease.mix(under, upper[c], above)));
            }
            put(out, p, pixel);
        }

        private void skin(float[] dy, double x, double y, float[] to) {
            double fromX = x + ChartGrid.at(fields.dx, x, y);
            double fromY = y + ChartGrid.at(dy, x, y);
            source.cubic(chart.pictureX(fromX, fromY), chart.pictureY(fromX, fromY), to);
        }

        private double covered(double distance) {
            return Ease.step(-edge, edge, distance);
        }

        private void behind(double x, double y) {
            behind[0] = 0;
            behind[1] = 0;
            behind[2] = 0;
            for (int k = 0; k < SUB * SUB; k++) {
                double px = ((k % SUB + .5) / SUB - .5) / tile.scale();
                double py = ((k / SUB + .5) / SUB - .5) / tile.scale();
                inside.at(x + chart.shiftX(px, py), y + chart.shiftY(px, py), pixel);
                for (int c = 0; c < 3; c++) {
                    behind[c] += pixel[c] / (SUB * SUB);
                }
            }
        }
    }
}
