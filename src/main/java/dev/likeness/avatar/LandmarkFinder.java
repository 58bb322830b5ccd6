package dev.likeness.avatar;

import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** From a picture to the landmarks of its face; see {@code Landmarks} for what they are. */
final class LandmarkFinder {

    /** Degrees the picture is turned by when it shows no upright face. */
    private static final double[] TURNS = {0, -20, 20, -40, 40};

    private final FaceDetector detector = new FaceDetector();

    /** @param picture the picture the landmarks are of: the one given, or that one turned until the face was upright */
    record Found(Mat picture, Landmarks face) {
    }

    /** @param sourceScale pixels of {@code bgr} per pixel of the picture as it was sent */
    Optional<Found> find(Mat bgr, double sourceScale, Mats mats) {
        for (double turn : TURNS) {
            Mat picture = turn == 0 ? bgr : turned(bgr, turn, mats);
            Mat grey = mats.empty();
            Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
            Optional<EyePair> eyes = detector.find(grey);
            if (eyes.isPresent()) {
                return Optional.of(new Found(picture, fit(picture, grey, eyes.get(), sourceScale)));
            }
            grey.release();
        }
        return Optional.empty();
    }

    private static Landmarks fit(Mat picture, Mat grey, EyePair eyes, double sourceScale) {
        FaceFrame frame = IrisRefiner.refine(grey, eyes.frame());
        FaceCrop face = new FaceCrop(picture, frame);
        MouthFitter.Fit mouth = new MouthFitter(face).fit();
        LidFitter lids = new LidFitter(face);
        LidFitter.Fit left = lids.fit(-.5);
        LidFitter.Fit right = lids.fit(.5);
        ChinFinder chin = new ChinFinder(face);
        return new Landmarks(frame, left.eye(), right.eye(), mouth.mouth(), chin.noseBase(mouth.mouth()),
                chin.chin(mouth.mouth()), new Landmarks.Confidence(eyes.score(), mouth.score(),
                        (left.score() + right.score()) / 2, frame.unit() / sourceScale));
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
