package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PortraitSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;

/** From a picture to the landmarks of its face; see {@code Landmarks} for what they are. */
public final class LandmarkFinder {

    /** What the detector says to a human face, and to what may still be an animal's. */
    private static final double HUMAN = .5;
    private static final double ANIMAL = .1;
    /** What the mesh says of all faces it lies right on. */
    private static final double PRESENT = .9;

    private final FaceDetector detector = new FaceDetector();
    private final AttentionMesh mesh = new AttentionMesh();

    /**
     * The human face of a picture; of several the largest, nearest the middle.
     *
     * @param sourceScale pixels of {@code bgr} per pixel of the picture as it was sent
     */
    public Optional<Landmarks> human(Mat bgr, double sourceScale) {
        return find(bgr, HUMAN, FaceKind.FITTED, sourceScale);
    }

    /** The face of an animal on which the mesh comes to lie. */
    public Optional<Landmarks> animal(Mat bgr, double sourceScale) {
        return find(bgr, ANIMAL, FaceKind.ANIMAL, sourceScale);
    }

    /** Where a face would be if there were one, so that the picture's middle fills the portrait. */
    public Landmarks nobody(Mat picture, PortraitSpec spec) {
        double covering = Math.max((double) spec.width() / picture.cols(), (double) spec.height() / picture.rows());
        double down = (spec.eyeLine() - .5) * spec.height() / covering;
        FaceFrame frame = new FaceFrame(picture.cols() / 2.0, picture.rows() / 2.0 + down, spec.unit() / covering, 0);
        return new Landmarks(frame, null, FaceKind.NONE, new Landmarks.Confidence(0, 0, 0, frame.unit(), 0));
    }

    private Optional<Landmarks> find(Mat bgr, double bound, FaceKind kind, double sourceScale) {
        List<FaceDetector.Detection> seen = detector.find(bgr, bound);
        return seen.stream()
                .sorted(Comparator.comparingDouble((FaceDetector.Detection d) -> -prominence(d.box(), bgr)))
                .limit(4)
                .map(d -> fit(bgr, d, kind, sourceScale, seen.size()))
                .filter(found -> found.confidence().presence() >= PRESENT)
                .findFirst();
    }

    /** Size, and half of it lost on the way from the middle to a corner. */
    private static double prominence(Box box, Mat bgr) {
        double off = Math.hypot(box.cx() - bgr.cols() / 2.0, box.cy() - bgr.rows() / 2.0)
                / Math.hypot(bgr.cols() / 2.0, bgr.rows() / 2.0);
        return box.side() * (1 - .5 * Math.min(1, off));
    }

    private Landmarks fit(Mat bgr, FaceDetector.Detection seen, FaceKind kind, double sourceScale, int faces) {
        AttentionMesh.Fit fit = mesh.fit(bgr, seen.box());
        double unit = FacePose.of(fit.mesh()).unit();
        return Landmarks.of(fit.mesh(), kind,
                new Landmarks.Confidence(seen.score(), fit.presence(), fit.presence(), unit / sourceScale, faces));
    }
}
