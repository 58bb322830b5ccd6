package dev.likeness.avatar.eye;

import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * Closes and turns one eye. The skin over the upper lid is stretched down; the last of it, with the lashes, travels as it
 * is, so that the person's own lash line closes the eye. The lower lid rises a little to meet it.
 */
final class Lid {

    private static final double CLOSED = .86;
    /** How far the eye is painted: to the sides of its middle, half widths; over the brow and under the lower lid, units. */
    private static final double SIDES = 1.5;
    private static final double OVER_BROW = .08;
    private static final double UNDER_LID = .30;
    private static final double LOWER_FADE = .18;
    /** So much of the lower lid's rim goes under the lashes of a closed eye, or a white line would be left. */
    private static final double SPARE = .03;
    /** How far from its middle the iris may go, half widths. */
    private static final double FARTHEST = .5;

    private final LidLines lines;
    /** All that painting may change. */
    final PixelBox box;
    private final Raster source;
    private final LidSkin skin;
    private final FacePose pose;

    Lid(LidLines rough, FacePose pose, Raster source) {
        this.lines = LidEdges.corrected(rough, source);
        this.pose = pose;
        this.source = source;
        this.skin = new LidSkin(lines, source);
        this.box = box();
    }

    private PixelBox box() {
        double side = SIDES * lines.half;
        double top = 0;
        double bottom = 0;
        for (int i = -20; i <= 20; i++) {
            double a = i / 20.0 * side;
            top = Math.min(top, Math.min(lines.brow(a) - OVER_BROW, lines.upper(a)));
            bottom = Math.max(bottom, lines.lower(a) + UNDER_LID);
        }
        double middle = (top + bottom) / 2;
        double half = (bottom - top) / 2;
        double cos = Math.abs(lines.alongX);
        double sin = Math.abs(lines.alongY);
        return PixelBox.around(lines.pictureX(0, middle), lines.pictureY(0, middle), cos * side + sin * half,
                sin * side + cos * half, source.width(), source.height());
    }

    /** The share of a glance to the side after which the iris would go too far into a corner. */
    double free(double gazeX) {
        double way = lines.a(lines.x + gazeRight(gazeX, 0), lines.y + gazeDown(gazeX, 0));
        double most = Math.max(FARTHEST * lines.half, Math.abs(lines.irisA));
        double room = way > 0 ? most - lines.irisA : most + lines.irisA;
        return Math.abs(way) <= room ? 1 : room / Math.abs(way);
    }

    /** Pixels to the right of a glance in units of the face. */
    private double gazeRight(double gazeX, double gazeY) {
        return pose.unit() * (gazeX * pose.ex()[0] + gazeY * pose.ey()[0]);
    }

    private double gazeDown(double gazeX, double gazeY) {
        return pose.unit() * (gazeX * pose.ex()[1] + gazeY * pose.ey()[1]);
    }

    /** Paints the eye with its lids closed by a share and its iris moved by units along the face's own axes. */
    void paint(double share, double gazeX, double gazeY, byte[] out) {
        double x = lines.x + gazeRight(gazeX, gazeY);
        double y = lines.y + gazeDown(gazeX, gazeY);
        Stroke stroke = new Stroke(share, lines.a(x, y), lines.b(x, y));
        for (int row = box.top(); row < box.bottom(); row++) {
            for (int column = box.left(); column < box.right(); column++) {
                stroke.at(column, row, out);
            }
        }
    }

    /** One moment of the eye. */
    private final class Stroke {
        private final double share;
        private final double gazeA;
        private final double gazeB;
        private final double soft = .6 / lines.unit + .004;
        private final float[] lid = new float[3];
        private final float[] under = new float[3];
        private final float[] tone = new float[3];
        private final float[] seen = new float[3];
        private final float[] grain = new float[3];

        Stroke(double share, double gazeA, double gazeB) {
            this.share = share;
            this.gazeA = gazeA;
            this.gazeB = gazeB;
        }

        void at(int x, int y, byte[] out) {
            double a = lines.a(x, y);
            double b = lines.b(x, y);
            double reach = Math.abs(a) / lines.half;
            if (reach >= SIDES) {
                return;
            }
            double upper = lines.upper(a);
            double lower = lines.lower(a);
            if (share <= 0) {
                if (b > upper && b < lower && reach < 1) {
                    eyeball(a, b, upper, lower, under);
                    put(x, y, 1, under, out);
                }
                return;
            }
            double shown = Ease.step(SIDES, 1.3, reach) * Ease.step(-OVER_BROW, -.02, b - lines.brow(a))
                    * Ease.step(UNDER_LID, .24, b - lower);
            if (shown <= 0) {
                return;
            }
            double wide = Ease.step(1.45, .98, reach);
            double fall = CLOSED * (lower - upper);
            double edge = upper + share * fall;
            double rise = share * (1 - CLOSED) * (lower - upper);
            double line = lower - rise;
            double over = Ease.step(-soft, soft, edge - b);
            if (over > 0) {
                skinOver(a, b, upper, edge, share * fall, fall, wide);
            }
            if (over < 1) {
                double below = Ease.step(-soft, soft, b - line + 2 * soft * Ease.step(.7, 1, share));
                eyeball(a, b, upper, lower, under);
                double from = b + (rise + share * SPARE) * Ease.step(LOWER_FADE, 0, b - line) * wide;
                source.cubic(lines.pictureX(a, from), lines.pictureY(a, from), seen);
                for (int c = 0; c < 3; c++) {
                    under[c] = (float) Ease.mix(under[c], seen[c], below);
                }
            }
            double rim = .45 * share * Ease.bell(b - edge, .011) * Ease.step(1.02, .85, reach);
            for (int c = 0; c < 3; c++) {
                double v = over <= 0 ? under[c] : over >= 1 ? lid[c] : Ease.mix(under[c], lid[c], over);
                lid[c] = (float) Ease.mix(v, Math.min(v, skin.lash[c]), rim);
            }
            put(x, y, shown, lid, out);
        }

        private void put(int x, int y, double amount, float[] colour, byte[] out) {
            int p = (y * source.width() + x) * 3;
            for (int c = 0; c < 3; c++) {
                out[p + c] = Raster.toByte(Ease.mix(out[p + c] & 255, colour[c], amount));
            }
        }

        private void skinOver(double a, double b, double upper, double edge, double way, double wholeWay, double wide) {
            double top = skin.top(a);
            double room = upper - top;
            double rigid = Math.min(skin.lashes, .5 * room);
            double k = Ease.clamp((b - top) / Math.max(.02, edge - rigid - top), 0, 1);
            double smooth = k * k * (3 - 2 * k);
            k = Ease.mix(k, smooth, .5 * Ease.step(.05, .12, room));
            double from = b - Ease.mix(share * CLOSED * lines.softGap(a), way, k) * k * wide;
            double spread = .03 * Ease.step(.4, 1.6, way / room) * Ease.step(0, .25, k)
                    * Ease.step(1, .6, Math.abs(a) / lines.half);
            stretched(a, from, spread, lid);
            double depth = Ease.clamp((b - upper + .05) / Math.max(.02, edge - upper + .05), 0, 1);
            double amount = Ease.mix(.45, .92, Ease.step(.5, 1.7, wholeWay / room))
                    * Ease.step(0, .35, way / Math.max(.02, wholeWay))
                    * Ease.step(Math.max(-.12, top - upper), .03, b - upper) * wide
                    * Ease.step(0, .03, edge - .6 * rigid - b);
            double convex = 1 + .09 * (1 - 2 * Math.abs(depth - .45) / .55);
            skin.tone(a, tone);
            skin.grain(a, edge - b, grain);
            for (int c = 0; c < 3; c++) {
                lid[c] = (float) Ease.mix(lid[c], tone[c] * convex + grain[c], amount);
            }
        }

        /** Skin that is drawn long would be streaked if it were not smoothed across. */
        private void stretched(double a, double b, double spread, float[] colour) {
            source.cubic(lines.pictureX(a, b), lines.pictureY(a, b), colour);
            if (spread < .003) {
                return;
            }
            for (int i = -2; i <= 2; i++) {
                if (i != 0) {
                    source.cubic(lines.pictureX(a + i * spread, b), lines.pictureY(a + i * spread, b), seen);
                    for (int c = 0; c < 3; c++) {
                        colour[c] += seen[c];
                    }
                }
            }
            for (int c = 0; c < 3; c++) {
                colour[c] /= 5;
            }
        }

        private void eyeball(double a, double b, double upper, double lower, float[] colour) {
            double inside = Ease.step(0, .03, b - upper) * Ease.step(0, .02, lower - b)
                    * Ease.step(.98, .55, Math.abs(a) / lines.half);
            double fromA = a - gazeA * inside;
            double fromB = b - gazeB * inside;
            source.cubic(lines.pictureX(fromA, fromB), lines.pictureY(fromA, fromB), colour);
        }
    }
}
