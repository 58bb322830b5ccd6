package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The light across lips or lids.
 *
 * @param change how much it differs from the upper to the lower one, alike over their width; grey levels
 * @param skin above and below them
 */
record Light(double change, double skin) {

    /** It is taken at so many places. */
    private static final int STEPS = 8;
    /** Units. */
    private static final double BLUR = .025;
    private static final double BESIDE = .1;

    /** @param columns four points each: above, the two inner lines, below */
    static Light across(Mat bgr, FaceMesh found, int[][] columns, double unit) {
        int middle = columns[columns.length / 2][1];
        int reach = (int) Math.ceil(unit) + 2;
        int x = Math.clamp(Math.round(found.x(middle)) - reach, 0, bgr.cols() - 1);
        int y = Math.clamp(Math.round(found.y(middle)) - reach, 0, bgr.rows() - 1);
        try (Mats mats = new Mats()) {
            Mat part = mats.keep(bgr.submat(new Rect(x, y, Math.min(2 * reach, bgr.cols() - x),
                    Math.min(2 * reach, bgr.rows() - y))));
            Mat grey = mats.empty();
            Imgproc.cvtColor(part, grey, Imgproc.COLOR_BGR2GRAY);
            Imgproc.GaussianBlur(grey, grey, new Size(), Math.max(.3, BLUR * unit));
            byte[] light = new byte[grey.rows() * grey.cols()];
            grey.get(0, 0, light);
            double[] profile = new double[STEPS + 1];
            double skin = 0;
            for (int[] p : columns) {
                for (int i = 0; i <= STEPS; i++) {
                    profile[i] += at(light, grey.cols(), across(found, p, (double) i / STEPS), x, y) / columns.length;
                }
                double high = Math.hypot(found.x(p[3]) - found.x(p[0]), found.y(p[3]) - found.y(p[0]));
                double beside = BESIDE * unit / Math.max(1, high);
                for (double t : new double[]{-beside, 1 + beside}) {
                    double[] place = {found.x(p[0]) + t * (found.x(p[3]) - found.x(p[0])),
                            found.y(p[0]) + t * (found.y(p[3]) - found.y(p[0]))};
                    skin += at(light, grey.cols(), place, x, y) / (2 * columns.length);
                }
            }
            return new Light(deviation(profile), skin);
        }
    }

    /** From half of the upper lip or lid, by both inner lines, to half of the lower one. */
    private static double[] across(FaceMesh m, int[] p, double t) {
        double[][] knots = {{(m.x(p[0]) + m.x(p[1])) / 2, (m.y(p[0]) + m.y(p[1])) / 2}, {m.x(p[1]), m.y(p[1])},
                {(m.x(p[1]) + m.x(p[2])) / 2, (m.y(p[1]) + m.y(p[2])) / 2}, {m.x(p[2]), m.y(p[2])},
                {(m.x(p[2]) + m.x(p[3])) / 2, (m.y(p[2]) + m.y(p[3])) / 2}};
        int k = Math.min(3, (int) (4 * t));
        double u = 4 * t - k;
        return new double[]{knots[k][0] + u * (knots[k + 1][0] - knots[k][0]),
                knots[k][1] + u * (knots[k + 1][1] - knots[k][1])};
    }

    private static double at(byte[] light, int width, double[] place, int left, int top) {
        int height = light.length / width;
        double x = Ease.clamp(place[0] - left, 0, width - 1);
        double y = Ease.clamp(place[1] - top, 0, height - 1);
        int ix = Math.min((int) x, Math.max(0, width - 2));
        int iy = Math.min((int) y, Math.max(0, height - 2));
        int nx = Math.min(ix + 1, width - 1);
        int ny = Math.min(iy + 1, height - 1);
        double a = x - ix;
        double b = y - iy;
        return (1 - b) * ((1 - a) * (light[iy * width + ix] & 255) + a * (light[iy * width + nx] & 255))
                + b * ((1 - a) * (light[ny * width + ix] & 255) + a * (light[ny * width + nx] & 255));
    }

    private static double deviation(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean) / values.length;
        }
        return Math.sqrt(sum);
    }
}
