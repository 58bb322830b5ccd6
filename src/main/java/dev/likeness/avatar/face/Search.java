package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FacePose;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/** Looks at the faces a detector has seen in one picture, until the best is known or enough was spent. */
final class Search {

    private final Mat bgr;
    private final AttentionMesh mesh;
    private final FitCheck check;
    private final AnimalNet animals;
    private final Looks looks;

    Search(Mat bgr, AttentionMesh mesh, FitCheck check, AnimalNet animals, Looks looks) {
        this.bgr = bgr;
        this.mesh = mesh;
        this.check = check;
        this.animals = animals;
        this.looks = looks;
    }

    /** @param worth its prominence, less where its kind is */
    record Face(FaceDetector.Detection detection, AttentionMesh.Fit fit, FitCheck.Outcome outcome, FaceSigns signs,
            double worth) {
    }

    /**
     * The best of faces and {@code than}.
     *
     * @param evenUnsure whether a human face counts with which the picture does not agree
     * @param evenAnimals whether an animal's counts
     */
    @Nullable
    Face best(List<FaceDetector.Detection> seen, boolean evenUnsure, boolean evenAnimals, @Nullable Face than) {
        Face best = than;
        List<FaceDetector.Detection> prominent = seen.stream()
                .sorted((a, b) -> Double.compare(prominence(b.box()), prominence(a.box()))).limit(Looks.EACH).toList();
        for (FaceDetector.Detection detection : prominent) {
            if (best != null && prominence(detection.box()) <= best.worth || !looks.anotherFace()) {
                break;
            }
            Face face = look(detection);
            if (face != null && (best == null || face.worth > best.worth)
                    && (evenUnsure || !face.signs.kind().doubtful())
                    && (evenAnimals || face.signs.kind() != FaceKind.ANIMAL)) {
                best = face;
            }
        }
        return best;
    }

    /** Size, and half of it lost on the way from the middle to a corner. */
    private double prominence(Box box) {
        double off = Math.hypot(box.cx() - bgr.cols() / 2.0, box.cy() - bgr.rows() / 2.0)
                / Math.hypot(bgr.cols() / 2.0, bgr.rows() / 2.0);
        return box.side() * (1 - .5 * Math.min(1, off));
    }

    private @Nullable Face look(FaceDetector.Detection detection) {
        AttentionMesh.Fit fit = mesh.fit(bgr, detection.box());
        looks.spend(Looks.FITTED);
        if (fit.presence() < FaceSigns.PRESENT) {
            return null;
        }
        FacePose pose = FacePose.of(fit.mesh());
        double bound = FaceSigns.animal(detection.score());
        Box upright = new Box(detection.box().cx(), detection.box().cy(), detection.box().side(),
                pose.frame().roll());
        double animal = animals.face(bgr, upright, bound, looks);
        FitCheck.Outcome outcome = check.check(bgr, fit);
        looks.spend(Looks.CHECKED);
        FaceSigns signs = new FaceSigns(detection.score(), animal, outcome.presence(), outcome.apart(),
                outcome.agreement(), FaceSigns.gap(fit.mesh(), pose.unit()), pose.yaw());
        double worth = signs.worth() * prominence(detection.box());
        return worth > 0 ? new Face(detection, fit, outcome, signs, worth) : null;
    }
}
