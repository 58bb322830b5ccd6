package dev.likeness.avatar.paint;

import java.util.Random;

/** Eyes, brows and glasses. */
final class EyePainter {

    private static final int STEPS = 32;
    private static final double IRIS = .1;

    private final Canvas canvas;
    private final Look look;

    EyePainter(Canvas canvas, Look look) {
        this.canvas = canvas;
        this.look = look;
    }

    void paint(Features face) {
        paintEye(face.left(), -1);
        paintEye(face.right(), 1);
        paintBrow(-1);
        paintBrow(1);
    }

    private void paintEye(Eye eye, int side) {
        double[][] upper = lid(eye, true);
        double[][] lower = lid(eye, false);
        Canvas.Mask open = canvas.mask(Shapes.between(upper, lower), .006);
        double[] skin = look.skin();
        double[] lash = Tones.mix(Tones.lit(look.hair(), .35), Tones.bgr(22, 22, 30), .6);
        canvas.fill(Shapes.stroke(Shapes.moved(upper, 0, -.075), .03, .5), .014, .42, Tones.lit(skin, .45));
        canvas.fill(Shapes.between(Shapes.moved(upper, 0, -.065), upper), .02, .3,
                Tones.lit(skin, look.female() ? .78 : 1.05));
        canvas.fill(open, null, 1, Tones.bgr(226, 230, 234),
                (x, y) -> 1 - 2.2 * Math.pow((x - eye.cx()) / .235, 2) * .12 - 1.9 * Math.max(0, -y + .0));
        canvas.fill(canvas.mask(Shapes.ellipse(eye.cx() - side * .225, eye.cy() + .008, .03, .022), .008), open, .7,
                Tones.bgr(122, 124, 196), (_, _) -> 1);
        paintIris(eye, open);
        canvas.fill(canvas.mask(Shapes.stroke(Shapes.moved(upper, 0, .018), .07, .5), .018), open, .5,
                Tones.bgr(40, 38, 52), (_, _) -> 1);
        canvas.fill(Shapes.stroke(lower, .014, .6), .006, .5, Tones.lit(skin, .45));
        canvas.fill(Shapes.stroke(Shapes.moved(lower, 0, .016), .02, .5), .008, .3, Tones.lit(skin, 1.15));
        canvas.fill(Shapes.stroke(Shapes.moved(upper, 0, -.004), look.female() ? .042 : .028, side > 0 ? .65 : .35),
                .005,
                .92, lash);
        if (look.female()) {
            paintLashes(eye, side, lash);
        }
    }

    private void paintLashes(Eye eye, int side, double[] lash) {
        for (int i = 0; i < 9; i++) {
            double s = side * (.15 + .1 * i);
            double x = eye.cx() + s * eye.halfWidth();
            double y = eye.cy() + eye.halfWidth() * s * Math.tan(eye.tilt())
                    - eye.upper() * Eye.lidArc(s, eye.skew());
            double out = side * (.006 + .006 * i);
            canvas.fill(Shapes.stroke(Shapes.points(x, y, x + out * .6, y - .025, x + out * 1.5, y - .042), .011, .2),
                    .003,
                    .75, lash);
        }
    }

    private void paintIris(Eye eye, Canvas.Mask open) {
        double cx = eye.irisX();
        double cy = eye.irisY();
        Random random = new Random(look.seed() + 4);
        double phase = 6 * random.nextDouble();
        double[] colour = look.iris();
        canvas.fill(canvas.mask(Shapes.ellipse(cx, cy, IRIS, IRIS), .006), open, 1, colour, (x, y) -> {
            double r = Math.hypot(x - cx, y - cy) / IRIS;
            double a = Math.atan2(y - cy, x - cx);
            double fibre = .10 * Math.sin(23 * a + phase) + .07 * Math.sin(37 * a + 2 * phase);
            double ring = .62 * Tones.step(.72, 1, r);
            return 1.0 + fibre * Tones.step(.35, .6, r) + .55 * (y - cy) / IRIS * .6 - ring;
        });
        canvas.fill(canvas.mask(Shapes.ellipse(cx, cy, .042, .042), .006), open, .96, Tones.bgr(14, 12, 14),
                (_, _) -> 1);
        canvas.fill(Shapes.ellipse(cx - .032, cy - .036, .019, .017), .004, .92, Tones.bgr(252, 252, 252));
        canvas.fill(Shapes.ellipse(cx + .036, cy + .034, .012, .010), .005, .4, Tones.bgr(240, 240, 245));
    }

    private static double[][] lid(Eye eye, boolean upper) {
        double[][] out = new double[STEPS + 1][];
        for (int i = 0; i <= STEPS; i++) {
            double s = -1 + 2.0 * i / STEPS;
            double line = eye.cy() + eye.halfWidth() * s * Math.tan(eye.tilt());
            out[i] = new double[]{eye.cx() + s * eye.halfWidth(), upper
                    ? line - eye.upper() * Eye.lidArc(s, eye.skew())
                    : line + eye.lower() * (1 - s * s)};
        }
        return out;
    }

    private void paintBrow(int side) {
        double[] colour = Tones.mix(Tones.lit(look.hair(), .62), Tones.bgr(50, 56, 72), .3);
        double thick = look.female() ? .075 : .10;
        double lift = look.female() ? -.03 : 0;
        double[][] path = Shapes.points(side * .20, -.265, side * .36, -.325 + lift, side * .58, -.36 + lift * 1.4,
                side * .82, -.255 + lift);
        canvas.fill(Shapes.stroke(path, thick, .35), .018, look.female() ? .62 : .7, colour);
        Random random = new Random(look.seed() + 5);
        double[][] line = Shapes.smooth(path, false);
        for (int i = 0; i < 34; i++) {
            double[] at = line[random.nextInt(line.length - 3)];
            double y = at[1] + (random.nextDouble() - .4) * thick * .8;
            double reach = side * (.05 + .05 * random.nextDouble());
            double rise = at[0] * side < .5 ? -.016 : .010;
            canvas.fill(
                    Shapes.stroke(Shapes.points(at[0], y, at[0] + reach * .5, y + rise, at[0] + reach, y + rise * 1.2),
                            .012, .3),
                    .003, .5, Tones.lit(colour, .6 + .5 * random.nextDouble()));
        }
    }

    void paintGlasses() {
        double[] frame = Tones.bgr(38, 34, 36);
        for (int side = -1; side <= 1; side += 2) {
            double[][] rim = rim(side, 1);
            canvas.fill(Shapes.between(Shapes.moved(rim, .015, .03), Shapes.moved(rim(side, .9), .015, .03)), .02, .22,
                    Tones.lit(look.skin(), .3));
            canvas.fill(Shapes.between(rim, rim(side, .89)), .005, .96, frame);
            canvas.fill(Shapes.stroke(Shapes.points(side * .87, -.06, side * 1.0, -.07, side * 1.1, -.02), .055, .4),
                    .006,
                    .9, frame);
            canvas.fill(
                    Shapes.points(side * .5 - .2, -.16, side * .5 - .1, -.16, side * .5 - .2, .12, side * .5 - .27,
                            .06),
                    .03, .13, Tones.bgr(250, 250, 250));
        }
        canvas.fill(Shapes.stroke(Shapes.points(-.16, -.03, -.06, -.075, .06, -.075, .16, -.03), .045, .5), .006, .95,
                frame);
    }

    /** A rounded rectangle, walked once and closed where it began, so that two of them make a ring. */
    private static double[][] rim(int side, double size) {
        double[][] out = new double[65][];
        for (int i = 0; i <= 64; i++) {
            double a = 2 * Math.PI * i / 64;
            double c = Math.cos(a);
            double s = Math.sin(a);
            out[i] = new double[]{side * .5 + .36 * size * Math.signum(c) * Math.pow(Math.abs(c), .62),
                    .03 + .27 * size * Math.signum(s) * Math.pow(Math.abs(s), .62)};
        }
        return out;
    }
}
