package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.PixelBox;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Raster;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Paints mouth shapes of one portrait: the inner mouth, over it the skin below the mouth, over that the skin above it,
 * each cut along the edge of its lip. Threads may share it.
 */
public final class MouthRenderer {

    private static final int SUB = 3;
    /** Half the thickness of the line between closed lips, units; five of it away nothing of it is seen. */
    private static final double LINE = .011;
    /** A portrait whose mouth is open by more is at rest with its lips closed. */
    private static final double CLOSES = .20;
    private static final MouthShape AT_REST = MouthShape.NEUTRAL.lined(.30);
    /** Pixels between the irises above which tiles are painted on a smaller copy. */
    private static final double LARGEST_UNIT = 200;

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
    /** Y of the picture's lower edge under the mouth. */
    private final double floor;
    private final TileChart pixels;

    /** Of the portrait as it is. */
    public MouthRenderer(Portrait portrait) {
        this(portrait, 1);
    }

    private MouthRenderer(Portrait portrait, double scale) {
        this.portrait = portrait;
        this.face = portrait.face();
        this.chart = new FaceChart(face);
        this.lips = LipLines.of(face, chart);
        this.tile = MouthTile.of(chart, lips, portrait.width(), portrait.height(), scale);
        this.source = new Raster(portrait).quickerWithin(tile.left(), tile.top(), tile.left() + tile.width(),
                tile.top() + tile.height());
        this.colours = new MouthColours(source, face, chart, lips);
        this.edge = Math.max(.007, .45 / Math.max(12, face.confidence().unitInSource()));
        this.inner = new InnerMouth(source, chart, lips, colours, face.kind(), edge);
        this.floor = chart.chart(chart.pictureX(lips.middle, lips.chin), portrait.height() - 1)[1];
        this.pixels = new TileChart(tile, chart, lips, portrait.width(), portrait.height());
    }

    /** Of what travels with an avatar: of a smaller copy where the face is very large. */
    public static MouthRenderer forAtlas(Portrait portrait) {
        double unit = portrait.face().frame().unit();
        return unit > LARGEST_UNIT ? smaller(portrait, LARGEST_UNIT / unit) : new MouthRenderer(portrait);
    }

    private static MouthRenderer smaller(Portrait portrait, double scale) {
        int width = (int) Math.round(portrait.width() * scale);
        int height = (int) Math.round(portrait.height() * scale);
        double exact = (double) width / portrait.width();
        try (Mats mats = new Mats()) {
            Mat large = mats.keep(new Mat(portrait.height(), portrait.width(), CvType.CV_8UC3));
            large.put(0, 0, portrait.bgr());
            Mat small = mats.empty();
            Imgproc.resize(large, small, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
            byte[] bgr = new byte[width * height * 3];
            small.get(0, 0, bgr);
            return new MouthRenderer(new Portrait(bgr, width, height,
                    portrait.face().scaledAndMoved(exact, (exact - 1) / 2, (exact - 1) / 2), portrait.origin()),
                    exact);
        }
    }

    /** How much of the portrait each pixel of a tile covers, one byte each. */
    byte[] alpha() {
        return pixels.alpha();
    }

    /** How far the portrait's mouth is open while nothing is said. */
    double restingGap() {
        return closes(face, lips) ? 0 : lips.gap;
    }

    /** What comes nearest to the mouth while nothing is said, of the shapes that can be painted. */
    public MouthShape resting() {
        double gap = restingGap();
        return gap == 0
                ? MouthShape.NEUTRAL
                : MouthShape.NEUTRAL.opened(gap, 1, MouthShape.NEUTRAL.roundness()).share(MouthFields.raised(gap));
    }

    private static boolean closes(Landmarks face, LipLines lips) {
        return lips.gap > CLOSES && face.kind() == FaceKind.FITTED;
    }

    /** The mouth while nothing is said: as the portrait has it, but for one that is open, which closes. */
    public byte[] rest() {
        return closes(face, lips) ? render(AT_REST) : asItIs();
    }

    /** A portrait while nothing is said, which is what a video of it shows. */
    public static Portrait atRest(Portrait portrait) {
        Landmarks face = portrait.face();
        if (!closes(face, LipLines.of(face, new FaceChart(face)))) {
            return portrait;
        }
        MouthRenderer renderer = new MouthRenderer(portrait);
        return new Portrait(renderer.pasted(renderer.rest()), portrait.width(), portrait.height(), face,
                portrait.origin());
    }

    /** The pixels of the portrait, or of its smaller copy, with a tile over them. */
    public byte[] pasted(byte[] shown) {
        byte[] out = portrait.bgr().clone();
        paste(shown, out);
        return out;
    }

    /** Lays a tile over the pixels of the portrait, or of its smaller copy; what it does not cover stays as it is there. */
    public void paste(byte[] shown, byte[] out) {
        byte[] under = portrait.bgr();
        for (int row = 0, p = 0; row < tile.height(); row++) {
            int to = 3 * ((tile.top() + row) * portrait.width() + tile.left());
            for (int column = 0; column < tile.width(); column++, p++, to += 3) {
                float covers = pixels.covers[p];
                if (covers > 0) {
                    for (int c = 0; c < 3; c++) {
                        out[to + c] = Raster.toByte(Ease.mix(under[to + c] & 255, shown[3 * p + c] & 255, covers));
                    }
                }
            }
        }
    }

    /** All that pasting may change. */
    public PixelBox box() {
        return new PixelBox(tile.left(), tile.top(), tile.left() + tile.width(), tile.top() + tile.height());
    }

    private byte[] asItIs() {
        byte[] out = new byte[pixels.count * 3];
        for (int p = 0; p < pixels.count; p++) {
            if (pixels.covers[p] > 0) {
                int from = ((tile.top() + p / tile.width()) * portrait.width() + tile.left() + p % tile.width()) * 3;
                System.arraycopy(portrait.bgr(), from, out, 3 * p, 3);
            }
        }
        return out;
    }

    MouthFields fields(MouthShape shape) {
        return new MouthFields(face, lips, colours.ownInside, floor, pixels.part, edge, shape);
    }

    public byte[] render(Viseme viseme) {
        return viseme == Viseme.SIL ? rest() : render(viseme.shape);
    }

    /** Black where the tile covers nothing of the portrait: what is the same in all tiles need not travel in each. */
    public byte[] render(MouthShape shape) {
        if (face.kind() == FaceKind.NONE) {
            return asItIs();
        }
        byte[] out = new byte[pixels.count * 3];
        Painter painter = new Painter(fields(shape));
        for (int p = 0; p < pixels.count; p++) {
            if (pixels.covers[p] > 0) {
                painter.paint(p, out);
            }
        }
        return out;
    }

    double smallestJacobian(MouthShape shape) {
        return pixels.smallestJacobian(fields(shape));
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
        private final float[] upper = new float[3];
        private final float[] lower = new float[3];
        private final float[] behind = new float[3];
        private final float[] pixel = new float[3];
        private final double[] place = new double[2];
        /** Above the first and below the second there is nothing but skin, as in most of a tile. */
        private double highest = Double.MAX_VALUE;
        private double lowest = -Double.MAX_VALUE;

        Painter(MouthFields fields) {
            this.fields = fields;
            this.inside = inner.new Shown(fields);
            for (int i = 0; i < fields.steep.length; i++) {
                double soft = Math.max(edge * fields.steep[i], 5 * LINE);
                highest = Math.min(highest, Math.min(fields.innerUpper[i], fields.innerLower[i]) - soft);
                lowest = Math.max(lowest, Math.max(fields.innerUpper[i], fields.innerLower[i]) + soft);
            }
        }

        void paint(int p, byte[] out) {
            int column = pixels.column[p];
            double y = pixels.y[p];
            if (y < highest || y > lowest) {
                skin(y < highest ? fields.upperDy : fields.lowerDy, p, pixel);
                put(out, p, pixel);
                return;
            }
            double across = pixels.across[p];
            double top = ChartGrid.at(fields.innerUpper, column, across);
            double slope = ChartGrid.at(fields.steep, column, across);
            double above = covered((top - y) / slope);
            double bottom = ChartGrid.at(fields.innerLower, column, across);
            double off = y - (top + bottom) / 2;
            boolean far = Math.abs(off) > 5 * LINE;
            if (above >= 1) {
                skin(fields.upperDy, p, upper);
                if (far) {
                    put(out, p, upper);
                    return;
                }
            }
            double open = Ease.step(0, 1, (bottom - top) / (2 * edge));
            double below = Ease.mix(1, covered((y - bottom) / slope), open);
            if (above < 1 && below > 0) {
                skin(fields.lowerDy, p, lower);
                if (far && above <= 0 && below >= 1) {
                    put(out, p, lower);
                    return;
                }
            }
            if (above > 0 && above < 1) {
                skin(fields.upperDy, p, upper);
            }
            double x = pixels.x[p];
            if (above < 1 && below < 1) {
                behind(x, y);
            }
            double dark = open < 1 && !far ? dark(x, off) * (1 - open) : 0;
            for (int c = 0; c < 3; c++) {
                double under = below >= 1 ? lower[c] : Ease.mix(behind[c], lower[c], below);
                // The shade between lips is red: less of it in the red channel.
                double shade = 1 - dark * (c == 2 ? .75 : 1.1);
                pixel[c] = (float) (shade * (above >= 1 ? upper[c] : Ease.mix(under, upper[c], above)));
            }
            put(out, p, pixel);
        }

        /** The line between closed lips. */
        private double dark(double x, double off) {
            double s = fields.along(x);
            return fields.wanted.line() * Math.sqrt(Math.max(0, 1 - s * s)) * Ease.bell(off, LINE);
        }

        private void skin(float[] dy, int p, float[] to) {
            pixels.from(fields, dy, p, place);
            source.cubic(place[0], place[1], to);
        }

        private double covered(double distance) {
            return Ease.step(-edge, edge, distance);
        }

        private void behind(double x, double y) {
            behind[0] = 0;
            behind[1] = 0;
            behind[2] = 0;
            for (int k = 0; k < SUB * SUB; k++) {
                double px = (k % SUB + .5) / SUB - .5;
                double py = (k / SUB + .5) / SUB - .5;
                inside.at(x + chart.shiftX(px, py), y + chart.shiftY(px, py), pixel);
                for (int c = 0; c < 3; c++) {
                    behind[c] += pixel[c] / (SUB * SUB);
                }
            }
        }
    }
}
