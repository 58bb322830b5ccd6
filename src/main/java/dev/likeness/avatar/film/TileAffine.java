package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.picture.Ease;
import org.jspecify.annotations.Nullable;

/** The affine map that follows the head around the mouth best in one frame: least squares, the mouth counting most. */
final class TileAffine {

    private static final int SAMPLES = 35;
    private static final int LEFT_CORNER = 61;
    private static final int RIGHT_CORNER = 291;

    private TileAffine() {
    }

    /**
     * (a, b, c, d, e, f) as {@code setTransform} of a canvas takes them, from tile to frame. A canvas counts from the
     * edges of pixels, so the middles lie at halves.
     */
    static double[] of(MouthTile tile, Landmarks face, HeadMotion motion, HeadMotion.Pose pose) {
        double[] mouth = mouth(tile, face.mesh());
        double unit = face.frame().unit();
        double[][] normal = new double[3][5];
        for (int j = 0; j < SAMPLES; j++) {
            for (int i = 0; i < SAMPLES; i++) {
                double u = (i + .5) / SAMPLES;
                double v = (j + .5) / SAMPLES;
                double x = tile.pictureX(u * tile.width() - .5);
                double y = tile.pictureY(v * tile.height() - .5);
                double weight = Ease.bell((x - mouth[0]) / unit, .5) * Ease.bell((y - mouth[1]) / unit, .45);
                double[] moved = motion.displacement(x, y, pose);
                double[] from = {tile.column(x - moved[0]) + .5, tile.row(y - moved[1]) + .5, 1};
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

    private static double[] mouth(MouthTile tile, @Nullable FaceMesh mesh) {
        if (mesh == null) {
            return new double[]{tile.pictureX(tile.width() / 2.0), tile.pictureY(tile.height() / 3.0)};
        }
        return new double[]{(mesh.x(LEFT_CORNER) + mesh.x(RIGHT_CORNER)) / 2,
                (mesh.y(LEFT_CORNER) + mesh.y(RIGHT_CORNER)) / 2};
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
