package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * Paints mouth shapes of one portrait: the inner mouth, over it the skin below the mouth, over that the skin above it,
 * each cut along the edge of its lip.
 */
public final class MouthRenderer {

    private static final int SUB = 3;

    private final Portrait portrait;
    private final Raster source;
    public final MouthTile tile;
    private final InnerMouth inner;
    /** Half the softness of a lip's edge, units. */
    private final double edge;

    public MouthRenderer(Portrait portrait) {
        this.portrait = portrait;
        this.source = new Raster(portrait);
        this.tile = new MouthTile(portrait.face().frame());
        this.edge = Math.max(.007, .45 / Math.max(12, portrait.face().confidence().unitInSource()));
        this.inner = new InnerMouth(portrait, edge);
    }

    /** The mouth as the portrait has it. */
    public byte[] rest() {
        byte[] out = new byte[tile.width * tile.height * 3];
        float[] pixel = new float[3];
        for (int p = 0; p < tile.width * tile.height; p++) {
            sample(tile.x(p % tile.width), tile.y(p / tile.width), pixel);
            put(out, p, pixel);
        }
        return out;
    }

    MouthFields fields(MouthShape shape) {
        return new MouthFields(tile, portrait.face(), shape);
    }

    public byte[] render(Viseme viseme) {
        return viseme == Viseme.SIL ? rest() : render(viseme.shape);
    }

    public byte[] render(MouthShape shape) {
        if (portrait.face().kind() == FaceKind.NONE) {
            return rest();
        }
        MouthFields fields = fields(shape);
        byte[] out = new byte[tile.width * tile.height * 3];
        for (int i = 0; i < tile.width; i++) {
            new Strip(fields.wanted, fields, i).paint(out);
        }
        return out;
    }

    private void sample(double x, double y, float[] pixel) {
        source.cubic(tile.frame.pictureX(x, y), tile.frame.pictureY(x, y), pixel);
    }

    private static void put(byte[] out, int p, float[] pixel) {
        for (int c = 0; c < 3; c++) {
            out[p * 3 + c] = Raster.toByte(pixel[c]);
        }
    }

    /** One column of pixels. */
    private final class Strip {
        private final MouthFields fields;
        private final int i;
        private final double top;
        private final double bottom;
        private final double steep;
        private final double open;
        private final double line;
        private final InnerMouth.Column[] insides = new InnerMouth.Column[SUB];
        private final float[] upper = new float[3];
        private final float[] lower = new float[3];
        private final float[] behind = new float[3];
        private final float[] pixel = new float[3];

        Strip(MouthShape shape, MouthFields fields, int i) {
            this.fields = fields;
            this.i = i;
            this.top = fields.innerUpper[i];
            this.bottom = fields.innerLower[i];
            int before = Math.max(0, i - 1);
            int after = Math.min(tile.width - 1, i + 1);
            double run = tile.x(after) - tile.x(before);
            double slopeTop = (fields.innerUpper[after] - fields.innerUpper[before]) / run;
            double slopeBottom = (fields.innerLower[after] - fields.innerLower[before]) / run;
            double slope = Math.max(Math.abs(slopeTop), Math.abs(slopeBottom));
            this.steep = Math.sqrt(1 + slope * slope);
            this.open = Ease.step(0, 1, fields.gapAt(i) / (2 * edge));
            Mouth mouth = portrait.face().mouth();
            double half = fields.halfWidth();
            double s = (tile.x(i) - mouth.cx()) / half;
            this.line = shape.line() * (1 - open) * Math.sqrt(Math.max(0, 1 - s * s));
            int middle = Math.clamp(Math.round(tile.column(mouth.cx())), 0, tile.width - 1);
            for (int k = 0; k < SUB; k++) {
                double x = tile.x(i + (k + .5) / SUB - .5);
                insides[k] = inner.new Column(shape, x, top, bottom - top,
                        (x - mouth.cx()) / half, fields.innerUpper[middle], fields.gapAt(middle));
            }
        }

        void paint(byte[] out) {
            double x = tile.x(i);
            for (int row = 0; row < tile.height; row++) {
                int p = row * tile.width + i;
                double y = tile.y(row);
                double above = covered(top - y);
                double below = Ease.mix(1, covered(y - bottom), open);
                if (above > 0) {
                    sample(x + fields.dx[p], y + fields.upperDy[p], upper);
                }
                if (above < 1 && below > 0) {
                    sample(x + fields.dx[p], y + fields.lowerDy[p], lower);
                }
                if (above < 1 && below < 1) {
                    behind(y);
                }
                double dark = line > 0 ? line * Ease.bell(y - (top + bottom) / 2, .011) : 0;
                for (int c = 0; c < 3; c++) {
                    double under = below >= 1 ? lower[c] : Ease.mix(behind[c], lower[c], below);
                    // The shade between lips is red: less of it in the red channel.
                    double shade = 1 - dark * (c == 2 ? .75 : 1.1);
                    pixel[c] = (float) (shade * (above >= 1 ? upper[c] : Ease.mix(under, upper[c], above)));
                }
                put(out, p, pixel);
            }
        }

        private double covered(double distance) {
            return Ease.step(-edge, edge, distance / steep);
        }

        private void behind(double y) {
            behind[0] = 0;
            behind[1] = 0;
            behind[2] = 0;
            float[] one = pixel;
            for (int k = 0; k < SUB * SUB; k++) {
                insides[k % SUB].at(y + ((k / SUB + .5) / SUB - .5) / tile.frame.unit(), one);
                for (int c = 0; c < 3; c++) {
                    behind[c] += one[c] / (SUB * SUB);
                }
            }
        }
    }
}
