package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Ease;
import org.jspecify.annotations.Nullable;

/**
 * A face as if it were seen from the front: X to the right and Y down from the point between the irises, in units, with
 * the depth of this very face. A place of the picture is F(X, Y) = O + A·(X, Y) + B·Z(X, Y); on a head that looks
 * straight ahead that is the {@link FaceFrame}. Mouth shapes are drawn here, and so turn with the head.
 */
final class FaceChart {

    /** Radians of yaw from which the lips are bent more than the mesh bends them. */
    private static final double TURNED = Math.toRadians(8);
    private static final double MOST_BOW = .12;
    private static final int STEPS = 40;
    /** Pixels that the way back may be off. */
    private static final double EXACT = .02;

    private final double ox;
    private final double oy;
    private final double axx;
    private final double axy;
    private final double ayx;
    private final double ayy;
    private final double bx;
    private final double by;
    private final double determinant;
    private final float[] depth;
    final double unit;

    FaceChart(Landmarks face) {
        FaceMesh mesh = face.mesh();
        FacePose pose = mesh == null ? level(face.frame()) : FacePose.of(mesh);
        this.unit = pose.unit();
        this.ox = pose.origin()[0];
        this.oy = pose.origin()[1];
        this.axx = unit * pose.ex()[0];
        this.axy = unit * pose.ey()[0];
        this.ayx = unit * pose.ex()[1];
        this.ayy = unit * pose.ey()[1];
        this.bx = unit * pose.ez()[0];
        this.by = unit * pose.ez()[1];
        this.determinant = axx * ayy - axy * ayx;
        double across = Math.hypot(axx, ayx);
        double away = (axx * bx + ayx * by) / across;
        this.depth = mesh == null
                ? new float[ChartGrid.COLUMNS * ChartGrid.ROWS]
                : ChartDepth.of(mesh, pose);
        ChartDepth.unfold(depth, across, away);
        if (mesh != null && Math.abs(pose.yaw()) > TURNED) {
            bow(mesh, across / away);
            ChartDepth.unfold(depth, across, away);
        }
    }

    private static FacePose level(FaceFrame frame) {
        double cos = Math.cos(frame.roll());
        double sin = Math.sin(frame.roll());
        return new FacePose(new double[]{cos, sin, 0}, new double[]{-sin, cos, 0}, new double[]{0, 0, 1},
                new double[]{frame.originX(), frame.originY(), 0}, frame.unit());
    }

    /** The mesh makes lips too flat: on a turned head the half that is turned away comes out too short. */
    private void bow(FaceMesh mesh, double perDepth) {
        double[] left = chart(mesh.x(78), mesh.y(78));
        double[] right = chart(mesh.x(308), mesh.y(308));
        double middle = 0;
        for (int point : new int[]{13, 14, 0, 17}) {
            middle += chart(mesh.x(point), mesh.y(point))[0] / 4;
        }
        double shorter = (right[0] - middle) - (middle - left[0]);
        double bow = Ease.clamp(shorter / 2 * perDepth, 0, MOST_BOW);
        double xm = (left[0] + right[0]) / 2;
        double ym = (left[1] + right[1]) / 2;
        for (int p = 0; p < depth.length; p++) {
            double x = (ChartGrid.x(p % ChartGrid.COLUMNS) - xm) / .60;
            double y = ChartGrid.y(p / ChartGrid.COLUMNS) - ym;
            depth[p] -= (float) (bow * Math.pow(Math.max(0, 1 - x * x), 1.5) * Ease.bell(y, .33));
        }
    }

    double pictureX(double x, double y) {
        return ox + axx * x + axy * y + bx * ChartGrid.at(depth, x, y);
    }

    double pictureY(double x, double y) {
        return oy + ayx * x + ayy * y + by * ChartGrid.at(depth, x, y);
    }

    /** Both at once. */
    void picture(double x, double y, double[] place) {
        double z = ChartGrid.at(depth, x, y);
        place[0] = ox + axx * x + axy * y + bx * z;
        place[1] = oy + ayx * x + ayy * y + by * z;
    }

    /** Where a place of the picture lies in the chart: (X, Y). */
    double[] chart(double px, double py) {
        return chart(px, py, null);
    }

    /** @param near the answer for a place beside it, to begin with */
    double[] chart(double px, double py, double @Nullable [] near) {
        double x = near == null ? 0 : near[0];
        double y = near == null ? 1 : near[1];
        for (int i = 0; i < STEPS; i++) {
            double ex = px - pictureX(x, y);
            double ey = py - pictureY(x, y);
            if (ex * ex + ey * ey < EXACT * EXACT) {
                break;
            }
            x += .8 * shiftX(ex, ey);
            y += .8 * shiftY(ex, ey);
        }
        return new double[]{x, y};
    }

    /** What a step of some pixels is in the chart, where the depth does not change. */
    double shiftX(double dx, double dy) {
        return (ayy * dx - axy * dy) / determinant;
    }

    double shiftY(double dx, double dy) {
        return (axx * dy - ayx * dx) / determinant;
    }

    /** From where it is seen to where it lies, of what lies behind the chart by a unit. */
    double parallaxX() {
        return -shiftX(bx, by);
    }

    double parallaxY() {
        return -shiftY(bx, by);
    }
}
