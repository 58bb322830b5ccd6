package dev.likeness.avatar.face;

import dev.likeness.avatar.picture.Mats;
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
     * The least score of the eyes in a box that one cascade, or more, call a face. Single hits on a cup, a cat and noise
     * reached 3.6.
     */
    private static final double ALONE = 4.0;
    private static final double TOGETHER = 2.6;
    /**
     * The same where all cascades agree on a face of some size in an upright picture: deep-set eyes are a weak pair, 1.3
     * on a photograph; things that are no face get so far only when they are small.
     */
    private static final double UNANIMOUS = .7;
    private static final double SIZE = .18;
    /** What each further cascade that sees the same face adds to the score of its eyes. */
    private static final double VOTE = 1.2;
    private static final double MARGIN = .8;
    private static final int[] SIDES = {800, 1600};
    /** The sides a picture is looked at when only its subject is asked for: the face of a portrait is no small part of it. */
    private static final int LOOK = 480;
    private static final int SMALLEST = 28;

    private final List<Cascades> cascades = List.of(Cascades.named("frontalface_alt2"),
            Cascades.named("frontalface_default"), Cascades.named("frontalface_alt"));
    private final EyeFinder eyes = new EyeFinder();

    /** The eyes of the most prominent upright face. */
    Optional<EyePair> find(Mat grey) {
        return atScale(grey, 2, SIDES[0], false).or(() -> atScale(grey, 4, SIDES[1], true));
    }

    /** The same with a quick look only: what but one cascade sees, and small faces, are passed over. */
    Optional<EyePair> glance(Mat grey) {
        return atScale(grey, 2, SIDES[0], true);
    }

    /**
     * For one who only asks whether there is a face, and waits: nothing is enlarged but thumbnails, and small faces are
     * sought only where the picture has the pixels for them.
     */
    Optional<EyePair> look(Mat grey) {
        int longest = Math.max(grey.cols(), grey.rows());
        Optional<EyePair> seen = atScale(grey, 2, LOOK, false);
        if (seen.isEmpty() && longest > LOOK) {
            seen = atScale(grey, 1, SIDES[0], false);
        }
        return seen.isEmpty() && longest > SIDES[0] ? atScale(grey, 1, SIDES[1], true) : seen;
    }

    /** The same for a turned picture. */
    Optional<EyePair> lookAgain(Mat grey) {
        return atScale(grey, 2, LOOK, true);
    }

    private Optional<EyePair> atScale(Mat grey, double most, int side, boolean quick) {
        double scale = Math.min(most, (double) side / Math.max(grey.cols(), grey.rows()));
        try (Mats mats = new Mats()) {
            Mat scaled = mats.empty();
            Imgproc.resize(grey, scaled, new Size(), scale, scale,
                    scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
            int smallest = Math.max(SMALLEST, Math.min(scaled.cols(), scaled.rows()) / 16);
            List<List<Rect>> seen = new ArrayList<>();
            for (Cascades cascade : cascades) {
                if (quick && seen.size() == 1 && seen.getFirst().isEmpty()) {
                    return Optional.empty();
                }
                seen.add(cascade.detect(scaled, smallest, Math.max(scaled.cols(), scaled.rows())));
            }
            List<EyePair> pairs = new ArrayList<>();
            for (List<Rect> boxes : seen) {
                for (Rect box : boxes) {
                    int votes = (int) seen.stream().filter(o -> o.stream().anyMatch(b -> same(b, box))).count();
                    boolean clear = !quick && votes == cascades.size()
                            && box.width > SIZE * Math.min(scaled.cols(), scaled.rows());
                    double least = clear ? UNANIMOUS : votes > 1 ? TOGETHER : ALONE;
                    eyes.find(grey, unscaled(box, scale, grey)).filter(pair -> pair.score() >= least)
                            .map(pair -> pair.plus(VOTE * (votes - 1))).ifPresent(pairs::add);
                }
            }
            return pairs.isEmpty() ? Optional.empty() : Optional.of(mostProminent(pairs));
        }
    }

    /** Whether two boxes hold one face: they overlap by half of both. */
    private static boolean same(Rect a, Rect b) {
        double w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        double h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        return w > 0 && h > 0 && w * h > .5 * (a.area() + b.area() - w * h);
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
