package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Mats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** From a picture to the landmarks of its face; see {@code Landmarks} for what they are. */
public final class LandmarkFinder {

    /** Faces are sought in a picture of this many pixels at most: fewer than ten between the eyes are enough. */
    private static final double SOUGHT_IN = 1024;

    private final FaceDetector detector = new FaceDetector();
    private final AttentionMesh mesh = new AttentionMesh();
    private final FitCheck check = new FitCheck(mesh);
    private final AnimalNet animals = new AnimalNet();

    /** Reads the nets, which else happens at first use. */
    public void load() {
        detector.load();
        mesh.load();
        animals.load();
    }

    /**
     * The face of a picture, human or an animal's; of several the largest, nearest the middle. It may lie on its side or
     * stand on its head: the frame's roll tells.
     *
     * @param sourceScale pixels of {@code bgr} per pixel of the picture as it was sent
     */
    public Optional<Landmarks> find(Mat bgr, double sourceScale) {
        return find(bgr, sourceScale, new Looks());
    }

    Optional<Landmarks> find(Mat bgr, double sourceScale, Looks looks) {
        try (Mats mats = new Mats()) {
            double scale = Math.min(1, SOUGHT_IN / Math.max(bgr.cols(), bgr.rows()));
            Mat small = bgr;
            if (scale < 1) {
                small = mats.empty();
                Imgproc.resize(bgr, small, new Size(Math.max(1, Math.round(scale * bgr.cols())),
                        Math.max(1, Math.round(scale * bgr.rows()))), 0, 0, Imgproc.INTER_AREA);
            }
            List<FaceDetector.Detection> seen = scaled(
                    detector.find(small, FaceSigns.SURE, FaceSigns.PERHAPS), 1 / scale);
            List<FaceDetector.Detection> sure = seen.stream().filter(d -> d.score() >= FaceSigns.SURE).toList();
            List<FaceDetector.Detection> all = new ArrayList<>(sure);
            Search search = new Search(bgr, mesh, check, animals, looks);
            Search.Face best = search.best(sure, true, true, null);
            if (best == null || best.signs().kind().doubtful()) {
                List<FaceDetector.Detection> lying = scaled(detector.lying(small, FaceSigns.SURE, best == null),
                        1 / scale);
                all.addAll(lying);
                best = search.best(lying, false, best == null, best);
            }
            if (best == null) {
                best = search.best(seen.stream().filter(d -> d.score() < FaceSigns.SURE).toList(), false, true, null);
            }
            int faces = Math.max(1, FaceDetector.distinct(all).size());
            return Optional.ofNullable(best).map(face -> landmarks(face, sourceScale, faces));
        }
    }

    private static Landmarks landmarks(Search.Face face, double sourceScale, int faces) {
        AttentionMesh.Fit fit = face.fit();
        FacePose pose = FacePose.of(fit.mesh());
        return new Landmarks(pose.frame(), fit.mesh(), face.signs().kind(),
                new Landmarks.Confidence(face.detection().score(), fit.presence(), face.outcome().agreement(),
                        pose.unit() / sourceScale, faces),
                face.outcome().eyesHidden());
    }

    /** Whether the middle of a picture in which no face was found is an animal. */
    public boolean showsAnimal(Mat bgr) {
        return animals.middle(bgr) >= FaceSigns.ANIMAL;
    }

    /** Where a face would be if there were one, so that the picture's middle fills the portrait. */
    public Landmarks nobody(Mat picture, PortraitSpec spec) {
        double covering = Math.max((double) spec.width() / picture.cols(), (double) spec.height() / picture.rows());
        double down = (spec.eyeLine() - .5) * spec.height() / covering;
        FaceFrame frame = new FaceFrame(picture.cols() / 2.0, picture.rows() / 2.0 + down, spec.unit() / covering, 0);
        return new Landmarks(frame, null, FaceKind.NONE, new Landmarks.Confidence(0, 0, 0, frame.unit(), 0));
    }

    private static List<FaceDetector.Detection> scaled(List<FaceDetector.Detection> seen, double by) {
        return seen.stream().map(d -> new FaceDetector.Detection(d.box().scaled(by), d.score())).toList();
    }
}
