package dev.likeness.avatar.face;

import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.picture.Plane;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Fits the deformable template that {@link Mouth} describes. Many starts, because a smile with teeth and a closed mouth
 * are two different hills of the score.
 */
final class MouthFitter {

    private static final int CX = 0;
    private static final int CY = 1;
    private static final int HALF = 2;
    private static final int TILT = 3;
    private static final int CURVE = 4;
    private static final int UPPER = 5;
    private static final int LOWER = 6;
    private static final int GAP = 7;

    private static final double[] USUAL = {0, 1.02, .42, 0, .03, .09, .14, 0};
    private static final double[] DEVIATION = {.05, .10, .08, .025, .075, .03, .045, .10};
    private static final double[] LOWEST = {-.2, .7, .25, -.2, -.12, .02, .03, 0};
    private static final double[] HIGHEST = {.2, 1.35, .62, .2, .25, .2, .28, .36};
    private static final double[] STEPS = {.04, .05, .05, .02, .04, .03, .04, .04};
    /** Half-width, curvature, upper lip, lower lip, gap: closed, closed smile, parted, three smiles with teeth, open. */
    private static final double[][] SHAPES = {{.40, 0, .08, .12, 0}, {.46, .08, .07, .11, 0}, {.40, 0, .09, .13, .06},
            {.46, .10, .07, .10, .08}, {.48, .06, .06, .10, .05}, {.50, .05, .07, .13, .18}, {.42, 0, .09, .15, .26}};
    private static final int ROWS = 8;
    private static final int COLUMNS = 25;
    private static final double OPEN = .02;
    private static final double[] ACROSS = IntStream.range(0, COLUMNS)
            .mapToDouble(i -> -.96 + 1.92 * i / (COLUMNS - 1)).toArray();
    private static final double[] UPPER_ARC = Arrays.stream(ACROSS).map(s -> Math.pow(1 - s * s, .75)).toArray();
    private static final double[] LOWER_ARC = Arrays.stream(ACROSS).map(s -> Math.pow(1 - s * s, .8)).toArray();

    private final MouthMaps maps;

    record Fit(Mouth mouth, double score) {
    }

    /** @param trust how much the colours are believed, 0 to 1 */
    MouthFitter(FaceCrop face, double trust) {
        maps = MouthMaps.of(face, trust);
    }

    Fit fit() {
        Descent.Fit best = Arrays.stream(SHAPES).map(this::bestRow)
                .map(start -> Descent.climb(start, STEPS, this::score))
                .max(Comparator.comparingDouble(Descent.Fit::score)).orElseThrow();
        return new Fit(mouth(best.parameters()), best.score());
    }

    /** Every shape is followed from its best row: a hill of its own may begin below the others'. */
    private double[] bestRow(double[] shape) {
        return IntStream.range(0, ROWS).mapToObj(
                row -> new double[]{0, .82 + .05 * row, shape[0], 0, shape[1], shape[2], shape[3], shape[4]})
                .max(Comparator.comparingDouble(this::score)).orElseThrow();
    }

    private Mouth mouth(double[] p) {
        boolean open = p[GAP] > .025;
        boolean teeth = open && columns(p).teethInside() > .3;
        return new Mouth(p[CX], p[CY], p[HALF], p[TILT], p[CURVE], p[UPPER], p[LOWER], open ? p[GAP] : 0, teeth);
    }

    /** How well a mouth fits that was found elsewhere. */
    double score(Mouth m) {
        return score(new double[]{m.cx(), m.cy(), m.halfWidth(), m.tilt(), m.curvature(), m.upperLip(), m.lowerLip(),
                m.gap()});
    }

    private double score(double[] p) {
        for (int i = 0; i < p.length; i++) {
            if (p[i] < LOWEST[i] || p[i] > HIGHEST[i]) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        return columns(p).score(p[GAP]) + cornerScore(p) - .10 * Descent.surprise(p, USUAL, DEVIATION);
    }

    private double cornerScore(double[] p) {
        double sum = 0;
        for (int side = -1; side <= 1; side += 2) {
            sum += darkAt(p, .95 * side) - darkAt(p, 1.1 * side);
        }
        return .36 * sum / 2;
    }

    private double darkAt(double[] p, double s) {
        return maps.dark().at(p[CX] + s * p[HALF], p[CY] + s * p[HALF] * Math.tan(p[TILT]));
    }

    private Columns columns(double[] p) {
        Columns sums = new Columns();
        double slope = Math.tan(p[TILT]);
        for (int i = 0; i < COLUMNS; i++) {
            double s = ACROSS[i];
            double e = 1 - s * s;
            double x = p[CX] + p[HALF] * s;
            double line = p[CY] + p[HALF] * s * slope;
            double innerUpper = line + p[CURVE] * e;
            double innerLower = line + (p[CURVE] + p[GAP]) * e;
            sums.add(x, innerUpper - p[UPPER] * UPPER_ARC[i], innerUpper, innerLower,
                    innerLower + p[LOWER] * LOWER_ARC[i]);
        }
        return sums;
    }

    /** Sums of the maps over the parts of one template. */
    private final class Columns {

        private final Mean upperLip = new Mean();
        private final Mean lowerLip = new Mean();
        private final Mean outside = new Mean();
        private final Mean teethOutside = new Mean();
        private final Mean lines = new Mean();
        private final Mean inside = new Mean();
        private final Mean lipsOpen = new Mean();
        private final Mean lipsTeeth = new Mean();
        private final Mean insideTeeth = new Mean();

        void add(double x, double outerUpper, double innerUpper, double innerLower, double outerLower) {
            lip(upperLip, x, outerUpper, innerUpper);
            lip(lowerLip, x, innerLower, outerLower);
            band(outside, maps.lip(), x, outerUpper - .10, outerUpper - .03, 4, 1);
            band(outside, maps.lip(), x, outerLower + .03, outerLower + .10, 4, 1);
            band(teethOutside, maps.teeth(), x, outerUpper - .13, outerUpper - .02, 4, 1);
            band(teethOutside, maps.teeth(), x, outerLower + .02, outerLower + .13, 4, 1);
            lines.add(maps.valley().at(x, innerUpper), 1);
            lines.add(maps.valley().at(x, innerLower), 1);
            band(inside, maps.opening(), x, innerUpper, innerLower, 5, innerLower - innerUpper);
            band(insideTeeth, maps.teeth(), x, innerUpper, innerLower, 5, innerLower - innerUpper);
        }

        private void lip(Mean mean, double x, double from, double to) {
            band(mean, maps.lip(), x, from, to, 6, to - from);
            band(lipsOpen, maps.opening(), x, from, to, 6, to - from);
            band(lipsTeeth, maps.teeth(), x, from, to, 6, to - from);
        }

        private void band(Mean mean, Plane map, double x, double from, double to, int count, double weight) {
            for (int k = 0; k < count; k++) {
                mean.add(map.at(x, from + (to - from) * (k + .5) / count), weight);
            }
        }

        double teethInside() {
            return insideTeeth.value();
        }

        double score(double gap) {
            double score = .9 * upperLip.value() + lowerLip.value() - 1.6 * outside.value() + .45 * lines.value()
                    - 1.6 * teethOutside.value();
            return gap > OPEN
                    ? score + 2 * inside.value() - 1.2 * lipsOpen.value() - .5
                    : score - 1.2 * lipsTeeth.value();
        }
    }

    private static final class Mean {

        private double sum;
        private double weights;

        void add(double value, double weight) {
            sum += value * weight;
            weights += weight;
        }

        double value() {
            return weights > 0 ? sum / weights : 0;
        }
    }
}
