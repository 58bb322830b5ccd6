package dev.likeness.avatar.face;

import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * How much each pixel looks like the centre of a dark disc with something lighter on both sides. Only the sides are
 * asked, so lids do not matter; the darker side counts, so an edge is no disc.
 */
final class IrisResponse {

    private static final double RING_FROM = 1.2;
    private static final double RING_TO = 1.8;
    private static final double RING_HEIGHT = .8;

    private IrisResponse() {
    }

    /** Grey levels of contrast for the best of the radii, as a float matrix of the size of {@code grey} (float). */
    static Mat of(Mat grey, Mats mats, double... radii) {
        Mat best = null;
        for (double radius : radii) {
            Mat response = forRadius(grey, radius, mats);
            if (best == null) {
                best = response;
            } else {
                Core.max(best, response, best);
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("no radius");
        }
        return best;
    }

    private static Mat forRadius(Mat grey, double radius, Mats mats) {
        Mat left = filtered(grey, radius, -1, mats);
        Mat right = filtered(grey, radius, 1, mats);
        Mat disc = filtered(grey, radius, 0, mats);
        Core.min(left, right, left);
        Core.subtract(left, disc, left);
        return left;
    }

    /** @param side -1 left half-ring, 1 right half-ring, 0 the disc */
    private static Mat filtered(Mat grey, double radius, int side, Mats mats) {
        int reach = (int) Math.ceil(RING_TO * radius);
        int size = 2 * reach + 1;
        float[] weights = new float[size * size];
        float sum = 0;
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                double distance = Math.hypot(x, y);
                boolean in = side == 0
                        ? distance <= radius
                        : distance >= RING_FROM * radius && distance <= RING_TO * radius && x * side > 0
                                && Math.abs(y) < RING_HEIGHT * radius;
                if (in) {
                    weights[(y + reach) * size + x + reach] = 1;
                    sum++;
                }
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        Mat kernel = mats.keep(new Mat(size, size, CvType.CV_32F));
        kernel.put(0, 0, weights);
        Mat out = mats.empty();
        Imgproc.filter2D(grey, out, CvType.CV_32F, kernel);
        return out;
    }
}
