package dev.likeness.avatar.paint;

import dev.likeness.avatar.picture.Ease;
import java.util.Random;

/** Head, ears, nose, lips and beard; light comes from the upper left. */
final class FacePainter {

    private static final int LIP_STEPS = 40;

    private final Canvas canvas;
    private final Look look;
    private final Features face;
    private final double[] skin;

    FacePainter(Canvas canvas, Look look, Features face) {
        this.canvas = canvas;
        this.look = look;
        this.face = face;
        skin = look.skin();
    }

    Canvas.Mask paintHead() {
        for (int side = -1; side <= 1; side += 2) {
            canvas.fill(canvas.mask(Shapes.closed(side * .98, .0, side * 1.16, -.1, side * 1.21, .15, side * 1.13, .5,
                    side * .98, .68), .015), null, 1, skin, (x, y) -> .84 - .05 * x);
            canvas.fill(canvas.mask(Shapes.stroke(Shapes.points(side * 1.03, .02, side * 1.12, .08, side * 1.1, .35,
                    side * 1.04, .5), .06, .5), .025), null, .35, Tones.lit(skin, .5), (_, _) -> 1);
        }
        double jaw = look.female() ? .95 : 1.03;
        double[][] outline = Shapes.mirrored(.0001, -1.5, .52, -1.38, .90, -.95, 1.04, -.3, 1.03, .3, .98 * jaw, .75,
                .85 * jaw, 1.2, .58 * jaw, 1.53, .27 * jaw, 1.69, .0001, 1.715);
        Canvas.Mask mask = canvas.mask(outline, .018);
        canvas.fill(mask, null, 1, skin, FacePainter::light);
        return mask;
    }

    private static double light(double x, double y) {
        double dx = x + .28;
        double dy = (y + .25) / 1.35;
        double radial = 1.09 - .085 * (dx * dx + dy * dy);
        double edge = Math.abs(x) / (1.06 - .22 * Tones.step(.7, 1.7, y));
        return radial - .24 * Math.pow(edge, 4) - (x > 0 ? .05 * x : 0) - .10 * Tones.step(1.45, 1.72, y);
    }

    void paintFeatures(Canvas.Mask head) {
        double[] shade = Tones.lit(skin, .62);
        double[] blush = Tones.mix(skin, Tones.bgr(100, 95, 205), look.female() ? .34 : .2);
        for (int side = -1; side <= 1; side += 2) {
            soft(head, Shapes.ellipse(side * .6, .55, .26, .2), .14, .55, blush);
            soft(head, Shapes.ellipse(side * .36, -.1, .16, .12), .08, .26, shade);
            soft(head, Shapes.ellipse(side * .52, .19, .2, .05), .05, look.age() > 40 ? .3 : .14, shade);
            soft(head, Shapes.ellipse(side * .8, .92, .14, .3), .13, .20, shade);
        }
        soft(head, Shapes.ellipse(-.12, -.62, .42, .2), .2, .20, Tones.lit(skin, 1.16));
        soft(head, Shapes.ellipse(-.56, .38, .16, .08), .09, .34, Tones.lit(skin, 1.18));
        paintAge(head);
        if (look.beard() != Look.Beard.NONE) {
            paintBeard(head);
        }
        paintNose(head);
        paintLips(head);
        soft(head, Shapes.ellipse(-.02, 1.52, .13, .07), .05, .22, Tones.lit(skin, 1.15));
    }

    private void paintNose(Canvas.Mask head) {
        double[] shade = Tones.lit(skin, .58);
        soft(head, Shapes.closed(.06, -.12, .10, .2, .17, .45, .24, .60, .17, .66, .09, .45, .05, .2), .045, .42,
                shade);
        soft(head, Shapes.closed(-.10, -.1, -.13, .25, -.2, .52, -.16, .55, -.1, .3), .05, .20, shade);
        soft(head, Shapes.closed(-.04, -.05, .0, .2, .01, .46, -.05, .46, -.06, .2), .03, .42, Tones.lit(skin, 1.2));
        soft(head, Shapes.ellipse(-.03, .52, .06, .045), .028, .5, Tones.lit(skin, 1.25));
        soft(head, Shapes.ellipse(.02, .70, .2, .045), .05, .36, shade);
        double[] deep = Tones.lit(skin, .30);
        for (int side = -1; side <= 1; side += 2) {
            soft(head,
                    Shapes.stroke(Shapes.points(side * .17, .50, side * .225, .58, side * .19, .655, side * .12, .66),
                            .04, .5),
                    .016, .42, Tones.lit(skin, .46));
            soft(head, Shapes.closed(side * .05, .655, side * .1, .63, side * .15, .645, side * .12, .668), .013, .8,
                    deep);
        }
        soft(head, Shapes.stroke(Shapes.points(-.06, .675, 0, .69, .06, .675), .025, .5), .014, .35, deep);
        soft(head, Shapes.ellipse(.02, .80, .035, .07), .03, .2, shade);
    }

    private void paintLips(Canvas.Mask head) {
        Mouth m = face.mouth();
        double[][] upper = new double[LIP_STEPS + 1][];
        double[][] line = new double[LIP_STEPS + 1][];
        double[][] lower = new double[LIP_STEPS + 1][];
        for (int i = 0; i <= LIP_STEPS; i++) {
            double s = -1 + 2.0 * i / LIP_STEPS;
            double e = 1 - s * s;
            double x = s * m.halfWidth();
            double middle = m.cy() + m.curvature() * e;
            double bow = .016 * Math.exp(-s * s / .012) - .008 * Math.exp(-Math.pow((Math.abs(s) - .28) / .14, 2));
            upper[i] = new double[]{x, middle - m.upperLip() * Math.pow(e, .75) + bow};
            line[i] = new double[]{x, middle};
            lower[i] = new double[]{x, middle + m.lowerLip() * Math.pow(e, .8)};
        }
        double[] rosy = Tones.mix(Tones.lit(skin, .86), Tones.bgr(88, 78, 190), look.female() ? .58 : .36);
        double[] shade = Tones.lit(skin, .58);
        soft(head, Shapes.ellipse(.02, m.cy() + m.lowerLip() + .10, .2, .045), .045, .42, shade);
        canvas.fill(canvas.mask(Shapes.between(upper, line), .012), null, .92, rosy,
                (x, y) -> .84 - .1 * x + .6 * (m.cy() - y));
        canvas.fill(canvas.mask(Shapes.between(line, lower), .014), null, .92, rosy,
                (x, y) -> 1.06 - .08 * x - 1.6 * Math.pow(y - m.cy() - .07, 2) * 10);
        soft(head, Shapes.ellipse(-.05, m.cy() + m.curvature() + .5 * m.lowerLip(), .12, .02), .016, .42,
                Tones.mix(rosy, Tones.bgr(245, 240, 250), .6));
        soft(head, Shapes.stroke(Shapes.moved(line, 0, .002), .026, .5), .007, .85, Tones.lit(rosy, .34));
        for (int side = -1; side <= 1; side += 2) {
            soft(head, Shapes.ellipse(side * (m.halfWidth() + .01), m.cy(), .035, .03), .022, .45, shade);
        }
    }

    private void paintAge(Canvas.Mask head) {
        double deep = Ease.clamp((look.age() - 24) / 44.0, .06, 1);
        double[] line = Tones.lit(skin, .52);
        for (int side = -1; side <= 1; side += 2) {
            soft(head, Shapes.stroke(Shapes.points(side * .25, .60, side * .38, .76, side * .47, .98), .05, .4), .025,
                    .12 + .38 * deep, line);
            if (look.old()) {
                for (int i = 0; i < 3; i++) {
                    soft(head,
                            Shapes.stroke(Shapes.points(side * .78, .01 + .05 * i, side * .92, -.05 + .11 * i), .02,
                                    .4),
                            .012, .3, line);
                }
                soft(head, Shapes.stroke(Shapes.points(side * .3, .16, side * .5, .25, side * .7, .2), .035, .5), .018,
                        .35, line);
                soft(head, Shapes.stroke(Shapes.points(side * .5, 1.1, side * .53, 1.25, side * .48, 1.42), .04, .5),
                        .03, .3,
                        line);
            }
        }
        if (look.age() > 45) {
            for (int i = 0; i < 3; i++) {
                double y = -.62 - .13 * i;
                soft(head, Shapes.stroke(Shapes.points(-.5, y + .03, -.2, y, .2, y + .01, .5, y + .03), .022, .5), .014,
                        .25 * deep, line);
            }
        }
    }

    private void paintBeard(Canvas.Mask head) {
        double[] hair = Tones.mix(Tones.lit(look.hair(), .85), skin, .12);
        boolean moustacheOnly = look.beard() == Look.Beard.MOUSTACHE;
        boolean stubble = look.beard() == Look.Beard.STUBBLE;
        double[][] moustache = Shapes.closed(-.48, 1.02, -.3, .84, -.08, .77, .08, .77, .3, .84, .48, 1.02, .36, 1.0,
                .15,
                .93, -.15, .93, -.36, 1.0);
        double[][] chin = Shapes.between(
                Shapes.smooth(
                        Shapes.points(-1.06, .25, -1.02, .9, -.84, 1.4, -.5, 1.74, 0, 1.86, .5, 1.74, .84, 1.4, 1.02,
                                .9, 1.06, .25),
                        false),
                Shapes.smooth(
                        Shapes.points(-.97, .25, -.88, .75, -.62, 1.05, -.47, 1.12, -.28, 1.25, 0, 1.24, .28, 1.25, .47,
                                1.12, .62, 1.05, .88, .75, .97, .25),
                        false));
        double cover = stubble ? .32 : .86;
        Canvas.Mask where = canvas.mask(moustacheOnly ? moustache : chin, stubble ? .06 : .035);
        if (!moustacheOnly) {
            canvas.fill(where, stubble ? head : null, cover, hair, (x, y) -> .92 - .12 * x - .12 * (y - 1.4));
        }
        canvas.fill(canvas.mask(moustache, stubble ? .04 : .025), head, cover, hair, (x, _) -> 1 - .1 * x);
        Random random = new Random(look.seed() + 3);
        for (int i = 0; !stubble && i < (moustacheOnly ? 90 : 420); i++) {
            double x = -1.05 + 2.1 * random.nextDouble();
            double y = moustacheOnly || i < 60 ? .80 + .18 * random.nextDouble() : .5 + 1.35 * random.nextDouble();
            x = moustacheOnly || i < 60 ? x * .42 : x;
            double lean = .06 * x + .03 * random.nextGaussian();
            double[][] lash = Shapes.stroke(Shapes.points(x, y, x + lean, y + .06, x + lean * 1.6, y + .12), .014, .3);
            Canvas.Mask clip = i < 60 ? canvas.mask(moustache, .02) : where;
            canvas.fill(canvas.mask(lash, .004), clip, .4, Tones.lit(hair, random.nextBoolean() ? 1.5 : .5),
                    (_, _) -> 1);
        }
    }

    private void soft(Canvas.Mask clip, double[][] outline, double blur, double alpha, double[] colour) {
        canvas.fill(canvas.mask(outline, blur), clip, alpha, colour, (_, _) -> 1);
    }
}
