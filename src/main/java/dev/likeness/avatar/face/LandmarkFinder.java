package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Mats;
import java.util.Optional;
import java.util.function.Function;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** From a picture to the landmarks of its face; see {@code Landmarks} for what they are. */
public final class LandmarkFinder {

    /** Degrees the picture is turned by when it shows no upright face. */
    private static final double[] TURNS = {0, -20, 20, -40, 40};

    /** Share of the other fits that must have come to the same mouth for it to be believed. */
    private static final double BELIEVED = .4;

    private final FaceDetector detector = new FaceDetector();
    private final CatFinder cats = new CatFinder();

    /** @param picture the picture the landmarks are of: the one given, or that one turned until the face was upright */
    public record Found(Mat picture, Landmarks face) {
    }

    /** @param picture the picture the eyes are in: the one given, or that one turned until the face was upright */
    private record Seen(Mat picture, Mat grey, EyePair eyes) {
    }

    /** @param sourceScale pixels of {@code bgr} per pixel of the picture as it was sent */
    public Optional<Found> find(Mat bgr, double sourceScale, Mats mats) {
        return eyes(bgr, detector::find, detector::glance, mats).map(
                seen -> new Found(seen.picture, fit(seen.picture, seen.grey, seen.eyes, sourceScale)));
    }

    /**
     * The head of the person in the picture, level, at some pixels a unit, by a quick look; nothing of it is fitted but
     * the eyes.
     */
    public Optional<Mat> head(Mat bgr, int pixels, Mats mats) {
        return eyes(bgr, detector::look, detector::lookAgain, mats).map(seen -> mats.keep(FaceCrop.render(seen.picture,
                IrisRefiner.refine(seen.grey, seen.eyes.frame()), pixels, -1.1, -1.2, 2.2, 2.9)));
    }

    private static Optional<Seen> eyes(Mat bgr, Function<Mat, Optional<EyePair>> upright,
            Function<Mat, Optional<EyePair>> turned, Mats mats) {
        for (double turn : TURNS) {
            Mat picture = turn == 0 ? bgr : turned(bgr, turn, mats);
            Mat grey = mats.empty();
            Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
            Optional<EyePair> eyes = (turn == 0 ? upright : turned).apply(grey);
            if (eyes.isPresent()) {
                return Optional.of(new Seen(picture, grey, eyes.get()));
            }
            grey.release();
        }
        return Optional.empty();
    }

    /** The face of a cat, or where a face would be if there were one: there is always something that can be moved. */
    public Landmarks instead(Mat picture, PortraitSpec spec) {
        try (Mats mats = new Mats()) {
            return cat(picture, mats).orElseGet(() -> nobody(picture, spec));
        }
    }

    public Optional<Landmarks> cat(Mat picture, Mats mats) {
        Mat grey = mats.empty();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        return cats.find(grey);
    }

    /** Places the frame so that the picture's middle fills the portrait. */
    private static Landmarks nobody(Mat picture, PortraitSpec spec) {
        double covering = Math.max((double) spec.width() / picture.cols(), (double) spec.height() / picture.rows());
        double down = (spec.eyeLine() - .5) * spec.height() / covering;
        return CatFinder.proportions(new FaceFrame(picture.cols() / 2.0, picture.rows() / 2.0 + down,
                spec.unit() / covering, 0), 1.02, FaceKind.NONE);
    }

    private static Landmarks fit(Mat picture, Mat grey, EyePair eyes, double sourceScale) {
        FaceFrame frame = IrisRefiner.refine(grey, eyes.frame());
        FaceCrop face = new FaceCrop(picture, frame);
        SteadyMouth.Fit mouth = SteadyMouth.fit(picture, frame);
        LidFitter lids = new LidFitter(face);
        LidFitter.Fit left = lids.fit(-.5);
        LidFitter.Fit right = lids.fit(.5);
        ChinFinder chin = new ChinFinder(face);
        return new Landmarks(frame, left.eye(), right.eye(), mouth.mouth(), chin.noseBase(mouth.mouth()),
                chin.chin(mouth.mouth()),
                mouth.agreement() < BELIEVED ? FaceKind.UNSURE : FaceKind.FITTED,
                new Landmarks.Confidence(eyes.score(), mouth.score(),
                        (left.score() + right.score()) / 2, mouth.agreement(), frame.unit() / sourceScale));
    }

    private static Mat turned(Mat bgr, double degrees, Mats mats) {
        double cos = Math.abs(Math.cos(Math.toRadians(degrees)));
        double sin = Math.abs(Math.sin(Math.toRadians(degrees)));
        double width = Math.ceil(bgr.cols() * cos + bgr.rows() * sin);
        double height = Math.ceil(bgr.cols() * sin + bgr.rows() * cos);
        Mat map = mats
                .keep(Imgproc.getRotationMatrix2D(new Point(bgr.cols() / 2.0, bgr.rows() / 2.0), degrees, 1));
        map.put(0, 2, map.get(0, 2)[0] + (width - bgr.cols()) / 2);
        map.put(1, 2, map.get(1, 2)[0] + (height - bgr.rows()) / 2);
        Mat out = mats.empty();
        Imgproc.warpAffine(bgr, out, map, new Size(width, height), Imgproc.INTER_LINEAR, Core.BORDER_REFLECT_101);
        return out;
    }
}
