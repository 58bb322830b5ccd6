package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * A face that turned its head: a picture warped by the depth of the face in it, and where each point of the mesh went.
 *
 * @param points x and y
 */
public record TurnedFace(Mat bgr, double[][] points) {

    private static final int STEP = 8;
    /** Units over which the depth of the mesh's points is spread. */
    private static final double SPREAD = .12;
    private static final int ROUNDS = 30;

    public static TurnedFace of(Mat picture, FaceMesh mesh, double degrees) {
        Turn turn = new Turn(picture, mesh, Math.toRadians(degrees));
        Mat mapX = new Mat(picture.size(), CvType.CV_32F);
        Mat mapY = new Mat(picture.size(), CvType.CV_32F);
        float[] xs = new float[picture.cols()];
        float[] ys = new float[picture.cols()];
        for (int y = 0; y < picture.rows(); y++) {
            for (int x = 0; x < xs.length; x++) {
                // Rows stay rows; along one the way there is found by going back and forth.
                double from = x;
                for (int i = 0; i < ROUNDS; i++) {
                    from += .5 * (x - turn.x(from, y));
                }
                xs[x] = (float) from;
                ys[x] = y;
            }
            mapX.put(y, 0, xs);
            mapY.put(y, 0, ys);
        }
        Mat out = new Mat();
        Imgproc.remap(picture, out, mapX, mapY, Imgproc.INTER_CUBIC, Core.BORDER_REPLICATE);
        double[][] points = new double[FaceMesh.POINTS][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[]{turn.x(mesh.x(i), mesh.y(i)), mesh.y(i)};
        }
        return new TurnedFace(out, points);
    }

    /** Where a column of a row goes. */
    private static final class Turn {

        private final double[] depth;
        private final int columns;
        private final double axis;
        private final double sin;
        private final double cos;

        Turn(Mat picture, FaceMesh mesh, double radians) {
            FacePose pose = FacePose.of(mesh);
            double spread = SPREAD * pose.unit();
            columns = picture.cols() / STEP + 2;
            int rows = picture.rows() / STEP + 2;
            depth = new double[columns * rows];
            double behind = (mesh.z(234) + mesh.z(454)) / 2;
            for (int i = 0; i < depth.length; i++) {
                double x = i % columns * STEP;
                double y = i / columns * STEP;
                double nearest = Double.MAX_VALUE;
                for (int p = 0; p < FaceMesh.LEFT_IRIS; p++) {
                    nearest = Math.min(nearest, square(mesh, p, x, y));
                }
                double weight = 0;
                for (int p = 0; p < FaceMesh.LEFT_IRIS; p++) {
                    double w = Math.exp((nearest - square(mesh, p, x, y)) / (2 * spread * spread));
                    weight += w;
                    depth[i] += w * (mesh.z(p) - behind);
                }
                // Beyond the face it goes over into what does not turn.
                double off = Math.sqrt(nearest) / pose.unit();
                depth[i] *= Math.exp(-off * off / 2) / weight;
            }
            axis = pose.origin()[0];
            sin = Math.sin(radians);
            cos = Math.cos(radians);
        }

        private static double square(FaceMesh mesh, int p, double x, double y) {
            return (mesh.x(p) - x) * (mesh.x(p) - x) + (mesh.y(p) - y) * (mesh.y(p) - y);
        }

        double x(double x, double y) {
            double gx = Math.clamp(x / STEP, 0, columns - 1.001);
            double gy = Math.clamp(y / STEP, 0, depth.length / columns - 1.001);
            int i = (int) gy * columns + (int) gx;
            double a = gx - (int) gx;
            double b = gy - (int) gy;
            double z = (1 - b) * ((1 - a) * depth[i] + a * depth[i + 1])
                    + b * ((1 - a) * depth[i + columns] + a * depth[i + columns + 1]);
            return axis + cos * (x - axis) - sin * z;
        }
    }
}
