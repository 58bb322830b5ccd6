package dev.likeness.avatar.paint;

import java.util.Random;

/** What is behind the person, out of focus. */
final class BackdropPainter {

    private final Canvas canvas;
    private final Look look;
    private final Random random;

    BackdropPainter(Canvas canvas, Look look) {
        this.canvas = canvas;
        this.look = look;
        random = new Random(look.seed() + 1);
    }

    void paint() {
        switch (look.place()) {
            case STUDIO -> studio(look.wall());
            case OFFICE -> office();
            case OUTDOORS -> outdoors();
            case HOME -> home();
            case NIGHT -> night();
        }
    }

    private void studio(double[] wall) {
        base(wall);
        for (int i = 0; i < 14; i++) {
            disc(1.2 + 1.2 * random.nextDouble(), .5, .08, Tones.lit(wall, .75 + .6 * random.nextDouble()));
        }
    }

    private void office() {
        double[] wall = Tones.mix(look.wall(), Tones.bgr(205, 208, 208), .5);
        base(wall);
        double span = canvas.right() - canvas.left();
        for (double x = canvas.left() - .4; x < canvas.right(); x += .12 * span + .9 * random.nextDouble()) {
            double w = .5 + 1.2 * random.nextDouble();
            double[] tone = Tones.lit(wall, .55 + .75 * random.nextDouble());
            block(x, canvas.top() - 1, x + w, 1.4 + random.nextDouble(), .16, .45, tone);
        }
        block(canvas.left() - 1, 1.6, canvas.right() + 1, canvas.bottom() + 1, .25, .5, Tones.lit(wall, .5));
        discs(5, .25, .2, Tones.bgr(225, 240, 250));
    }

    private void outdoors() {
        base(Tones.bgr(214, 200, 178));
        double[] leaf = Tones.bgr(72, 122, 92);
        block(canvas.left() - 2, .1, canvas.right() + 2, canvas.bottom() + 2, .7, .95, leaf);
        for (int i = 0; i < 40; i++) {
            disc(.3 + .7 * random.nextDouble(), .22, .35, Tones.lit(leaf, .6 + .9 * random.nextDouble()));
        }
        discs(16, .16, .22, Tones.bgr(190, 230, 225));
    }

    private void home() {
        base(Tones.bgr(120, 150, 178));
        double x = random.nextBoolean() ? canvas.left() + .8 : canvas.right() - 2;
        block(x, canvas.top() - 1, x + 1.3, .9, .15, .7, Tones.bgr(200, 224, 238));
        block(canvas.left() - 1, 1.3, canvas.right() + 1, canvas.bottom() + 1, .3, .6, Tones.bgr(74, 92, 118));
        for (int i = 0; i < 12; i++) {
            disc(.35 + .5 * random.nextDouble(), .2, .3, Tones.lit(Tones.bgr(96, 126, 160), .5 + random.nextDouble()));
        }
        discs(5, .22, .4, Tones.bgr(150, 210, 250));
    }

    private void night() {
        base(Tones.bgr(70, 46, 36));
        double[][] lamps = {Tones.bgr(90, 170, 245), Tones.bgr(220, 130, 90), Tones.bgr(150, 80, 220),
                Tones.bgr(210, 200, 120)};
        for (int i = 0; i < 34; i++) {
            disc(.12 + .3 * random.nextDouble(), .05, .3 + .3 * random.nextDouble(), lamps[random.nextInt(4)]);
        }
    }

    /** Two tones, a glow behind the head, and darker corners. */
    private void base(double[] colour) {
        double wide = (canvas.right() - canvas.left()) / 2;
        double high = (canvas.bottom() - canvas.top()) / 2;
        double middle = (canvas.bottom() + canvas.top()) / 2;
        canvas.backdrop(colour, (x, y) -> {
            double glow = Math.exp(-((x + .8) * (x + .8) + (y + .2) * (y + .2)) / 9);
            double corner = x * x / (wide * wide) + (y - middle) * (y - middle) / (high * high);
            return .90 + .20 * glow - .16 * corner * corner / 2 - .05 * y / high;
        });
    }

    private void discs(int count, double size, double alpha, double[] colour) {
        for (int i = 0; i < count; i++) {
            disc(size * (.6 + random.nextDouble()), .06, alpha, colour);
        }
    }

    private void disc(double radius, double soft, double alpha, double[] colour) {
        double x = canvas.left() + random.nextDouble() * (canvas.right() - canvas.left());
        double y = canvas.top() + random.nextDouble() * (canvas.bottom() - canvas.top());
        canvas.fill(Shapes.ellipse(x, y, radius, radius), soft, alpha, colour);
    }

    private void block(double x0, double y0, double x1, double y1, double soft, double alpha, double[] colour) {
        canvas.fill(Shapes.points(x0, y0, x1, y0, x1, y1, x0, y1), soft, alpha, colour);
    }
}
