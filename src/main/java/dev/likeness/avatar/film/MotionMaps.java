package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Ease;
import org.jspecify.annotations.Nullable;

/**
 * The eight maps of a portrait's motion, in units and along the axes of the face in the picture: depth, weight of the
 * head, weight·(y - pivot), weight·x, the two parts of the breath, the brows, the sway of the body.
 */
final class MotionMaps {

    private static final int MAPS = 8;
    private static final int CHIN = 152;
    private static final int[] BROWS = {70, 63, 105, 66, 107, 336, 296, 334, 293, 300};
    /** Half axes of a head, its middle below the eyes and behind them. */
    private static final double HALF_WIDTH = 1.3;
    private static final double HALF_HEIGHT = 1.95;
    private static final double BELOW = .15;
    private static final double BEHIND = .75;

    private final FaceFrame frame;
    private final double chin;
    private final double middleX;
    private final double middleY;
    private final double[] browX = new double[BROWS.length];
    private final double[] browY = new double[BROWS.length];

    private MotionMaps(FaceFrame frame, @Nullable FaceMesh mesh) {
        this.frame = frame;
        if (mesh == null) {
            this.chin = 1.75;
            this.middleX = 0;
            this.middleY = BELOW;
            return;
        }
        FacePose pose = FacePose.of(mesh);
        double[] away = pose.ez();
        double x = pose.origin()[0] + pose.unit() * BEHIND * away[0];
        this.chin = frame.faceY(mesh.x(CHIN), mesh.y(CHIN));
        this.middleX = frame.faceX(x, pose.origin()[1] + pose.unit() * BEHIND * away[1]);
        this.middleY = BELOW;
        for (int i = 0; i < BROWS.length; i++) {
            browX[i] = frame.faceX(mesh.x(BROWS[i]), mesh.y(BROWS[i]));
            browY[i] = frame.faceY(mesh.x(BROWS[i]), mesh.y(BROWS[i]));
        }
    }

    static float[][] of(Landmarks face, Lattice lattice) {
        FaceMesh mesh = face.mesh();
        MotionMaps maps = new MotionMaps(face.frame(), mesh);
        float[][] out = new float[MAPS][lattice.nodes()];
        double[] at = new double[MAPS];
        for (int p = 0; p < lattice.nodes(); p++) {
            double px = (double) (p % lattice.columns()) * lattice.step();
            double py = (double) (p / lattice.columns()) * lattice.step();
            maps.at(maps.frame.faceX(px, py), maps.frame.faceY(px, py), at);
            for (int i = 1; i < MAPS; i++) {
                out[i][p] = (float) at[i];
            }
        }
        out[0] = mesh == null ? maps.ball(lattice) : HeadDepth.of(mesh, lattice);
        return out;
    }

    /** Where nobody is seen the middle of the picture turns as a ball does. */
    private float[] ball(Lattice lattice) {
        float[] out = new float[lattice.nodes()];
        for (int p = 0; p < out.length; p++) {
            double px = (double) (p % lattice.columns()) * lattice.step();
            double py = (double) (p / lattice.columns()) * lattice.step();
            double y = frame.faceY(px, py);
            double rho = rho(frame.faceX(px, py), y);
            out[p] = rho < 1 ? (float) (1.15 * Math.pow(1 - rho * rho, 1.15) * weight(rho, y)) : 0;
        }
        return out;
    }

    private double rho(double x, double y) {
        return Math.hypot((x - middleX) / HALF_WIDTH, (y - middleY) / HALF_HEIGHT);
    }

    private double weight(double rho, double y) {
        return Ease.step(chin + 1.25, chin - .2, y) * Ease.step(1.85, .88, rho);
    }

    private void at(double x, double y, double[] out) {
        double weight = weight(rho(x, y), y);
        double body = Ease.step(chin - .45, chin + 1.45, y);
        out[1] = weight;
        out[2] = weight * (y - chin - .35);
        out[3] = weight * x;
        out[4] = .004 * body * Math.tanh(x);
        out[5] = -(.006 * weight + .014 * body);
        out[6] = -brows(x, y);
        out[7] = Ease.step(9, 2, y) * Ease.step(3.6, 1.6, Math.abs(x)) * Ease.step(-3.2, -1.7, y);
    }

    /** 1 along the brows, down to nothing before the lids and beyond the brows' ends, slowly up the forehead. */
    private double brows(double x, double y) {
        int last = BROWS.length - 1;
        double width = browX[last] - browX[0];
        if (width <= 0) {
            return 0;
        }
        double brow = browY[last];
        for (int i = 0; i < last; i++) {
            if (x < browX[i + 1]) {
                double t = Ease.clamp((x - browX[i]) / Math.max(1e-6, browX[i + 1] - browX[i]), 0, 1);
                brow = Ease.mix(browY[i], browY[i + 1], t);
                break;
            }
        }
        double beyond = Math.max(browX[0] - x, x - browX[last]);
        return Ease.step(.23, .01, y - brow) * Ease.step(-.55, -.08, y - brow) * Ease.step(.3, -.1, beyond);
    }
}
