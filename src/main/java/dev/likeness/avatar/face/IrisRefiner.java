package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Moves both irises to the best disc nearby, three times, each time in the frame found before. */
final class IrisRefiner {

    private static final double[] REACHES = {.2, .1, .06};
    private static final int UNIT = 100;
    private static final double IRIS = .093;

    private IrisRefiner() {
    }

    static FaceFrame refine(Mat grey, FaceFrame rough) {
        FaceFrame frame = rough;
        for (double reach : REACHES) {
            frame = pass(grey, frame, reach);
        }
        return frame;
    }

    private static FaceFrame pass(Mat grey, FaceFrame frame, double reach) {
        try (Mats mats = new Mats()) {
            Mat crop = mats.keep(FaceCrop.render(grey, frame, UNIT, -1, -.5, 2, 1));
            crop.convertTo(crop, CvType.CV_32F);
            Mat response = IrisResponse.of(crop, mats, IRIS * .9 * UNIT, IRIS * 1.1 * UNIT);
            float[] value = new float[crop.rows() * crop.cols()];
            response.get(0, 0, value);
            double[] left = peak(value, crop.cols(), -.5, reach);
            double[] right = peak(value, crop.cols(), .5, reach);
            return new EyePair(frame.pictureX(left[0], left[1]), frame.pictureY(left[0], left[1]),
                    frame.pictureX(right[0], right[1]), frame.pictureY(right[0], right[1]), 0).frame();
        }
    }

    /** Centre of mass of the top of the response: steadier than the single highest pixel. */
    private static double[] peak(float[] value, int width, double atX, double reach) {
        int cx = (int) Math.round((atX + 1) * UNIT);
        int cy = UNIT / 2;
        int r = (int) Math.round(reach * UNIT);
        double best = Double.NEGATIVE_INFINITY;
        int bestX = cx;
        int bestY = cy;
        for (int y = cy - r; y <= cy + r; y++) {
            for (int x = cx - r; x <= cx + r; x++) {
                double off = (square(x - cx) + square(y - cy)) / (double) (r * r);
                double v = value[y * width + x] - 6 * off;
                if (v > best) {
                    best = v;
                    bestX = x;
                    bestY = y;
                }
            }
        }
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = Math.max(0, bestY - 3); y <= bestY + 3; y++) {
            for (int x = Math.max(0, bestX - 3); x <= Math.min(width - 1, bestX + 3); x++) {
                double w = Math.max(0, value[y * width + x] - .9 * value[bestY * width + bestX]);
                sum += w;
                sumX += w * x;
                sumY += w * y;
            }
        }
        double x = sum > 0 ? sumX / sum : bestX;
        double y = sum > 0 ? sumY / sum : bestY;
        return new double[]{(x + .5) / UNIT - 1, (y + .5) / UNIT - .5};
    }

    private static int square(int v) {
        return v * v;
    }
}
