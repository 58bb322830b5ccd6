package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Ease;

/**
 * The lips of a portrait in its chart: the edges of both, inside and outside, column by column as the mesh found them,
 * and the places of nose and chin. The two halves of a mouth are measured apart.
 */
final class LipLines {

    private static final int[] INNER_UPPER = {78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308};
    private static final int[] INNER_LOWER = {78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308};
    private static final int[] OUTER_UPPER = {61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291};
    private static final int[] OUTER_LOWER = {61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291};
    private static final int MIDDLE = 5;
    private static final double SMOOTH = .018;

    final float[] innerUpper;
    final float[] innerLower;
    final float[] outerUpper;
    final float[] outerLower;
    /** From corner to corner and on. */
    final float[] line;
    /** X of the middle. */
    final double middle;
    /** From the middle to the corners. */
    final double halfLeft;
    final double halfRight;
    /** Opening at the middle. */
    final double gap;
    /** Y of the nose's base and of the chin. */
    final double nose;
    final double chin;

    private LipLines(double[][] iu, double[][] il, double[][] ou, double[][] ol, double nose, double chin) {
        this.nose = nose;
        this.chin = chin;
        double[] left = {(iu[0][0] + il[0][0]) / 2, (iu[0][1] + il[0][1]) / 2};
        double[] right = {(iu[10][0] + il[10][0]) / 2, (iu[10][1] + il[10][1]) / 2};
        middle = Ease.clamp((iu[MIDDLE][0] + il[MIDDLE][0] + ou[MIDDLE][0] + ol[MIDDLE][0]) / 4, left[0] + .05,
                right[0] - .05);
        halfLeft = Math.max(.05, middle - left[0]);
        halfRight = Math.max(.05, right[0] - middle);
        line = new float[ChartGrid.COLUMNS];
        double slope = (right[1] - left[1]) / Math.max(.1, right[0] - left[0]);
        for (int i = 0; i < line.length; i++) {
            line[i] = (float) (left[1] + slope * (ChartGrid.x(i) - left[0]));
        }
        float[] top = curve(iu);
        float[] bottom = curve(il);
        float[] above = curve(ou);
        float[] below = curve(ol);
        for (int i = 0; i < line.length; i++) {
            bottom[i] = Math.max(bottom[i], top[i]);
            above[i] = Math.min(above[i], top[i]);
            below[i] = Math.max(below[i], bottom[i]);
        }
        innerUpper = smooth(top);
        innerLower = smooth(bottom);
        outerUpper = smooth(above);
        outerLower = smooth(below);
        gap = ChartGrid.at(innerLower, middle) - ChartGrid.at(innerUpper, middle);
    }

    static LipLines of(Landmarks face, FaceChart chart) {
        FaceMesh mesh = face.mesh();
        if (mesh == null) {
            return usual();
        }
        double[][] iu = points(mesh, chart, INNER_UPPER);
        double[][] il = points(mesh, chart, INNER_LOWER);
        double[][] ou = points(mesh, chart, OUTER_UPPER);
        double outward = .5 * Ease.step(.12, .30, il[MIDDLE][1] - iu[MIDDLE][1]);
        widen(iu, ou, outward);
        widen(il, ou, outward);
        return new LipLines(iu, il, ou, points(mesh, chart, OUTER_LOWER), chart.chart(mesh.x(2), mesh.y(2))[1],
                chart.chart(mesh.x(152), mesh.y(152))[1]);
    }

    /** The mesh ends an open mouth a little before its corners, and what is dark beyond would be taken for skin. */
    private static void widen(double[][] inner, double[][] outer, double share) {
        for (int end : new int[]{0, inner.length - 1}) {
            inner[end] = new double[]{Ease.mix(inner[end][0], outer[end][0], share),
                    Ease.mix(inner[end][1], outer[end][1], share)};
        }
    }

    /** Where a mouth would be if there were a face. */
    private static LipLines usual() {
        double[][] closed = new double[11][];
        for (int i = 0; i < closed.length; i++) {
            closed[i] = new double[]{-.42 + .084 * i, 1.02};
        }
        return new LipLines(closed, closed, closed, closed, .66, 1.70);
    }

    private static double[][] points(FaceMesh mesh, FaceChart chart, int[] ids) {
        double[][] out = new double[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            out[i] = chart.chart(mesh.x(ids[i]), mesh.y(ids[i]));
        }
        return out;
    }

    /** Between the first and the last point through all of them, else the line of the corners. */
    private float[] curve(double[][] points) {
        float[] y = line.clone();
        for (int i = 0; i < y.length; i++) {
            double x = ChartGrid.x(i);
            for (int k = 0; k + 1 < points.length; k++) {
                double from = points[k][0];
                double to = points[k + 1][0];
                if (x >= from && x < to) {
                    y[i] = (float) Ease.mix(points[k][1], points[k + 1][1], (x - from) / (to - from));
                }
            }
        }
        return y;
    }

    private static float[] smooth(float[] y) {
        ChartGrid.blurLine(y, SMOOTH);
        return y;
    }

    double half(double x) {
        return x < middle ? halfLeft : halfRight;
    }
}
