package dev.likeness.avatar.paint;

import dev.likeness.avatar.picture.Ease;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Hair behind the head and in front of it. Each lock runs from the parting along two lines, its strands between them. */
final class HairPainter {

    private final Canvas canvas;
    private final Look look;
    private final double[] hair;
    private final Random random;

    HairPainter(Canvas canvas, Look look) {
        this.canvas = canvas;
        this.look = look;
        hair = look.hair();
        random = new Random(look.seed() + 6);
    }

    void paintBack() {
        switch (look.cut()) {
            case LONG ->
                mass(Shapes.mirrored(.0001, -1.85, .8, -1.62, 1.3, -.8, 1.46, .3, 1.52, 1.4, 1.62, 2.4, 1.5, 3.2,
                        .9, 3.35, .0001, 3.0), 150, 3.3);
            case BOB ->
                mass(Shapes.mirrored(.0001, -1.85, .8, -1.62, 1.3, -.8, 1.44, .2, 1.42, 1.1, 1.22, 1.62, .7, 1.7,
                        .0001, 1.5), 100, 1.7);
            case CURLY -> curls(look.female() ? 1.75 : 1.38, look.female() ? 1.3 : .1, 300);
            case BUN -> {
                mass(Shapes.ellipse(.05, -2.05, .52, .44), 0, 0);
                for (int i = 0; i < 26; i++) {
                    double r = .1 + .38 * random.nextDouble();
                    double a = 6.3 * random.nextDouble();
                    strand(Shapes.points(.05 + r * Math.cos(a), -2.05 + r * .85 * Math.sin(a),
                            .05 + r * Math.cos(a + .6),
                            -2.05 + r * .85 * Math.sin(a + .6), .05 + r * Math.cos(a + 1.2),
                            -2.05 + r * .85 * Math.sin(a + 1.2)),
                            canvas.mask(Shapes.ellipse(.05, -2.05, .52, .44), .02), .5);
                }
            }
            default -> {
            }
        }
    }

    void paintFront(Canvas.Mask skin) {
        switch (look.cut()) {
            case BALD -> bald(skin);
            case CROPPED -> lockPair(skin, .0, -1.72, -1.1, .05, 1.10, .96, .8);
            case SHORT -> lockPair(skin, look.seed() % 2 == 0 ? .42 : -.42, -1.96, -1.06, .02, 1.2, .97, 1);
            case BUN -> lockPair(skin, .05, -1.86, -1.22, .1, 1.16, 1.0, 1);
            case CURLY -> curlyFront(skin);
            case LONG -> curtains(skin, 2.5);
            case BOB -> curtains(skin, 1.45);
        }
    }

    private void mass(double[][] outline, int strands, double end) {
        Canvas.Mask mask = canvas.mask(outline, .03);
        canvas.fill(mask, null, 1, Tones.lit(hair, .62), (x, y) -> 1 - .06 * x - .05 * y);
        for (int i = 0; i < strands; i++) {
            int side = i % 2 == 0 ? 1 : -1;
            double x = side * (.75 + .75 * random.nextDouble());
            double wave = .07 * random.nextGaussian();
            double y = -.6 + 1.2 * random.nextDouble();
            strand(Shapes.points(x, y, x + wave, y + (end - y) * .35, x - wave, y + (end - y) * .7, x + wave, end),
                    mask,
                    .45);
        }
    }

    /** A cap of two locks from a parting to the temples, for short and tied hair. */
    private void lockPair(Canvas.Mask skin, double part, double top, double line, double end, double outer,
            double inner,
            double alpha) {
        for (int side = -1; side <= 1; side += 2) {
            double reach = 1 - side * part;
            double[][] out = Shapes.points(part, top + .12, part + side * .38 * reach, top + .04, side * outer * .80,
                    top + .42, side * outer * .98, -.95, side * outer, -.5, side * (outer - .06), end);
            double[][] in = Shapes.points(part, line - .06, part + side * .34 * reach, line + .02, side * inner * .72,
                    line + .14, side * inner * .93, -.72, side * inner, -.38, side * (inner + .01), end);
            lock(skin, out, in, 110, alpha);
        }
    }

    private void curtains(Canvas.Mask skin, double end) {
        double part = look.seed() % 2 == 0 ? .22 : -.22;
        double flare = end > 2 ? 1.5 : 1.3;
        for (int side = -1; side <= 1; side += 2) {
            double reach = 1 - side * part;
            double[][] out = Shapes.points(part, -1.84, part + side * .42 * reach, -1.88, side * 1.02, -1.48,
                    side * 1.3,
                    -.8, side * 1.4, .1, side * 1.43, .8, side * flare, end);
            double[][] in = Shapes.points(part, -1.2, part + side * .22 * reach, -1.1, side * .66, -.86, side * .9,
                    -.45,
                    side * 1.0, .1, side * 1.04, .75, side * (end > 2 ? 1.05 : .98), end);
            lock(skin, out, in, 130, 1);
        }
    }

    private void lock(Canvas.Mask skin, double[][] out, double[][] in, int strands, double alpha) {
        double[][] outer = Shapes.smooth(out, false);
        double[][] inner = Shapes.smooth(in, false);
        double[][] outline = Shapes.between(outer, inner);
        canvas.fill(canvas.mask(Shapes.moved(outline, .03, .09), .07), skin, .42, Tones.lit(look.skin(), .42),
                (_, _) -> 1);
        Canvas.Mask mask = canvas.mask(outline, .028);
        canvas.fill(mask, null, alpha, hair, (x, y) -> {
            double shine = Math.exp(-Math.pow((y + 1.28 - .25 * x * x + .12 * x) / .2, 2));
            return .84 + .34 * shine - .07 * x - .10 * Math.max(0, y);
        });
        for (int i = 0; i < strands; i++) {
            double from = random.nextDouble();
            double to = Ease.clamp(from + .12 * random.nextGaussian(), 0, 1);
            int first = random.nextInt(out.length / 2);
            double[][] path = new double[out.length - first][];
            for (int k = first; k < out.length; k++) {
                double v = from + (to - from) * (k - first) / (out.length - first);
                path[k - first] = Tones.mix(new double[]{out[k][0], out[k][1], 0}, new double[]{in[k][0], in[k][1], 0},
                        v);
            }
            strand(path, mask, .42 * alpha);
        }
    }

    private void strand(double[][] path, Canvas.Mask clip, double alpha) {
        double tone = random.nextInt(5) < 2 ? 1.25 + .35 * random.nextDouble() : .45 + .4 * random.nextDouble();
        double width = .012 + .028 * random.nextDouble();
        double[][] stroke = Shapes.stroke(path, width, .45);
        canvas.fill(canvas.mask(stroke, .006), clip, alpha * (.5 + .5 * random.nextDouble()), Tones.lit(hair, tone),
                (_, y) -> 1 + .18 * Math.exp(-Math.pow((y + 1.25) / .25, 2)));
    }

    private void curls(double reach, double low, int count) {
        for (int i = 0; i < count; i++) {
            double a = Math.PI * (1.0 + random.nextDouble());
            double r = Math.sqrt(random.nextDouble());
            double x = r * reach * Math.cos(a);
            double y = -.15 + r * (reach + .35) * Math.sin(a);
            if (i % 3 == 0) {
                x = (random.nextBoolean() ? 1 : -1) * (.85 + (reach - .85) * random.nextDouble());
                y = -.4 + (low + .4) * random.nextDouble();
            }
            curl(x, y, .6 + .4 * r, null);
        }
    }

    private void curl(double x, double y, double tone, Canvas.@Nullable Mask skin) {
        double r = .12 + .10 * random.nextDouble();
        if (skin != null) {
            canvas.fill(canvas.mask(Shapes.ellipse(x + .02, y + .07, r, r), .05), skin, .3, Tones.lit(look.skin(), .4),
                    (_, _) -> 1);
        }
        canvas.fill(canvas.mask(Shapes.ellipse(x, y, r, r), .025), null, .96, Tones.lit(hair, tone * .85), (_, _) -> 1);
        double a = 6.3 * random.nextDouble();
        for (int k = 0; k < 3; k++) {
            double q = r * (.35 + .25 * k);
            double[][] arc = Shapes.points(x + q * Math.cos(a), y + q * Math.sin(a), x + q * Math.cos(a + 1),
                    y + q * Math.sin(a + 1), x + q * Math.cos(a + 2), y + q * Math.sin(a + 2), x + q * Math.cos(a + 3),
                    y + q * Math.sin(a + 3));
            canvas.fill(Shapes.stroke(arc, .03, .5), .01, .5, Tones.lit(hair, tone * (k == 1 ? 1.45 : .6)));
        }
    }

    private void curlyFront(Canvas.Mask skin) {
        double reach = look.female() ? 1.3 : 1.14;
        for (int i = 0; i < 190; i++) {
            double a = Math.PI * (1.04 + .92 * random.nextDouble());
            double r = .86 + .36 * random.nextDouble();
            double x = r * reach * .92 * Math.cos(a);
            double y = -.22 + r * 1.36 * Math.sin(a);
            boolean forehead = y > -1.0 && Math.abs(x) < .82;
            if (!forehead) {
                curl(x, y, .8 + .35 * random.nextDouble() - .1 * x, skin);
            }
        }
    }

    private void bald(Canvas.Mask skin) {
        canvas.fill(canvas.mask(Shapes.ellipse(-.2, -1.12, .38, .16), .12), skin, .45, Tones.lit(look.skin(), 1.2),
                (_, _) -> 1);
        for (int side = -1; side <= 1; side += 2) {
            canvas.fill(canvas.mask(Shapes.closed(side * .93, -.75, side * 1.06, -.6, side * 1.09, -.1, side * 1.02, .0,
                    side * .99, -.3), .05), null, .45, Tones.lit(hair, .8), (_, _) -> 1);
        }
    }
}
