package dev.likeness.avatar.face;

import dev.likeness.avatar.net.NetFile;
import dev.likeness.avatar.net.TrainedNet;
import dev.likeness.avatar.picture.Mats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Where faces are: a net that looks at 192x192 pixels at once and names a box for each of 48x48 places. */
final class FaceDetector {

    private static final int SIDE = 192;
    private static final int GRID = 48;
    private static final int NUMBERS = 16;
    /** Boxes that overlap by more are of one face. */
    private static final double SAME = .3;
    /** Boxes the net is less sure of, as a share of the surest of their face, do not count. */
    private static final double WORTH = .6;
    /** A face without anything round it is no face to the net. */
    private static final double ROOM = 1.8;
    /** A box so many times as large as the largest sure one may be such a face. */
    private static final double MUCH_LARGER = 1.5;
    /** In a picture's parts a face is as large as in one three times as small. */
    private static final int PARTS = 3;
    private static final double PART = .5;

    private final TrainedNet net = new TrainedNet(NetFile.FACE_DETECTOR);

    /**
     * @param box upright by the line of the eyes, as large as the face without its hair
     * @param score 0 to 1
     */
    record Detection(Box box, double score) {
    }

    void load() {
        net.load();
    }

    /**
     * Faces the net is at least that sure of, the surest first. Where it is not sure of any, those are among them that
     * fill all of the picture, and small ones; where it is sure of one that is small beside another box, the former.
     */
    List<Detection> find(Mat bgr, double sure, double bound) {
        List<Detection> found = look(bgr, bound, 1);
        double large = found.stream().filter(d -> d.score >= sure).mapToDouble(d -> d.box.side()).max().orElse(0);
        if (found.isEmpty() || found.stream().anyMatch(d -> d.box.side() > MUCH_LARGER * large)) {
            found.addAll(look(bgr, bound, ROOM));
        }
        if (large == 0) {
            found.addAll(parts(bgr, bound));
        }
        return merged(found);
    }

    /**
     * Faces that lie on their side or stand on their head, the surest first.
     *
     * @param evenTight whether, where there are none, those are sought that fill all of the picture
     */
    List<Detection> lying(Mat bgr, double bound, boolean evenTight) {
        List<Detection> found = lying(bgr, bound, 1.0);
        return distinct(found.isEmpty() && evenTight ? lying(bgr, bound, ROOM) : found);
    }

    private List<Detection> lying(Mat bgr, double bound, double room) {
        List<Detection> found = new ArrayList<>();
        for (int quarters = 1; quarters < 4; quarters++) {
            found.addAll(lying(bgr, bound, quarters, room));
        }
        return found;
    }

    private List<Detection> lying(Mat bgr, double bound, int quarters, double room) {
        try (Mats mats = new Mats()) {
            Mat turned = mats.empty();
            Core.rotate(bgr, turned, quarters - 1);
            return look(turned, bound, room).stream()
                    .map(d -> new Detection(d.box.turnedBack(quarters, bgr.cols(), bgr.rows()), d.score)).toList();
        }
    }

    /** The surest of each place, the surest first. */
    static List<Detection> distinct(List<Detection> found) {
        List<Detection> out = new ArrayList<>();
        found.stream().sorted(Comparator.comparingDouble(Detection::score).reversed())
                .filter(d -> out.stream().noneMatch(other -> other.box.overlap(d.box) > SAME)).forEach(out::add);
        return out;
    }

    private List<Detection> parts(Mat bgr, double bound) {
        List<Detection> small = new ArrayList<>();
        int side = (int) (PART * Math.max(bgr.cols(), bgr.rows()));
        int width = Math.min(side, bgr.cols());
        int height = Math.min(side, bgr.rows());
        try (Mats mats = new Mats()) {
            for (int j = 0; j < (height < bgr.rows() ? PARTS : 1); j++) {
                for (int i = 0; i < (width < bgr.cols() ? PARTS : 1); i++) {
                    int x = (bgr.cols() - width) * i / (PARTS - 1);
                    int y = (bgr.rows() - height) * j / (PARTS - 1);
                    for (Detection d : look(mats.keep(bgr.submat(new Rect(x, y, width, height))), bound, 1)) {
                        Box b = d.box;
                        small.add(new Detection(new Box(b.cx() + x, b.cy() + y, b.side(), b.angle()), d.score));
                    }
                }
            }
        }
        return small;
    }

    /** @param room how much larger than the picture what the net sees is: black round it */
    private List<Detection> look(Mat bgr, double bound, double room) {
        double scale = SIDE / (room * Math.max(bgr.cols(), bgr.rows()));
        int width = Math.clamp(Math.round(bgr.cols() * scale), 1, SIDE);
        int height = Math.clamp(Math.round(bgr.rows() * scale), 1, SIDE);
        int left = (SIDE - width) / 2;
        int top = (SIDE - height) / 2;
        try (Mats mats = new Mats()) {
            Mat small = mats.empty();
            Imgproc.resize(bgr, small, new Size(width, height), 0, 0,
                    scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
            Core.copyMakeBorder(small, small, top, SIDE - height - top, left, SIDE - width - left,
                    Core.BORDER_CONSTANT, Scalar.all(0));
            float[][] said = net.look(small, 1 / 127.5, 127.5, "reshaped_classifier_face_4",
                    "reshaped_regressor_face_4");
            return merged(boxes(said[0], said[1], bound, left, top, scale));
        }
    }

    private static List<Detection> boxes(float[] sure, float[] numbers, double bound, int left, int top,
            double scale) {
        List<Detection> boxes = new ArrayList<>();
        for (int i = 0; i < GRID * GRID; i++) {
            double score = sigmoid(sure[i]);
            if (score < bound) {
                continue;
            }
            int q = i * NUMBERS;
            double x = (i % GRID + .5) * SIDE / GRID;
            double y = (i / GRID + .5) * SIDE / GRID;
            // Two of the six points are the eyes.
            double angle = Math.atan2(numbers[q + 7] - numbers[q + 5], numbers[q + 6] - numbers[q + 4]);
            boxes.add(new Detection(new Box((numbers[q] + x - left) / scale, (numbers[q + 1] + y - top) / scale,
                    Math.max(1, Math.max(numbers[q + 2], numbers[q + 3])) / scale, angle), score));
        }
        return boxes;
    }

    /** One of each heap of boxes: their mean, the surer ones counting more, as sure as the surest. */
    private static List<Detection> merged(List<Detection> boxes) {
        List<Detection> left = new ArrayList<>(boxes);
        left.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> out = new ArrayList<>();
        while (!left.isEmpty()) {
            Detection best = left.getFirst();
            List<Detection> same = left.stream().filter(d -> d.box.overlap(best.box) > SAME || d == best).toList();
            left.removeAll(same);
            same = same.stream().filter(d -> d.score >= WORTH * best.score).toList();
            double weight = 0;
            double[] sum = new double[5];
            for (Detection d : same) {
                double[] numbers = {d.box.cx(), d.box.cy(), d.box.side(), Math.cos(d.box.angle()),
                        Math.sin(d.box.angle())};
                weight += d.score;
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += d.score * numbers[i];
                }
            }
            out.add(new Detection(new Box(sum[0] / weight, sum[1] / weight, sum[2] / weight,
                    Math.atan2(sum[4], sum[3])), best.score));
        }
        return out;
    }

    static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }
}
