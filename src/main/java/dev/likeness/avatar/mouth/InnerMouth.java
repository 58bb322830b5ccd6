package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * What is seen between the lips, back to front: the cavity, the tongue, the lower teeth, the upper teeth, their shade.
 * Teeth belong to the skull, so they do not move with the lips, and lie a little behind them. What shows between the
 * lips of the portrait is kept, which is why a smiling person stays that person; a closed mouth gets drawn teeth. An
 * animal's mouth is dark in its own colour, and nothing more.
 */
final class InnerMouth {

    private static final float[] TONGUE = {128, 118, 214};
    /** Widths of the six teeth of a side, from the middle. */
    private static final double[] WIDTHS = {.135, .103, .088, .068, .055, .04};
    private static final double NARROW = .95;
    private static final double BEHIND = .10;
    /** A bowed head would hide its teeth under the lip, and meshes are not sure of how far one is bowed. */
    private static final double MOST_DOWN = .01;
    /** Of an inside that is kept, the lips' own shine at its edges is left out. */
    private static final double CLEAR = .022;
    /** In a gap of more the lower teeth or the tongue show too. */
    private static final double WIDE = .22;

    private final Raster source;
    private final FaceChart chart;
    private final LipLines lips;
    private final MouthColours colours;
    private final boolean human;
    private final double soft;
    private final double parallaxX;
    private final double parallaxY;
    private final boolean wide;

    InnerMouth(Raster source, FaceChart chart, LipLines lips, MouthColours colours, FaceKind kind, double soft) {
        this.source = source;
        this.chart = chart;
        this.lips = lips;
        this.colours = colours;
        this.human = kind.human();
        this.soft = soft;
        this.parallaxX = BEHIND * chart.parallaxX();
        this.parallaxY = Ease.clamp(BEHIND * chart.parallaxY(), -MOST_DOWN, MOST_DOWN);
        this.wide = lips.gap > WIDE;
    }

    /** One shape. Not for two threads at once. */
    final class Shown {
        private final MouthFields fields;
        private final MouthShape shape;
        private final double wish;
        private final double middleUpper;
        private final double middleGap;
        private final float[] pixel = new float[3];

        Shown(MouthFields fields) {
            this.fields = fields;
            this.shape = fields.wanted;
            this.wish = Ease.step(.40, .75, shape.teeth());
            this.middleUpper = ChartGrid.at(fields.innerUpper, lips.middle);
            this.middleGap = fields.gapAt(lips.middle);
        }

        /** The colour at a place of the chart. */
        void at(double x, double y, float[] out) {
            double upper = ChartGrid.at(fields.innerUpper, x);
            double lower = ChartGrid.at(fields.innerLower, x);
            double gap = Math.max(lower - upper, 1e-3);
            double t = Ease.clamp((y - upper) / gap, 0, 1);
            double s = fields.along(x);
            double depth = (human ? .45 : .35) + (human ? .75 : .5) * t * Math.sqrt(t);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) (colours.cavity[c] * depth);
            }
            double teeth = 0;
            if (human) {
                double xt = x + parallaxX;
                double yt = y + parallaxY;
                tongue(xt - lips.middle, yt, out);
                lowerTeeth(xt - lips.middle, yt, lower + parallaxY, out);
                teeth = colours.ownInside ? own(x, y, t, s, lower, out) : drawnTeeth(xt, yt, out);
                tip(xt - lips.middle, yt, out);
            }
            double under = Ease.mix(Ease.mix(.5, .82, teeth), 1, Ease.step(0, .055, y - upper));
            double corner = Ease.mix(Ease.mix(.25, .60, teeth), 1, Ease.step(1, .60, Math.abs(s)));
            double open = Ease.step(0, .05, gap);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(colours.cavity[c] * .45, out[c] * under * corner, open);
            }
        }

        private void tongue(double x, double y, float[] out) {
            double high = .66 - .36 * shape.tongue();
            double u = x / .30;
            double top = middleUpper + middleGap * (high + (1.02 - high) * u * u);
            double inside = Ease.step(-.02, .03, y - top) * Ease.step(1.05, .7, Math.abs(u));
            if (inside <= 0) {
                return;
            }
            double lit = (.52 + .22 * Ease.step(.10, 0, y - top)) * (1 - .16 * Ease.bell(x, .018)) * colours.light;
            lit *= 1 - .25 * u * u;
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], colours.lip[c] * lit * (c == 2 ? 1.02 : .84), inside);
            }
        }

        private void lowerTeeth(double x, double y, double lower, float[] out) {
            double height = shape.lowerTeeth() * Ease.step(.34, .20, Math.abs(x));
            if (height <= .002) {
                return;
            }
            double inside = Ease.step(-soft, soft, y - lower + height);
            double gaps = 1 - .25 * Ease.bell(Math.abs(x) % .075 - .0375, .008);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], colours.tooth[c] * .76 * gaps, inside);
            }
        }

        /**
         * What the portrait itself shows between its lips: the upper part stays where it was, and goes on upwards into
         * the gum; of a wide open mouth the lower part goes with the jaw.
         *
         * @return how much of it covers what lies behind
         */
        private double own(double x, double y, double t, double s, double lower, float[] out) {
            double e = Math.sqrt(Math.max(0, 1 - s * s));
            double first = ChartGrid.at(lips.innerUpper, x) + CLEAR * e;
            double bottom = ChartGrid.at(lips.innerLower, x);
            double last = Math.max(first, bottom - CLEAR * e);
            double room = Ease.step(.01, .045, last - first);
            double jaw = lower - bottom;
            double withJaw = wide ? room * Ease.step(-soft, soft, y - jaw - first) * Ease.step(.2, .6, t) : 0;
            double still = room * Ease.step(soft, -soft, y - last) * wish
                    * (withJaw > .5 ? Ease.step(.75, .35, t) : 1);
            if (withJaw > 0) {
                read(x, Ease.clamp(y - jaw, first, last));
                blend(out, pixel, withJaw);
            }
            if (still > 0) {
                read(x, Ease.clamp(y, first, last));
                double gum = Ease.step(.01, .09, first - y);
                for (int c = 0; c < 3; c++) {
                    pixel[c] = (float) Ease.mix(pixel[c], .55 * colours.lip[c], gum);
                }
                blend(out, pixel, still);
            }
            return Math.max(still, withJaw);
        }

        private double drawnTeeth(double xt, double yt, float[] out) {
            double x = xt - lips.middle;
            double a = Math.abs(x);
            double start = 0;
            int i = 0;
            while (i < WIDTHS.length - 1 && a > start + WIDTHS[i] * NARROW) {
                start += WIDTHS[i++] * NARROW;
            }
            double w = WIDTHS[i] * NARROW;
            double within = Ease.clamp((a - start) / w, 0, 1);
            double side = Math.abs(2 * within - 1);
            double round = side * side * side * side * side * .022;
            double shorter = i == 1 ? .008 : i == 2 ? -.002 : 0;
            double bend = ChartGrid.at(lips.innerUpper, lips.middle) - ChartGrid.at(lips.line, lips.middle);
            double edge = ChartGrid.at(lips.line, xt) + bend + .045 - .30 * x * x - round - shorter;
            double inside = Ease.step(soft, -soft, yt - edge) * wish * Ease.step(.47, .40, a);
            if (inside <= 0) {
                return 0;
            }
            double fromGap = Math.min(a - start, start + w - a);
            double lit = (1 - .20 * Ease.bell(fromGap, .006)) * Ease.mix(1, .25, Ease.step(.14, .46, a));
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], colours.tooth[c] * lit, inside);
            }
            return inside;
        }

        /** The tip of the tongue, between the teeth: pink, broad, shining, over the edge of the upper teeth. */
        private void tip(double x, double y, float[] out) {
            if (shape.tip() <= 0) {
                return;
            }
            double u = x / .25;
            double round = u * u * u * u;
            double top = middleUpper + middleGap * (.30 + .45 * round);
            double inside = Ease.step(-.012, .012, y - top) * Ease.step(1, .86, Math.abs(u)) * shape.tip();
            if (inside <= 0) {
                return;
            }
            double down = (y - top) / Math.max(.02, middleGap);
            double lit = .62 + .36 * Ease.step(.75, .1, down) - .14 * u * u - .05 * Ease.bell(x, .02);
            double shine = .22 * Ease.bell(down - .22, .10) * Ease.bell(x + .06, .09);
            for (int c = 0; c < 3; c++) {
                double tone = Ease.mix(colours.lip[c], TONGUE[c] * colours.light, .55);
                out[c] = (float) Ease.mix(out[c], Ease.mix(tone * lit, 235 * colours.light, shine), inside);
            }
        }

        private void read(double x, double y) {
            source.cubic(chart.pictureX(x, y), chart.pictureY(x, y), pixel);
        }

        private static void blend(float[] out, float[] over, double share) {
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], over[c], share);
            }
        }
    }
}
