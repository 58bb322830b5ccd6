package dev.likeness.avatar.mouth;

import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.picture.Ease;

/**
 * Where every point of a mouth tile takes its skin from, for one shape. A mouth is a cut, so there are two fields: one
 * for the skin above the lips' line, one for the skin below it. Each moves columns by a smooth amount sideways and
 * every point of a column up or down, from the target to the source.
 */
final class MouthFields {

    /** Over this length beside the corners and below the chin a movement dies away. */
    private static final double FADE = .42;

    /** Of a smile's width: its folds stay in the cheeks, and would be pushed together. */
    private static final double NARROWEST = .70;

    private final MouthTile tile;
    private final Landmarks face;
    private final Mouth mouth;
    /** What is shown: the shape that was asked for, as far as this face may be moved. */
    final MouthShape wanted;
    private final MouthShape shape;
    private final double jaw;
    private final int n;
    /** The target's lips, per column: edge of the upper lip and of the lower one, inside and outside. */
    final float[] innerUpper;
    final float[] innerLower;
    private final float[] outerUpper;
    private final float[] outerLower;
    private final float[] moveInnerUpper;
    private final float[] moveInnerLower;
    private final float[] moveOuterUpper;
    private final float[] moveOuterLower;
    private final float[] sideways;
    /** Displacements, units: target to source. */
    final float[] dx;
    final float[] upperDy;
    final float[] lowerDy;

    MouthFields(MouthTile tile, Landmarks face, MouthShape named) {
        this.tile = tile;
        this.face = face;
        this.mouth = face.mouth();
        MouthShape bold = named.fit(face.kind());
        this.wanted = bold;
        this.jaw = bold.jaw() + face.kind().bob() * named.jaw();
        this.shape = mouth.teethVisible()
                ? bold.opened(bold.gap(), Math.max(NARROWEST, bold.width() * .93), bold.roundness()).placed(
                        bold.middle(),
                        bold.smile() * .80)
                : bold;
        this.n = tile.width;
        innerUpper = new float[n];
        innerLower = new float[n];
        outerUpper = new float[n];
        outerLower = new float[n];
        moveInnerUpper = new float[n];
        moveInnerLower = new float[n];
        moveOuterUpper = new float[n];
        moveOuterLower = new float[n];
        sideways = new float[n];
        for (int i = 0; i < n; i++) {
            sideways[i] = (float) sidewaysAt(tile.x(i) - mouth.cx());
        }
        Ease.blur(sideways, .022 * tile.frame.unit());
        for (int i = 0; i < n; i++) {
            column(i);
        }
        dx = new float[n * tile.height];
        upperDy = new float[n * tile.height];
        lowerDy = new float[n * tile.height];
        for (int row = 0; row < tile.height; row++) {
            double y = tile.y(row);
            for (int i = 0; i < n; i++) {
                dx[row * n + i] = (float) (sideways[i] * reach(i, y));
                upperDy[row * n + i] = (float) upper(i, y);
                lowerDy[row * n + i] = (float) lower(i, y);
            }
        }
        Ease.blur(upperDy, n, tile.height, .022 * tile.frame.unit());
        Ease.blur(lowerDy, n, tile.height, .022 * tile.frame.unit());
    }

    /** Half-width of the target's mouth. */
    double halfWidth() {
        return mouth.halfWidth() * shape.width();
    }

    double gapAt(int column) {
        return innerLower[column] - innerUpper[column];
    }

    private double sidewaysAt(double a) {
        double half = halfWidth();
        if (Math.abs(a) <= half) {
            return a / shape.width() - a;
        }
        return Math.signum(a) * (mouth.halfWidth() - half) * Ease.step(FADE, 0, Math.abs(a) - half);
    }

    private void column(int i) {
        double half = halfWidth();
        double a = tile.x(i) - mouth.cx();
        double s = Ease.clamp(a / half, -1, 1);
        double e = 1 - s * s;
        double rest = mouth.curvature() + .45 * mouth.gap();
        double k = shape.smile();
        double drop = .45 * (1 - k) * rest * Ease.step(FADE, 0, Math.abs(a) - half);
        double sourceLine = mouth.cy() + mouth.tilt() * (a + sideways[i]);
        double targetLine = mouth.cy() + mouth.tilt() * a + drop;

        double sourceUpper = sourceLine + mouth.curvature() * e;
        double sourceLower = sourceUpper + mouth.gap() * e;
        double upperHeight = mouth.upperLip() * Math.pow(e, .75);
        double lowerHeight = mouth.lowerLip() * Math.pow(e, .8);

        double p = shape.outline(s);
        double middle = targetLine + (k * rest + shape.middle()) * e;
        double highest = sourceUpper - (mouth.teethVisible() ? 0 : .035) * e;
        double upper = softMax(middle - shape.share() * shape.gap() * p, highest, .02 * e);
        // Where the upper lip may not go up as wished, the lower one gives way for most of it.
        double lower = Math.max(middle + (1 - shape.share()) * shape.gap() * p, upper + .75 * shape.gap() * p);
        double full = shape.fullness() * Math.pow(e, 1.2);

        innerUpper[i] = (float) upper;
        innerLower[i] = (float) lower;
        outerUpper[i] = (float) (upper - upperHeight * shape.upperLip() - full);
        outerLower[i] = (float) (lower + lowerHeight * shape.lowerLip() + full);
        // The skin begins clear of teeth that show, or it would carry white rims along.
        double clear = mouth.teethVisible() ? Math.sqrt(e) : 0;
        moveInnerUpper[i] = (float) (sourceUpper - .018 * clear - upper);
        moveInnerLower[i] = (float) (sourceLower + .024 * clear - lower);
        moveOuterUpper[i] = (float) (sourceUpper - upperHeight - outerUpper[i]);
        moveOuterLower[i] = (float) (sourceLower + lowerHeight - outerLower[i]);
    }

    /** The larger of two, without a kink where they cross. */
    private static double softMax(double a, double b, double round) {
        double over = Math.max(0, round - Math.abs(a - b));
        return Math.max(a, b) + (round > 0 ? over * over / (4 * round) : 0);
    }

    private double chin() {
        return face.chin() + jaw;
    }

    private double reach(int i, double y) {
        double below = Math.max(chin(), outerLower[i] + .1);
        if (y < outerUpper[i]) {
            return Ease.step(Math.min(face.noseBase(), outerUpper[i] - .1), outerUpper[i], y);
        }
        if (y < below) {
            return Ease.mix(1, .15, Ease.step(outerLower[i], below, y));
        }
        return .15 * Ease.step(FADE, 0, y - below);
    }

    private double upper(int i, double y) {
        double nose = Math.min(face.noseBase(), outerUpper[i] - .1);
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
        double below = Math.max(chin(), outerLower[i] + .1);
        double down = -jaw * Ease.step(1.0, .30, Math.abs(tile.x(i)));
        if (y < below) {
            return Ease.mix(moveOuterLower[i], down, Ease.step(outerLower[i], below, y));
        }
        return down * Ease.step(FADE, 0, y - below);
    }

    /** The smallest factor by which either field changes an area where its skin may show; above 0 nothing is folded. */
    double smallestJacobian() {
        double least = Double.MAX_VALUE;
        double d = tile.frame.unit();
        for (int row = 1; row < tile.height - 1; row++) {
            double y = tile.y(row);
            for (int i = 1; i < n - 1; i++) {
                int p = row * n + i;
                double xx = 1 + (dx[p + 1] - dx[p - 1]) * d / 2;
                double xy = (dx[p + n] - dx[p - n]) * d / 2;
                float[] dy = y < (innerUpper[i] + innerLower[i]) / 2 ? upperDy : lowerDy;
                double yx = (dy[p + 1] - dy[p - 1]) * d / 2;
                double yy = 1 + (dy[p + n] - dy[p - n]) * d / 2;
                least = Math.min(least, xx * yy - xy * yx);
            }
        }
        return least;
    }
}
