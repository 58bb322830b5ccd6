package dev.likeness.avatar.film;

import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.picture.Ease;

/** The affine map that follows the head around the mouth best in one frame: least squares, the mouth counting most. */
final class TileAffine {

    private static final int SAMPLES = 35;
    /** Where in a tile the mouth is, as a share of its height. */
    private static final double MOUTH = .31;

    private TileAffine() {
    }

    /**
     * (a, b, c, d, e, f) as {@code setTransform} of a canvas takes them, from tile to frame. A canvas counts from the
     * edges of pixels, so the middles lie at halves.
     */
    static double[] of(MouthTile tile, HeadMotion motion, HeadMotion.Pose pose) {
        double[][] normal = new double[3][5];
        for (int j = 0; j < SAMPLES; j++) {
            for (int i = 0; i < SAMPLES; i++) {
                double u = (i + .5) / SAMPLES;
                double v = (j + .5) / SAMPLES;
                double weight = Ease.bell(u - .5, .26) * Ease.bell(v - MOUTH, .23);
                double x = tile.pictureX(u * tile.width() - .5);
                double y = tile.pictureY(v * tile.height() - .5);
                double[] moved = motion.displacement(x, y, pose);
                double[] from = {u * tile.width() - moved[0] * tile.scale(),
                        v * tile.height() - moved[1] * tile.scale(), 1};
                double[] to = {x + .5, y + .5};
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        normal[k][l] += weight * from[k] * from[l];
                    }
                    normal[k][3] += weight * from[k] * to[0];
                    normal[k][4] += weight * from[k] * to[1];
                }
            }
        }
        solve(normal);
        return new double[]{normal[0][3], normal[0][4], normal[1][3], normal[1][4], normal[2][3], normal[2][4]};
    }

    /** Gauss and Jordan on three rows with two right-hand sides; the matrix is positive definite. */
    private static void solve(double[][] m) {
        for (int i = 0; i < 3; i++) {
            double pivot = m[i][i];
            for (int j = 0; j < 5; j++) {
                m[i][j] /= pivot;
            }
            for (int k = 0; k < 3; k++) {
                if (k != i) {
                    double factor = m[k][i];
                    for (int j = 0; j < 5; j++) {
                        m[k][j] -= factor * m[i][j];
                    }
                }
            }
        }
    }
}
