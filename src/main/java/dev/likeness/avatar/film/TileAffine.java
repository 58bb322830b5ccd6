package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.picture.Ease;

/** The affine map that follows the head around the mouth best in one frame: least squares, the mouth counting most. */
final class TileAffine {

    private static final int LEFT_CORNER = 61;
    private static final int RIGHT_CORNER = 291;

    private TileAffine() {
    }

    /**
     * (a, b, c, d, e, f) as {@code setTransform} of a canvas takes them, from tile to frame. A canvas counts from the
     * edges of pixels, so the middles lie at halves.
     */
    static double[] of(MouthTile tile, Landmarks face, HeadMotion motion, HeadMotion.Pose pose) {
        double[] mouth = mouth(face);
        double[][] normal = new double[3][5];
        FaceFrame frame = tile.frame;
        for (double y = .5; y <= 2.2; y += .05) {
            for (double x = -.9; x <= .9; x += .05) {
                double weight = Ease.bell(x - mouth[0], .5) * Ease.bell(y - mouth[1], .45);
                double px = frame.pictureX(x, y);
                double py = frame.pictureY(x, y);
                double[] moved = motion.displacement(px, py, pose);
                double[] from = tileAt(tile, px - moved[0], py - moved[1]);
                double[] to = {px + .5, py + .5};
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        normal[i][j] += weight * from[i] * from[j];
                    }
                    normal[i][3] += weight * from[i] * to[0];
                    normal[i][4] += weight * from[i] * to[1];
                }
            }
        }
        solve(normal);
        return new double[]{normal[0][3], normal[0][4], normal[1][3], normal[1][4], normal[2][3], normal[2][4]};
    }

    /** The middle between the corners of the mouth, or where it is in most faces. */
    static double[] mouth(Landmarks face) {
        FaceMesh mesh = face.mesh();
        if (mesh == null) {
            return new double[]{0, 1.02};
        }
        double x = (mesh.x(LEFT_CORNER) + mesh.x(RIGHT_CORNER)) / 2;
        double y = (mesh.y(LEFT_CORNER) + mesh.y(RIGHT_CORNER)) / 2;
        return new double[]{face.frame().faceX(x, y), face.frame().faceY(x, y)};
    }

    private static double[] tileAt(MouthTile tile, double pictureX, double pictureY) {
        FaceFrame frame = tile.frame;
        return new double[]{tile.column(frame.faceX(pictureX, pictureY)) + .5,
                tile.row(frame.faceY(pictureX, pictureY)) + .5, 1};
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
