package dev.likeness.avatar.paint;

import java.util.Random;

/** Neck, shoulders and what is worn over them; arms and hips when the picture reaches that far. */
final class ClothesPainter {

    private final Canvas canvas;
    private final Look look;
    private final Random random;
    private final double neck;

    ClothesPainter(Canvas canvas, Look look) {
        this.canvas = canvas;
        this.look = look;
        random = new Random(look.seed() + 2);
        neck = look.female() ? .56 : .70;
    }

    void paint() {
        boolean body = canvas.bottom() > 6;
        double[] outer = look.garment() == Look.Garment.SUIT
                ? Tones.mix(look.cloth(), Tones.bgr(40, 34, 32), .45)
                : look.cloth();
        double shoulder = look.female() ? .88 : 1;
        Canvas.Mask torso = canvas.mask(torso(shoulder, body), .02);
        canvas.fill(torso, null, 1, outer, (x, y) -> 1.02 - .05 * x - .012 * x * x - .05 * Tones.step(3, 9, y));
        if (body) {
            trousers(shoulder);
            arms(outer, shoulder);
        }
        folds(torso, outer);
        paintNeck();
        switch (look.garment()) {
            case CREW -> collarBand(torso, 2.22, .16);
            case TURTLENECK -> turtleneck();
            case BLOUSE -> vee(torso, look.skin(), 3.05, .62);
            case SHIRT -> shirt(torso);
            case SUIT -> suit(torso, outer);
        }
    }

    private double[][] torso(double s, boolean body) {
        return body
                ? Shapes.mirrored(neck * .9, 1.95, neck + .25, 2.25, 1.6 * s, 2.55, 2.5 * s, 2.85, 2.95 * s, 3.4,
                        2.75 * s, 4.4, 2.45 * s, 6, 2.2 * s, 7.6, 2.35 * s, 9, 2.5 * s, 11, 2.5 * s, 16)
                : Shapes.mirrored(neck * .9, 1.95, neck + .25, 2.25, 1.6 * s, 2.52, 2.5 * s, 2.82, 3.1 * s, 3.35,
                        3.4 * s, 4.4, 3.5 * s, 6, 3.5 * s, 9);
    }

    private void paintNeck() {
        double[][] outline = Shapes.mirrored(neck * .95, .9, neck * .97, 1.6, neck, 1.95, neck + .12, 2.2, neck + .1,
                2.45,
                .3, 2.62);
        Canvas.Mask mask = canvas.mask(outline, .015);
        double[] skin = look.skin();
        canvas.fill(mask, null, 1, skin, (x, _) -> .88 - .10 * Math.pow(Math.abs(x / neck), 2.5) - .05 * x);
        double[][] shadow = Shapes.mirrored(.95, 1.0, .9, 1.5, .55, 1.92, .0001, 2.06);
        canvas.fill(canvas.mask(shadow, .17), mask, .62, Tones.lit(skin, .58), (_, _) -> 1);
        for (int side = -1; side <= 1; side += 2) {
            double[][] sinew = Shapes.stroke(
                    Shapes.points(side * neck * .62, 1.75, side * neck * .4, 2.1, side * .16, 2.42),
                    .07, .6);
            canvas.fill(canvas.mask(sinew, .035), mask, .22, Tones.lit(skin, .62), (_, _) -> 1);
        }

    }

    private void folds(Canvas.Mask torso, double[] cloth) {
        for (int i = 0; i < 18; i++) {
            int side = random.nextBoolean() ? 1 : -1;
            double x = side * (.7 + 2.1 * random.nextDouble());
            double y = 2.6 + random.nextDouble() * (Math.min(10, canvas.bottom()) - 2.6);
            double length = .6 + random.nextDouble();
            double[][] path = Shapes.points(x, y, x - side * .12 * length, y + .5 * length,
                    x - side * (.1 + .4 * random.nextDouble()) * length, y + length);
            boolean bright = random.nextInt(3) == 0;
            canvas.fill(canvas.mask(Shapes.stroke(path, .16, .4), .07), torso, bright ? .20 : .32,
                    Tones.lit(cloth, bright ? 1.35 : .55), (_, _) -> 1);
        }
    }

    private void collarBand(Canvas.Mask torso, double y, double depth) {
        double w = neck + .16;
        double[][] opening = Shapes.points(-w, y - .18, -.5 * w, y + .14 + depth, 0, y + .24 + depth, .5 * w,
                y + .14 + depth, w, y - .18);
        double[][] lower = Shapes.moved(opening, 0, .13);
        lower[0][0] -= .12;
        lower[4][0] += .12;
        double[][] band = Shapes.between(Shapes.smooth(opening, false), Shapes.smooth(lower, false));
        canvas.fill(canvas.mask(Shapes.moved(band, 0, .05), .05), torso, .35, Tones.lit(look.cloth(), .4), (_, _) -> 1);
        fillBelow(opening, look.cloth(), torso);
        canvas.fill(canvas.mask(band, .012), null, 1, Tones.lit(look.cloth(), .86), (x, _) -> 1.05 - .08 * x);
    }

    /** Cloth between an opening and the shoulders: the neck was painted over it. */
    private void fillBelow(double[][] opening, double[] cloth, Canvas.Mask torso) {
        double[][] edge = Shapes.smooth(opening, false);
        double[][] far = Shapes.points(-1.3, 1.9, -1.3, 3, 1.3, 3, 1.3, 1.9);
        canvas.fill(canvas.mask(Shapes.between(edge, far), .012), torso, 1, cloth, (x, _) -> 1.0 - .05 * x);
    }

    private void turtleneck() {
        double w = neck + .10;
        double[][] roll = Shapes.mirrored(w * .5, 1.86, w, 1.78, w + .05, 2.1, w + .14, 2.5, .4, 2.72, .0001, 2.76);
        canvas.fill(canvas.mask(Shapes.moved(roll, 0, .05), .07), null, .4, Tones.lit(look.cloth(), .35),
                (_, _) -> 1);
        canvas.fill(canvas.mask(roll, .015), null, 1, look.cloth(), (x, y) -> 1.08 - .22 * Math.pow(Math.abs(x / w), 3)
                - .05 * x + .05 * Math.sin(46 * x) - .25 * Tones.step(2.0, 1.84, y));
    }

    private void vee(Canvas.Mask torso, double[] inside, double depth, double width) {
        double w = neck * .72 + width * .55;
        double[][] opening = Shapes.points(-w, 2.05, -w * .85, 2.4, 0, depth, w * .85, 2.4, w, 2.05);
        canvas.fill(canvas.mask(opening, .015), torso, 1, inside,
                (x, y) -> .78 + .15 * Tones.step(2.05, 2.4, y) - .05 * x);
        double[] skin = look.skin();
        if (inside == skin) {
            for (int side = -1; side <= 1; side += 2) {
                double[][] bone = Shapes.stroke(Shapes.points(side * .14, 2.56, side * .5, 2.47, side * .85, 2.42), .06,
                        .3);
                canvas.fill(canvas.mask(bone, .03), null, .2, Tones.lit(skin, .6), (_, _) -> 1);
            }
        }
        for (int side = -1; side <= 1; side += 2) {
            double[][] hem = Shapes.stroke(Shapes.points(side * w, 2.0, side * w * .85, 2.4, 0, depth + .02), .09, .3);
            canvas.fill(canvas.mask(Shapes.moved(hem, 0, -.02), .03), null, .35, Tones.lit(look.cloth(), .45),
                    (_, _) -> 1);
            canvas.fill(canvas.mask(hem, .01), null, 1, Tones.lit(look.cloth(), .9), (x, _) -> 1.05 - .1 * x);
        }
    }

    private void shirt(Canvas.Mask torso) {
        vee(torso, look.skin(), 2.75, .3);
        wings(look.cloth());
        double[] dark = Tones.lit(look.cloth(), .6);
        canvas.fill(canvas.mask(Shapes.points(.10, 2.85, .13, 2.85, .13, 16, .10, 16), .01), torso, .6, dark,
                (_, _) -> 1);
        for (double y = 3.1; y < canvas.bottom(); y += .75) {
            canvas.fill(Shapes.ellipse(0, y, .045, .045), .008, .8, Tones.lit(look.cloth(), 1.25));
            canvas.fill(Shapes.ellipse(.008, y + .02, .05, .05), .02, .25, dark);
        }
    }

    private void wings(double[] cloth) {
        for (int side = -1; side <= 1; side += 2) {
            double[][] wing = Shapes.points(side * (neck + .02), 1.92, side * (neck + .22), 2.2, side * .78, 2.78,
                    side * .30, 3.0, side * .05, 2.72, side * neck * .75, 2.38);
            canvas.fill(canvas.mask(Shapes.moved(wing, .02, .07), .05), null, .4, Tones.lit(cloth, .35), (_, _) -> 1);
            canvas.fill(canvas.mask(wing, .012), null, 1, cloth, (x, y) -> 1.08 - .08 * x - .1 * (y - 2.4));
        }
    }

    private void suit(Canvas.Mask torso, double[] outer) {
        double[] white = Tones.bgr(226, 224, 222);
        double[][] opening = Shapes.points(-.95, 2.1, -.62, 2.9, 0, 5.4, .62, 2.9, .95, 2.1);
        canvas.fill(canvas.mask(opening, .015), torso, 1, white, (x, y) -> .97 - .06 * x - .10 * Math.abs(x) - .02 * y);
        vee(torso, look.skin(), look.female() ? 3.2 : 2.62, .2);
        wings(white);
        if (!look.female()) {
            double[] tie = Tones.mix(Tones.lit(look.cloth(), .8), Tones.bgr(52, 34, 110), .5);
            canvas.fill(
                    canvas.mask(
                            Shapes.points(-.15, 2.66, .15, 2.66, .11, 2.95, .30, 5.2, 0, 5.5, -.30, 5.2, -.11, 2.95),
                            .012),
                    null, 1, tie, (x, y) -> 1.1 - .9 * Math.abs(x + .03) + .06 * Math.sin(24 * (x + y))
                            - .3 * Math.exp(-Math.pow((y - 2.97) / .05, 2)));
        }
        for (int side = -1; side <= 1; side += 2) {
            double[][] lapel = Shapes.points(side * (neck + .2), 2.0, side * 1.35, 2.75, side * 1.5, 3.35, side * 1.2,
                    3.45,
                    side * 1.28, 3.7, side * .05, 5.6, side * .5, 3.4, side * .8, 2.7);
            canvas.fill(canvas.mask(Shapes.moved(lapel, .02, .05), .06), torso, .5, Tones.lit(outer, .3), (_, _) -> 1);
            canvas.fill(canvas.mask(lapel, .012), torso, 1, outer, (x, y) -> 1.22 - .06 * x - .05 * (y - 2.5));
        }
    }

    private void trousers(double s) {
        double[][] hips = Shapes.mirrored(.0001, 8.75, 2.2 * s, 8.7, 2.42 * s, 9.2, 2.6 * s, 11, 2.6 * s, 16, .0001,
                16);
        canvas.fill(canvas.mask(hips, .02), null, 1, Tones.bgr(58, 50, 48), (x, y) -> 1.05 - .05 * x
                - .4 * Math.exp(-Math.pow((y - 8.8) / .12, 2)));
    }

    private void arms(double[] cloth, double s) {
        for (int side = -1; side <= 1; side += 2) {
            double[][] arm = Shapes.closed(side * 2.3 * s, 3.0, side * 2.85 * s, 3.05, side * 3.2 * s, 3.8,
                    side * 3.35 * s, 5.5, side * 3.45 * s, 7.5, side * 3.4 * s, 9.6, side * 3.3 * s, 16, side * 2.7 * s,
                    16, side * 2.6 * s, 9.6, side * 2.5 * s, 7, side * 2.42 * s, 5, side * 2.2 * s, 4);
            canvas.fill(canvas.mask(Shapes.moved(arm, -.06 * side, .02), .14), null, .45, Tones.lit(cloth, .3),
                    (_, _) -> 1);
            Canvas.Mask sleeve = canvas.mask(arm, .02);
            double middle = side * 2.95 * s;
            double tone = 1.03 - .05 * side;
            canvas.fill(sleeve, null, 1, cloth, (x, _) -> tone - .45 * (x - middle) * (x - middle));
        }
    }
}
