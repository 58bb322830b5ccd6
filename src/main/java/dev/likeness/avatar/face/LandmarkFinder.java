package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** From a picture to the landmarks of its face; see {@code Landmarks} for what they are. */
public final class LandmarkFinder {

    /** What the detector says to a human face, and to what may still be one, or an animal's. */
    private static final double SURE = .5;
    private static final double PERHAPS = .1;
    /** What the mesh says of all faces it lies right on. */
    private static final double PRESENT = .9;
    /** From which agreement on a fit is believed. */
    private static final double BELIEVED = .5;
    /** How much of a face must be an animal: of one that the detector takes for human, and of another. */
    private static final double SURELY_ANIMAL = .6;
    private static final double ANIMAL = .4;
    /** How far the looks at an animal's mouth may differ, units of the face: it opens gently, and nothing is drawn in. */
    private static final double AN_ANIMALS_MOUTH = .12;
    private static final int UPPER_LIP = 13;
    private static final int LOWER_LIP = 14;
    /** Gaps in units, and radians of yaw. */
    private static final double WIDEST = .70;
    private static final double WIDEST_TURNED = .35;
    private static final double TURNED = Math.toRadians(12);
    private static final double FAR_TURNED = Math.toRadians(35);
    /** How many faces are looked at, and how many places where one may be. */
    private static final int FACES = 4;
    private static final int PLACES = 8;
    /** Faces are sought in a picture of this many pixels at most: fewer than ten between the eyes are enough. */
    private static final double SOUGHT_IN = 1024;
    /** A face that lies on its side is not preferred to an upright one that is larger by more. */
    private static final double AS_LARGE = .7;

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
        try (Mats mats = new Mats()) {
            double scale = Math.min(1, SOUGHT_IN / Math.max(bgr.cols(), bgr.rows()));
            Mat small = bgr;
            if (scale < 1) {
                small = mats.empty();
                Imgproc.resize(bgr, small, new Size(), scale, scale, Imgproc.INTER_AREA);
            }
            List<FaceDetector.Detection> seen = scaled(detector.find(small, SURE, PERHAPS), 1 / scale);
            Comparator<FaceDetector.Detection> prominent = Comparator
                    .comparingDouble(d -> -prominence(d.box(), bgr));
            List<FaceDetector.Detection> sure = seen.stream().filter(d -> d.score() >= SURE).sorted(prominent)
                    .limit(FACES).toList();
            int faces = Math.max(1, sure.size());
            Search search = new Search(bgr, sourceScale, faces);
            Landmarks upright = search.first(sure, true);
            if (upright != null && upright.kind() != FaceKind.UNSURE) {
                return Optional.of(upright);
            }
            double least = upright == null ? 0 : AS_LARGE * upright.frame().unit();
            List<FaceDetector.Detection> lying = new ArrayList<>();
            for (int quarters = 1; quarters < 4; quarters++) {
                lying.addAll(scaled(detector.lying(small, SURE, quarters), 1 / scale));
            }
            lying.sort(prominent);
            Landmarks turned = search.first(lying, false);
            if (turned != null && turned.frame().unit() >= least) {
                return Optional.of(turned);
            }
            if (upright != null) {
                return Optional.of(upright);
            }
            return Optional.ofNullable(search.first(
                    seen.stream().filter(d -> d.score() < SURE).sorted(prominent).limit(PLACES).toList(), false));
        }
    }

    /** Whether the middle of a picture in which no face was found is an animal. */
    public boolean showsAnimal(Mat bgr) {
        return animals.middle(bgr) >= ANIMAL;
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

    /** Size, and half of it lost on the way from the middle to a corner. */
    private static double prominence(Box box, Mat bgr) {
        double off = Math.hypot(box.cx() - bgr.cols() / 2.0, box.cy() - bgr.rows() / 2.0)
                / Math.hypot(bgr.cols() / 2.0, bgr.rows() / 2.0);
        return box.side() * (1 - .5 * Math.min(1, off));
    }

    private final class Search {

        private final Mat bgr;
        private final double sourceScale;
        private final int faces;

        Search(Mat bgr, double sourceScale, int faces) {
            this.bgr = bgr;
            this.sourceScale = sourceScale;
            this.faces = faces;
        }

        /** @param evenUnsure whether a human face counts with which the picture does not agree */
        @Nullable
        Landmarks first(List<FaceDetector.Detection> seen, boolean evenUnsure) {
            for (FaceDetector.Detection detection : seen) {
                AttentionMesh.Fit fit = mesh.fit(bgr, detection.box());
                if (fit.presence() < PRESENT) {
                    continue;
                }
                FitCheck.Outcome outcome = check.check(bgr, fit);
                FaceKind kind = kind(detection, fit, outcome);
                if (kind != FaceKind.NONE && (kind != FaceKind.UNSURE || evenUnsure)) {
                    double unit = FacePose.of(fit.mesh()).unit();
                    return Landmarks.of(fit.mesh(), kind, new Landmarks.Confidence(detection.score(), fit.presence(),
                            outcome.agreement(), unit / sourceScale, faces));
                }
            }
            return null;
        }

        private FaceKind kind(FaceDetector.Detection detection, AttentionMesh.Fit fit, FitCheck.Outcome outcome) {
            FacePose pose = FacePose.of(fit.mesh());
            Box upright = new Box(detection.box().cx(), detection.box().cy(), detection.box().side(),
                    pose.frame().roll());
            boolean sure = detection.score() >= SURE;
            if (animals.face(bgr, upright) >= (sure ? SURELY_ANIMAL : ANIMAL)) {
                return outcome.presence() >= PRESENT && outcome.apart() <= AN_ANIMALS_MOUTH
                        ? FaceKind.ANIMAL
                        : FaceKind.NONE;
            }
            if (outcome.agreement() < BELIEVED || !sure && outcome.presence() < PRESENT) {
                return FaceKind.UNSURE;
            }
            return gap(fit.mesh(), pose.unit()) > widest(pose.yaw()) ? FaceKind.WIDE_OPEN : FaceKind.FITTED;
        }

        /** How far the mouth is open at its middle, units. */
        private static double gap(FaceMesh mesh, double unit) {
            double dx = mesh.x(UPPER_LIP) - mesh.x(LOWER_LIP);
            double dy = mesh.y(UPPER_LIP) - mesh.y(LOWER_LIP);
            double dz = mesh.z(UPPER_LIP) - mesh.z(LOWER_LIP);
            return Math.sqrt(dx * dx + dy * dy + dz * dz) / unit;
        }

        /** From which gap on a mouth that is closed for rest would no longer be believed; less on a turned head. */
        private static double widest(double yaw) {
            return WIDEST - (WIDEST - WIDEST_TURNED) * Ease.step(TURNED, FAR_TURNED, Math.abs(yaw));
        }
    }
}
