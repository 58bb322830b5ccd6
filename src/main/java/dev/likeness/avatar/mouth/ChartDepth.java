package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.picture.Ease;

/** The depth of a face all over its chart, from the depth of the mesh's points. */
final class ChartDepth {

    /** Regression at every so many points of the chart; between them the depth is smooth. */
    private static final int COARSE = 8;
    /** How far a point's depth counts, and how far the density of points is evened out, units. */
    private static final double REACH = .11;
    private static final double DENSITY = .10;
    private static final double SMOOTH = .05;
    /** Share of its frontal advance by which a picture always advances along x, or the far cheek would fold. */
    private static final double ADVANCE = .30;

    private ChartDepth() {
    }

    static float[] of(FaceMesh mesh, FacePose pose) {
        int columns = (ChartGrid.COLUMNS - 1) / COARSE + 2;
        int rows = (ChartGrid.ROWS - 1) / COARSE + 2;
        float[] coarse = regression(mesh, pose, columns, rows);
        float[] z = new float[ChartGrid.COLUMNS * ChartGrid.ROWS];
        for (int j = 0; j < ChartGrid.ROWS; j++) {
            for (int i = 0; i < ChartGrid.COLUMNS; i++) {
                int p = j / COARSE * columns + i / COARSE;
                double a = i % COARSE / (double) COARSE;
                double b = j % COARSE / (double) COARSE;
                z[j * ChartGrid.COLUMNS + i] = (float) Ease.mix(Ease.mix(coarse[p], coarse[p + 1], a),
                        Ease.mix(coarse[p + columns], coarse[p + columns + 1], a), b);
            }
        }
        ChartGrid.blur(z, SMOOTH);
        return z;
    }

    private static float[] regression(FaceMesh mesh, FacePose pose, int columns, int rows) {
        int n = FaceMesh.LEFT_IRIS;
        double[][] v = new double[n][];
        for (int k = 0; k < n; k++) {
            v[k] = pose.inHead(mesh.x(k), mesh.y(k), mesh.z(k));
        }
        double[] density = new double[n];
        for (int k = 0; k < n; k++) {
            for (double[] other : v) {
                density[k] += Math.exp(-square(v[k][0] - other[0], v[k][1] - other[1]) / (2 * DENSITY * DENSITY));
            }
        }
        float[] z = new float[columns * rows];
        double[] distance = new double[n];
        for (int p = 0; p < z.length; p++) {
            double x = ChartGrid.x(p % columns * COARSE);
            double y = ChartGrid.y(p / columns * COARSE);
            double nearest = Double.MAX_VALUE;
            for (int k = 0; k < n; k++) {
                distance[k] = square(x - v[k][0], y - v[k][1]);
                nearest = Math.min(nearest, distance[k]);
            }
            double sum = 0;
            double weights = 0;
            for (int k = 0; k < n; k++) {
                // Less the nearest one: far from all points the nearest one's depth goes on.
                double weight = Math.exp((nearest - distance[k]) / (2 * REACH * REACH)) / density[k];
                sum += weight * v[k][2];
                weights += weight;
            }
            z[p] = (float) (sum / weights);
        }
        Ease.blur(z, columns, rows, 1);
        return z;
    }

    private static double square(double dx, double dy) {
        return dx * dx + dy * dy;
    }

    /**
     * Levels slopes that would fold the picture.
     *
     * @param across how far the picture advances along the head's x for a unit of it
     * @param away how far along the same for a unit of its depth
     */
    static void unfold(float[] z, double across, double away) {
        if (Math.abs(away) < 1e-3 * Math.abs(across)) {
            return;
        }
        int n = ChartGrid.COLUMNS;
        double limit = (ADVANCE - 1) * across / away;
        int middle = n / 2;
        float[] slope = new float[n];
        for (int row = 0; row < z.length; row += n) {
            for (int i = 1; i < n; i++) {
                double s = (z[row + i] - z[row + i - 1]) / ChartGrid.STEP;
                slope[i] = (float) (away > 0 ? Math.max(s, limit) : Math.min(s, limit));
            }
            for (int i = middle + 1; i < n; i++) {
                z[row + i] = (float) (z[row + i - 1] + slope[i] * ChartGrid.STEP);
            }
            for (int i = middle; i > 0; i--) {
                z[row + i - 1] = (float) (z[row + i] - slope[i] * ChartGrid.STEP);
            }
        }
        ChartGrid.blur(z, .03);
    }
}
