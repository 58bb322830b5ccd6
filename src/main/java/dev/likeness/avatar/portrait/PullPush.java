package dev.likeness.avatar.portrait;

import dev.likeness.avatar.picture.Mats;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Spreads known colours over what is unknown: from nearby in detail, from farther off ever more blurred. */
final class PullPush {

    private static final Scalar TINY = Scalar.all(1e-9);
    private static final Scalar ONE = Scalar.all(1);
    private static final Scalar THREE = Scalar.all(3);

    private PullPush() {
    }

    /**
     * @param colours three floats a pixel
     * @param known one float a pixel, 0 to 1
     */
    static Mat spread(Mat colours, Mat known, Mats mats) {
        Mat out = mats.empty();
        try (Mats passing = new Mats()) {
            Mat weight = passing.empty();
            Core.merge(List.of(known, known, known), weight);
            Mat weighted = passing.empty();
            Core.multiply(colours, weight, weighted);
            fill(weighted, weight, out, passing);
        }
        return out;
    }

    private static void fill(Mat weighted, Mat weight, Mat out, Mats mats) {
        if (weighted.total() == 1) {
            Core.add(weight, TINY, out);
            Core.divide(weighted, out, out);
            return;
        }
        Mat coarse = mats.empty();
        Mat share = mats.empty();
        Imgproc.pyrDown(weighted, coarse);
        Imgproc.pyrDown(weight, share);
        // A coarse pixel counts as known as soon as a third of it is.
        Mat sure = mats.empty();
        Core.multiply(share, THREE, sure);
        Core.min(sure, ONE, sure);
        Core.add(share, TINY, share);
        Core.divide(coarse, share, coarse);
        Core.multiply(coarse, sure, coarse);
        Mat spread = mats.empty();
        fill(coarse, sure, spread, mats);
        Imgproc.pyrUp(spread, out, weighted.size());
        Mat unknown = mats.empty();
        weight.convertTo(unknown, -1, -1, 1);
        Core.multiply(out, unknown, out);
        Core.add(out, weighted, out);
    }
}
