package dev.likeness.avatar.face;

import dev.likeness.avatar.picture.Mats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.CLAHE;
import org.opencv.imgproc.Imgproc;

/**
 * The two irises in a face's box. Dark discs are candidates, hits of the eye cascades add to them, and the pair that
 * sits where eyes sit wins: cascades alone fail on glasses.
 */
final class EyeFinder {

    private static final int BOX = 200;
    private static final int REGION_HEIGHT = 132;
    private static final int CANDIDATES = 24;
    private static final double HIT = .3;
    private static final double HIT_SPREAD = 6;

    private final List<Cascades> eyeCascades = List.of(Cascades.named("eye"), Cascades.named("eye_tree_eyeglasses"));

    private record Candidate(double x, double y, double value) {
    }

    /** The best pair in the box, in pixels of the picture. */
    Optional<EyePair> find(Mat grey, Rect box) {
        try (Mats mats = new Mats()) {
            Rect upper = new Rect(box.x, box.y, box.width, Math.max(1, box.height * REGION_HEIGHT / BOX));
            Mat region = mats.empty();
            Imgproc.resize(mats.keep(grey.submat(upper)), region, new Size(BOX, REGION_HEIGHT), 0, 0,
                    box.width > BOX ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
            return bestPair(candidates(region, mats)).map(pair -> inPicture(pair, box));
        }
    }

    private static EyePair inPicture(EyePair pair, Rect box) {
        double scale = (double) box.width / BOX;
        return new EyePair(box.x + pair.leftX() * scale, box.y + pair.leftY() * scale, box.x + pair.rightX() * scale,
                box.y + pair.rightY() * scale, pair.score());
    }

    private List<Candidate> candidates(Mat region, Mats mats) {
        Mat grey = mats.empty();
        region.convertTo(grey, CvType.CV_32F);
        MatOfDouble mean = mats.keep(new MatOfDouble());
        MatOfDouble deviation = mats.keep(new MatOfDouble());
        Core.meanStdDev(grey, mean, deviation);
        double spread = Math.max(1, deviation.toArray()[0]);
        float[] response = new float[BOX * REGION_HEIGHT];
        IrisResponse.of(grey, mats, 6, 7.5, 9).get(0, 0, response);
        List<List<Rect>> hits = hits(region, mats);
        float[] value = new float[response.length];
        for (int i = 0; i < value.length; i++) {
            value[i] = (float) (response[i] / spread + bonus(hits, i % BOX, i / BOX));
        }
        return strongestPeaks(value);
    }

    private List<List<Rect>> hits(Mat region, Mats mats) {
        Mat even = mats.empty();
        CLAHE clahe = Imgproc.createCLAHE(3, new Size(4, 4));
        clahe.apply(region, even);
        List<List<Rect>> hits = new ArrayList<>();
        for (Cascades cascade : eyeCascades) {
            hits.add(cascade.detect(region, 28, 90));
            hits.add(cascade.detect(even, 28, 90));
        }
        return hits;
    }

    private static double bonus(List<List<Rect>> hits, int x, int y) {
        double sum = 0;
        for (List<Rect> some : hits) {
            double best = 0;
            for (Rect hit : some) {
                double d = Math.hypot(x - hit.x - hit.width / 2.0, y - hit.y - hit.height / 2.0) / HIT_SPREAD;
                best = Math.max(best, d < 4 ? Math.exp(-d * d / 2) : 0);
            }
            sum += HIT * best;
        }
        return sum;
    }

    private static List<Candidate> strongestPeaks(float[] value) {
        List<Candidate> peaks = new ArrayList<>();
        for (int y = 4; y < REGION_HEIGHT - 4; y++) {
            for (int x = 4; x < BOX - 4; x++) {
                if (isPeak(value, x, y)) {
                    peaks.add(new Candidate(x + .5, y + .5, value[y * BOX + x]));
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(Candidate::value).reversed());
        return peaks.subList(0, Math.min(CANDIDATES, peaks.size()));
    }

    private static boolean isPeak(float[] value, int x, int y) {
        float here = value[y * BOX + x];
        for (int dy = -3; dy <= 3; dy++) {
            for (int dx = -3; dx <= 3; dx++) {
                float other = value[(y + dy) * BOX + x + dx];
                boolean before = dy < 0 || dy == 0 && dx < 0;
                if (other > here || before && other == here) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Optional<EyePair> bestPair(List<Candidate> candidates) {
        EyePair best = null;
        for (Candidate left : candidates) {
            for (Candidate right : candidates) {
                double dx = (right.x - left.x) / BOX;
                if (dx > .2) {
                    double score = score(left, right, dx);
                    if (best == null || score > best.score()) {
                        best = new EyePair(left.x, left.y, right.x, right.y, score);
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static double score(Candidate left, Candidate right, double dx) {
        double middle = (left.x + right.x) / 2 / BOX;
        double y = (left.y + right.y) / 2 / BOX;
        double tilt = (right.y - left.y) / (right.x - left.x);
        return 1.3 * Math.min(left.value, right.value) + .7 * Math.max(left.value, right.value)
                - square((middle - .5) / .07) / 2 - square((dx - .41) / .06) / 2 - .4 * square((y - .385) / .06)
                - .3 * square(tilt / .12);
    }

    private static double square(double v) {
        return v * v;
    }
}
