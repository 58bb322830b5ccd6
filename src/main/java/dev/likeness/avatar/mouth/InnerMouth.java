package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * What is seen between the lips, back to front: the cavity, the tongue, the lower teeth, the upper teeth, their shade.
 * Teeth belong to the skull, so they do not move with the lips. Teeth that show in the portrait are kept, which is why a
 * smiling person stays that person; a closed mouth gets drawn ones.
 */
final class InnerMouth {

    private static final float[] CAVITY = {26, 20, 52};
    private static final float[] TONGUE = {128, 118, 214};
    private static final float[] TOOTH = {198, 221, 233};
    /** Widths of the six teeth of a side, from the middle. */
    private static final double[] WIDTHS = {.135, .103, .088, .068, .055, .04};

    private final Raster source;
    private final FaceFrame frame;
    private final Mouth mouth;
    private final float[] lip;
    private final double light;
    /** Teeth are as white in dark faces: they follow the light of the picture only in part. */
    private final double toothLight;
    private final double soft;

    InnerMouth(Portrait portrait, double soft) {
        this.source = new Raster(portrait);
        this.frame = portrait.face().frame();
        this.mouth = portrait.face().mouth();
        this.soft = soft;
        double lipY = mouth.cy() + mouth.curvature() + mouth.gap() + .55 * mouth.lowerLip();
        this.lip = source.quantile(frame, mouth.cx() - .12, lipY - .02, mouth.cx() + .12, lipY + .02, .5);
        float[] a = source.quantile(frame, -.55, .45, -.35, .70, .5);
        float[] b = source.quantile(frame, .35, .45, .55, .70, .5);
        double brightest = 0;
        for (int c = 0; c < 3; c++) {
            brightest = Math.max(brightest, (a[c] + b[c]) / 2);
        }
        this.light = Math.min(1.08, brightest / 225);
        this.toothLight = Math.max(.45 + .55 * light, .72);
    }

    /** One column of one shape. */
    final class Column {
        private final MouthShape shape;
        private final double x;
        private final double upper;
        private final double gap;
        private final double s;
        private final double middleUpper;
        private final double middleGap;
        private final double wish;

        /**
         * @param upper edge of the upper lip here
         * @param gap opening here
         * @param s from -1 to 1 between the corners
         * @param middleUpper edge of the upper lip at the middle of the mouth
         * @param middleGap opening at the middle
         */
        Column(MouthShape shape, double x, double upper, double gap, double s, double middleUpper, double middleGap) {
            this.shape = shape;
            this.x = x - mouth.cx();
            this.upper = upper;
            this.gap = gap;
            this.s = s;
            this.middleUpper = middleUpper;
            this.middleGap = middleGap;
            this.wish = Ease.step(.40, .75, shape.teeth());
        }

        void at(double y, float[] out) {
            double t = Ease.clamp((y - upper) / Math.max(gap, 1e-3), 0, 1);
            double depth = .45 + .75 * Math.pow(t, 1.5);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) (CAVITY[c] * light * depth);
            }
            tongue(y, out);
            lowerTeeth(y, out);
            double teeth = mouth.teethVisible() ? keptTeeth(y, out) : drawnTeeth(y, out);
            tip(y, out);
            double under = Ease.mix(Ease.mix(.5, .82, teeth), 1, Ease.step(0, .055, y - upper));
            double corner = Ease.mix(Ease.mix(.25, .60, teeth), 1, Ease.step(1, .60, Math.abs(s)));
            double open = Ease.step(0, .05, gap);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(CAVITY[c] * light * .45, out[c] * under * corner, open);
            }
        }

        private void tongue(double y, float[] out) {
            double high = .66 - .36 * shape.tongue();
            double u = x / .30;
            double top = middleUpper + middleGap * (high + (1.02 - high) * u * u);
            double inside = Ease.step(-.02, .03, y - top) * Ease.step(1.05, .7, Math.abs(u));
            if (inside <= 0) {
                return;
            }
            double lit = (.52 + .22 * Ease.step(.10, 0, y - top)) * (1 - .16 * Ease.bell(x, .018)) * light;
            lit *= 1 - .25 * u * u;
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], lip[c] * lit * (c == 2 ? 1.02 : .84), inside);
            }
        }

        private void lowerTeeth(double y, float[] out) {
            double height = shape.lowerTeeth() * Ease.step(.34, .20, Math.abs(x));
            if (height <= .002) {
                return;
            }
            double edge = upper + gap - height;
            double inside = Ease.step(-soft, soft, y - edge);
            double gaps = 1 - .25 * Ease.bell(Math.abs(x) % .075 - .0375, .008);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], TOOTH[c] * toothLight * .80 * gaps, inside);
            }
        }

        /** The portrait's own teeth, where they were; their top row goes on upwards into the gum. */
        private double keptTeeth(double y, float[] out) {
            double sx = x / mouth.halfWidth();
            double e = 1 - sx * sx;
            if (e <= 0 || wish <= 0) {
                return 0;
            }
            double line = mouth.cy() + mouth.tilt() * x + mouth.curvature() * e;
            double first = line + .022 * Math.sqrt(e);
            double last = line + mouth.gap() * e - .022 * Math.sqrt(e);
            double room = Ease.step(.01, .045, last - first);
            double inside = room * Ease.step(soft, -soft, y - last) * wish;
            if (inside <= 0) {
                return 0;
            }
            double from = Ease.clamp(y, first, Math.max(first, last));
            float[] pixel = new float[3];
            source.cubic(frame.pictureX(x + mouth.cx(), from), frame.pictureY(x + mouth.cx(), from), pixel);
            double gum = Ease.step(.01, .09, first - y);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], Ease.mix(pixel[c], .55 * lip[c], gum), inside);
            }
            return inside;
        }

        private double drawnTeeth(double y, float[] out) {
            double a = Math.abs(x);
            double start = 0;
            int i = 0;
            while (i < WIDTHS.length - 1 && a > start + WIDTHS[i] * .95) {
                start += WIDTHS[i++] * .95;
            }
            double w = WIDTHS[i] * .95;
            double within = Ease.clamp((a - start) / w, 0, 1);
            double round = Math.pow(Math.abs(2 * within - 1), 5) * .022;
            double shorter = i == 1 ? .008 : i == 2 ? -.002 : 0;
            double edge = mouth.cy() + mouth.tilt() * x + mouth.curvature() + .045 - .30 * x * x - round - shorter;
            double inside = Ease.step(soft, -soft, y - edge) * wish * Ease.step(.47, .40, a);
            if (inside <= 0) {
                return 0;
            }
            double fromGap = Math.min(a - start, start + w - a);
            double lit = 1.13 * toothLight * (1 - .20 * Ease.bell(fromGap, .006))
                    * Ease.mix(1, .25, Ease.step(.14, .46, a));
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], TOOTH[c] * lit, inside);
            }
            return inside;
        }

        /** The tip of the tongue, between the teeth: pink, broad, shining, over the edge of the upper teeth. */
        private void tip(double y, float[] out) {
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
                double tone = Ease.mix(lip[c], TONGUE[c] * light, .55);
                out[c] = (float) Ease.mix(out[c], Ease.mix(tone * lit, 235 * light, shine), inside);
            }
        }
    }
}
