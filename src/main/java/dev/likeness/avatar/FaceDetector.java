package dev.likeness.avatar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Finds the face the portrait is of. A box is judged by the pair of eyes in it, not by the cascade's own liking, which
 * prefers false faces in shining things.
 */
final class FaceDetector {

    /**
     * Below this a pair is no eyes. Chosen between what was seen on one photograph and eight drawn faces (4.08 and
     * more) and on a cup and a cat (up to 3.15), disturbed in twelve ways; no other picture was held against it.
     */
    private static final double PLAUSIBLE = 3.6;
    private static final double MARGIN = .8;
    private static final int[] SIDES = {800, 1600};
    private static final int SMALLEST = 28;

    private final Cascades strict = Cascades.named("frontalface_alt2");
    private final Cascades lenient = Cascades.named("frontalface_default");
    private final EyeFinder eyes = new EyeFinder();

    /** The eyes of the most prominent upright face. */
    Optional<EyePair> find(Mat grey) {
        for (int side : SIDES) {
            double scale = Math.min(side < SIDES[1] ? 2 : 4, (double) side / Math.max(grey.cols(), grey.rows()));
            Optional<EyePair> pair = atScale(grey, scale);
            if (pair.isPresent()) {
                return pair;
            }
        }
        return Optional.empty();
    }

    private Optional<EyePair> atScale(Mat grey, double scale) {
        try (Mats mats = new Mats()) {
            Mat scaled = mats.empty();
            Imgproc.resize(grey, scaled, new Size(), scale, scale,
                    scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
            int smallest = Math.max(SMALLEST, Math.min(scaled.cols(), scaled.rows()) / 16);
            List<EyePair> pairs = new ArrayList<>();
            for (Cascades cascade : List.of(strict, lenient)) {
                for (Rect box : cascade.detect(scaled, smallest, Math.max(scaled.cols(), scaled.rows()))) {
                    eyes.find(grey, unscaled(box, scale, grey)).filter(pair -> pair.score() >= PLAUSIBLE)
                            .ifPresent(pairs::add);
                }
                if (!pairs.isEmpty()) {
                    return Optional.of(mostProminent(pairs));
                }
            }
            return Optional.empty();
        }
    }

    /** Among pairs about as good as the best, the widest: who stands in front is who is meant. */
    private static EyePair mostProminent(List<EyePair> pairs) {
        double best = pairs.stream().mapToDouble(EyePair::score).max().orElseThrow();
        return pairs.stream().filter(pair -> pair.score() >= best - MARGIN)
                .max((a, b) -> Double.compare(a.frame().unit(), b.frame().unit())).orElseThrow();
    }

    private static Rect unscaled(Rect box, double scale, Mat grey) {
        int x = (int) Math.max(0, Math.round(box.x / scale));
        int y = (int) Math.max(0, Math.round(box.y / scale));
        int side = (int) Math.round(box.width / scale);
        side = Math.min(side, Math.min(grey.cols() - x, grey.rows() - y));
        return new Rect(x, y, side, side);
    }
}
