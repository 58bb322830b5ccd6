package dev.likeness.avatar.face;

import dev.likeness.avatar.net.NetFile;
import dev.likeness.avatar.net.TrainedNet;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Size;

/**
 * The second look at the lips or an eye: a turned window of what the mesh's first layers saw, 16x16 of 48x48 places, and
 * a small net that places its points within.
 */
final class MeshPart {

    private static final int PLANES = 32;
    private static final int SEEN = 48;
    private static final int WINDOW = 16;
    /** Of the crop the mesh was found in; the features are a fourth of it. */
    private static final double SHRINK = (double) SEEN / AttentionMesh.SIDE;
    private static final double MARGIN = 1.5;
    /** The first so many points of an eye are its lids. */
    private static final int LIDS = 16;

    static final int[] LIPS = {61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270,
            409, 78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415, 76, 77, 90,
            180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408, 62, 96, 89, 179, 86, 15,
            316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407};
    static final int[] LEFT_EYE = {33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173, 130,
            25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29, 27, 28, 56, 190, 226, 31, 228, 229, 230, 231, 232, 233,
            244, 113, 225, 224, 223, 222, 221, 189, 35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128,
            245, 156, 70, 63, 105, 66, 107, 55, 193};
    static final int[] RIGHT_EYE = {263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398, 359,
            255, 339, 254, 253, 252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414, 446, 261, 448, 449, 450, 451,
            452, 453, 464, 342, 445, 444, 443, 442, 441, 413, 265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348,
            349, 350, 357, 465, 383, 300, 293, 334, 296, 336, 285, 417};

    private final TrainedNet net;
    private final int from;
    private final int to;
    private final int[] points;
    private final int iris;
    private final String[] outputs;

    /**
     * @param from corner at smaller x, by which the window is turned
     * @param to corner at larger x
     * @param points that are placed anew
     * @param irisOutput layer of the iris's points, for a part that has one
     * @param iris first of its five points
     */
    MeshPart(NetFile file, int from, int to, int[] points, String output, @Nullable String irisOutput, int iris) {
        this.net = new TrainedNet(file);
        this.from = from;
        this.to = to;
        this.points = points;
        this.iris = iris;
        this.outputs = irisOutput == null ? new String[]{output} : new String[]{output, irisOutput};
    }

    void load() {
        net.load();
    }

    /**
     * @param coarse the mesh's own points, in pixels of its crop
     * @param features what its first layers saw, plane by plane
     * @param fine gets the better points
     */
    void refine(float[] coarse, float[] features, float[] fine) {
        double[] m = window(coarse);
        float[][] placed = net.weigh(cut(features, m), PLANES, new Size(WINDOW, WINDOW), outputs);
        for (int i = 0; i < points.length; i++) {
            place(placed[0], i, points[i], m, fine);
        }
        if (outputs.length > 1) {
            float depth = 0;
            for (int i = 0; i < LIDS; i++) {
                depth += coarse[3 * points[i] + 2] / LIDS;
            }
            for (int i = 0; i < 5; i++) {
                place(placed[1], i, iris + i, m, fine);
                fine[3 * (iris + i) + 2] = depth;
            }
        }
    }

    private static void place(float[] placed, int i, int point, double[] m, float[] fine) {
        double x = placed[2 * i];
        double y = placed[2 * i + 1];
        fine[3 * point] = (float) (m[0] * x + m[1] * y + m[2] / SHRINK);
        fine[3 * point + 1] = (float) (m[3] * x + m[4] * y + m[5] / SHRINK);
    }

    /** Row by row the 2x3 matrix from the window to the features. */
    private double[] window(float[] coarse) {
        double turn = Math.atan2(coarse[3 * to + 1] - coarse[3 * from + 1], coarse[3 * to] - coarse[3 * from]);
        double c = Math.cos(turn);
        double s = Math.sin(turn);
        Span span = Span.of(points, i -> coarse[3 * i] * SHRINK, i -> coarse[3 * i + 1] * SHRINK, turn);
        double wide = MARGIN * span.wide() / WINDOW;
        double high = MARGIN * span.high() / WINDOW;
        double half = WINDOW / 2.0;
        double[] m = {c * wide, -s * high, 0, s * wide, c * high, 0};
        m[2] = span.cx() - (m[0] + m[1]) * half;
        m[5] = span.cy() - (m[3] + m[4]) * half;
        return m;
    }

    private static float[] cut(float[] features, double[] m) {
        float[] out = new float[PLANES * WINDOW * WINDOW];
        for (int i = 0; i < WINDOW * WINDOW; i++) {
            double x = i % WINDOW + .5;
            double y = i / WINDOW + .5;
            double fx = m[0] * x + m[1] * y + m[2] - .5;
            double fy = m[3] * x + m[4] * y + m[5] - .5;
            if (fx < 0 || fy < 0 || fx > SEEN - 1 || fy > SEEN - 1) {
                continue;
            }
            int ix = Math.min((int) fx, SEEN - 2);
            int iy = Math.min((int) fy, SEEN - 2);
            double a = fx - ix;
            double b = fy - iy;
            for (int plane = 0; plane < PLANES; plane++) {
                int p = (plane * SEEN + iy) * SEEN + ix;
                out[plane * WINDOW * WINDOW + i] = (float) ((1 - b) * ((1 - a) * features[p] + a * features[p + 1])
                        + b * ((1 - a) * features[p + SEEN] + a * features[p + SEEN + 1]));
            }
        }
        return out;
    }
}
