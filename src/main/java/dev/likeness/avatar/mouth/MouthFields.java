package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Ease;

/**
 * Where every point of a face's chart takes its skin from, for one shape. A mouth is a cut, so there are two fields: one
 * for the skin above the lips' line, one for the skin below it. Each moves columns by a smooth amount sideways and
 * every point of a column up or down, from the target to the source. A moustache moves with the upper field, a beard
 * stretches with the lower one.
 */
final class MouthFields {

    /** Over this length beside the corners a movement dies away, and at least over it below the chin. */
    private static final double FADE = .42;
    /** Of a smile's width: its folds stay in the cheeks, and would be pushed together. */
    private static final double NARROWEST = .70;
    /** How far an upper lip rises that is closed at rest. */
    private static final double RISE = .035;
    /** From the first gap on a mouth is open, from the second on it is wide open, and closed by its jaw. */
    private static final double PARTED = .03;
    private static final double OPEN = .08;
    private static final double WIDE = .12;
    private static final double WIDEST = .30;

    /** Share of the jaw's way that a chin goes whose lips stay as they are. */
    private static final double BOB = .5;
    private static final double PANTING = .12;

    private final LipLines lips;
    private final double floor;
    /** What is shown: the shape that was asked for, as far as this face may be moved. */
    final MouthShape wanted;
    private final MouthShape shape;
    private final double jaw;
    private final double opened;
    private final double wide;
    /** The target's lips, per column: edge of the upper lip and of the lower one, inside and outside. */
    final float[] innerUpper = new float[ChartGrid.COLUMNS];
    final float[] innerLower = new float[ChartGrid.COLUMNS];
    /** What a length across the edges of the lips is along a column. */
    final float[] steep = new float[ChartGrid.COLUMNS];
    private final float[] outerUpper = new float[ChartGrid.COLUMNS];
    private final float[] outerLower = new float[ChartGrid.COLUMNS];
    private final float[] moveInnerUpper = new float[ChartGrid.COLUMNS];
    private final float[] moveInnerLower = new float[ChartGrid.COLUMNS];
    private final float[] moveOuterUpper = new float[ChartGrid.COLUMNS];
    private final float[] moveOuterLower = new float[ChartGrid.COLUMNS];
    private final float[] sideways = new float[ChartGrid.COLUMNS];
    /** Displacements, units: target to source. */
    final float[] dx = new float[ChartGrid.COLUMNS * ChartGrid.ROWS];
    final float[] upperDy = new float[dx.length];
    final float[] lowerDy = new float[dx.length];

    /**
     * @param floor Y of the picture's lower edge, where nothing moves
     * @param part of the grid, which is all that is known afterwards
     * @param edge half the softness of a lip's edge, units
     */
    MouthFields(Landmarks face, LipLines lips, boolean ownInside, double floor, ChartGrid.Part part, double edge,
            MouthShape named) {
        this.lips = lips;
        this.floor = floor;
        boolean moving = face.kind().opening() > 0 && !panting(face.kind(), lips);
        this.wanted = moving ? named.fit(face.kind()) : MouthShape.NEUTRAL.lined(0);
        this.opened = ownInside ? Ease.step(PARTED, OPEN, lips.gap) : 0;
        this.wide = Ease.step(WIDE, WIDEST, lips.gap);
        this.jaw = moving
                ? wanted.jaw() - MouthShape.jaw(lips.gap) * Ease.step(OPEN, .25, lips.gap)
                : BOB * named.jaw();
        double smile = wanted.smile() * Ease.mix(1, .80, opened);
        this.shape = wanted
                .opened(wanted.gap(), Ease.mix(wanted.width(), Math.max(NARROWEST, .93 * wanted.width()), opened),
                        wanted.roundness())
                .placed(wanted.middle(), smile);
        for (int i = 0; i < sideways.length; i++) {
            sideways[i] = (float) sidewaysAt(ChartGrid.x(i));
        }
        ChartGrid.blurLine(sideways, .022);
        if (moving) {
            double bend = seam(lips.middle);
            for (int i = 0; i < sideways.length; i++) {
                column(i, bend);
            }
        } else {
            asItIs();
        }
        for (int i = 1; i < steep.length - 1; i++) {
            double slope = Math.max(Math.abs(innerUpper[i + 1] - innerUpper[i - 1]),
                    Math.abs(innerLower[i + 1] - innerLower[i - 1])) / (2 * ChartGrid.STEP);
            steep[i] = (float) Math.sqrt(1 + slope * slope);
        }
        steep[0] = 1;
        steep[steep.length - 1] = 1;
        fill(part, edge);
    }

    /** The skin of one lip is seen down to the edge of it, that of the other up to its own. */
    private void fill(ChartGrid.Part part, double edge) {
        double lowest = 0;
        double highest = Double.MAX_VALUE;
        for (int i = part.left(); i < part.right(); i++) {
            double soft = edge * steep[i];
            lowest = Math.max(lowest, Math.max(innerUpper[i] + soft, (innerUpper[i] + innerLower[i]) / 2));
            highest = Math.min(highest, Math.min(innerUpper[i], innerLower[i]) - soft);
        }
        ChartGrid.Part seen = ChartGrid.Part.around(0, highest, 0, lowest);
        ChartGrid.Part above = new ChartGrid.Part(part.left(), part.top(), part.right(),
                Math.max(part.top() + 1, Math.min(part.bottom(), seen.bottom())));
        ChartGrid.Part below = new ChartGrid.Part(part.left(),
                Math.min(part.bottom() - 1, Math.max(part.top(), seen.top())), part.right(), part.bottom());
        for (int row = part.top(); row < part.bottom(); row++) {
            double y = ChartGrid.y(row);
            for (int i = part.left(), p = row * ChartGrid.COLUMNS + i; i < part.right(); i++, p++) {
                dx[p] = (float) (sideways[i] * reach(i, y));
                if (row < above.bottom()) {
                    upperDy[p] = (float) upper(i, y);
                }
                if (row >= below.top()) {
                    lowerDy[p] = (float) lower(i, y);
                }
            }
        }
        above.blur(upperDy, .022);
        below.blur(lowerDy, .022);
    }

    /** An animal whose mouth is open: nothing is known of what lies behind a tongue, so its lips stay as they are. */
    private static boolean panting(FaceKind kind, LipLines lips) {
        return kind == FaceKind.ANIMAL && lips.gap > PANTING;
    }

    /** Lips that stay where they are while the chin goes. */
    private void asItIs() {
        for (int i = 0; i < sideways.length; i++) {
            sideways[i] = 0;
            innerUpper[i] = lips.innerUpper[i];
            innerLower[i] = lips.innerUpper[i];
            outerUpper[i] = lips.outerUpper[i];
            outerLower[i] = lips.outerLower[i];
        }
    }

    /** Where along the way from one corner to the other a column lies in the target's mouth, -1 to 1. */
    double along(double x) {
        double a = x - lips.middle;
        return Ease.clamp(a / (lips.half(x) * shape.width()), -1, 1);
    }

    double gapAt(double x) {
        return ChartGrid.at(innerLower, x) - ChartGrid.at(innerUpper, x);
    }

    private double sidewaysAt(double x) {
        double a = x - lips.middle;
        double target = lips.half(x) * shape.width();
        if (Math.abs(a) <= target) {
            return a / shape.width() - a;
        }
        return Math.signum(a) * (lips.half(x) - target) * Ease.step(FADE, 0, Math.abs(a) - target);
    }

    /** Where an open mouth closes, under the line of its corners: nearer the upper lip when it is wide open. */
    private double seam(double sourceX) {
        double upper = ChartGrid.at(lips.innerUpper, sourceX);
        return upper + raised(lips.gap) * (ChartGrid.at(lips.innerLower, sourceX) - upper)
                - ChartGrid.at(lips.line, sourceX);
    }

    /** Share of an opening that its upper lip made. */
    static double raised(double gap) {
        return Ease.mix(.45, .22, Ease.step(.10, WIDEST, gap));
    }

    private void column(int i, double bend) {
        double x = ChartGrid.x(i);
        double s = along(x);
        double e = 1 - s * s;
        double from = x + sideways[i];
        double line = lips.line[i];
        double sourceLine = ChartGrid.at(lips.line, from);
        double iu = ChartGrid.at(lips.innerUpper, from) - sourceLine;
        double il = ChartGrid.at(lips.innerLower, from) - sourceLine;
        double ou = ChartGrid.at(lips.outerUpper, from) - sourceLine;
        double ol = ChartGrid.at(lips.outerLower, from) - sourceLine;

        double beside = Math.abs(x - lips.middle) - lips.half(x) * shape.width();
        double flat = Ease.mix(1, .12, wide);
        double drop = (.45 * (1 - shape.smile()) * Math.max(0, bend) * (1 - wide) + wide * (1 - flat) * bend)
                * Ease.step(FADE, 0, beside);
        double p = shape.outline(s);
        double middle = drop + shape.smile() * flat * seam(from) + shape.middle() * e;
        double highest = iu - Ease.mix(RISE, 0, opened) * e + Math.min(0, drop);
        double upper = softMax(middle - shape.share() * shape.gap() * p, highest, .02 * e);
        // Where the upper lip may not go up as wished, the lower one gives way for most of it.
        double lower = Math.max(middle + (1 - shape.share()) * shape.gap() * p, upper + .75 * shape.gap() * p);
        double full = shape.fullness() * Math.pow(e, 1.2);

        innerUpper[i] = (float) (line + upper);
        innerLower[i] = (float) (line + lower);
        outerUpper[i] = (float) (line + upper - (iu - ou) * shape.upperLip() - full);
        outerLower[i] = (float) (line + lower + (ol - il) * shape.lowerLip() + full);
        // The skin begins clear of what shows between the lips, or it would carry white rims along.
        double clear = opened * Math.sqrt(e);
        moveInnerUpper[i] = (float) (sourceLine + iu - .018 * clear * steep(lips.innerUpper, from) - innerUpper[i]);
        moveInnerLower[i] = (float) (sourceLine + il + .024 * clear * steep(lips.innerLower, from) - innerLower[i]);
        moveOuterUpper[i] = (float) (sourceLine + ou - outerUpper[i]);
        moveOuterLower[i] = (float) (sourceLine + ol - outerLower[i]);
    }

    /** What a length across an edge is along the column, where the edge rises. */
    private static double steep(float[] edge, double x) {
        double slope = (ChartGrid.at(edge, x + ChartGrid.STEP) - ChartGrid.at(edge, x - ChartGrid.STEP))
                / (2 * ChartGrid.STEP);
        return Math.min(4, Math.sqrt(1 + slope * slope));
    }

    /** The larger of two, without a kink where they cross. */
    private static double softMax(double a, double b, double round) {
        double over = Math.max(0, round - Math.abs(a - b));
        return Math.max(a, b) + (round > 0 ? over * over / (4 * round) : 0);
    }

    private double chin(int i) {
        return Math.max(lips.chin + jaw, outerLower[i] + .1);
    }

    /** Over which length a jaw's movement dies away under the chin; a shorter one drew a tongue on the neck. */
    private double neck() {
        return Math.max(FADE, 2.6 * Math.abs(jaw));
    }

    private double reach(int i, double y) {
        if (y < outerUpper[i]) {
            return Ease.step(Math.min(lips.nose, outerUpper[i] - .1), outerUpper[i], y);
        }
        double below = chin(i);
        if (y < below) {
            return Ease.mix(1, .15, Ease.step(outerLower[i], below, y));
        }
        return .15 * Ease.step(FADE, 0, y - below);
    }

    private double upper(int i, double y) {
        double nose = Math.min(lips.nose, outerUpper[i] - .1);
        if (y <= nose) {
            return 0;
        }
        if (y < outerUpper[i]) {
            double t = (y - nose) / (outerUpper[i] - nose);
            return moveOuterUpper[i] * (.35 * Ease.step(0, 1, t) + .65 * t * t);
        }
        double t = (y - outerUpper[i]) / Math.max(1e-4, innerUpper[i] - outerUpper[i]);
        return Ease.mix(moveOuterUpper[i], moveInnerUpper[i], Ease.clamp(t, 0, 1));
    }

    private double lower(int i, double y) {
        if (y < outerLower[i]) {
            double t = (y - innerLower[i]) / Math.max(1e-4, outerLower[i] - innerLower[i]);
            return Ease.mix(moveInnerLower[i], moveOuterLower[i], Ease.clamp(t, 0, 1));
        }
        double below = chin(i);
        double down = -jaw * Ease.step(1.0, .30, Math.abs(ChartGrid.x(i) - .5 * lips.middle));
        double moved = y < below
                ? Ease.mix(moveOuterLower[i], down, Ease.step(outerLower[i], below, y))
                : down * Ease.step(neck(), 0, y - below);
        double most = Math.max(0, .8 * (floor - y));
        return Ease.clamp(moved, -most, most);
    }
}
