package dev.likeness.avatar.face;

import dev.likeness.avatar.Eye;
import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.picture.Mats;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A cat's face that looks into the camera. Its landmarks are proportions of the cascade's box: nothing is fitted. */
final class CatFinder {

    private static final int SIDE = 400;
    /** Room around the picture: the cascade wants to see the ears, and portraits cut them. */
    private static final double ROOM = .15;
    /** Least side of a face as a share of the picture's shorter side; smaller hits are eyes and paws. */
    private static final double SMALLEST = .3;
    private static final double EYES_X = .24;
    private static final double EYES_Y = .40;
    private static final double MOUTH_Y = .95;

    private final List<Cascades> cascades = List.of(Cascades.named("frontalcatface"),
            Cascades.named("frontalcatface_extended"));

    Optional<Landmarks> find(Mat grey) {
        try (Mats mats = new Mats()) {
            double scale = (double) SIDE / Math.max(grey.cols(), grey.rows());
            Mat small = mats.empty();
            Imgproc.resize(grey, small, new Size(), scale, scale, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
            int pad = (int) (ROOM * SIDE);
            Core.copyMakeBorder(small, small, pad, pad, pad, pad, Core.BORDER_REPLICATE);
            int least = (int) (SMALLEST * Math.min(grey.cols(), grey.rows()) * scale);
            return cascades.stream().flatMap(cascade -> cascade.detect(small, Math.max(28, least), SIDE).stream())
                    .max((a, b) -> Integer.compare(a.width, b.width)).map(box -> landmarks(box, pad, scale));
        }
    }

    private static Landmarks landmarks(Rect box, int pad, double scale) {
        double unit = 2 * EYES_X * box.width / scale;
        FaceFrame frame = new FaceFrame((box.x + .5 * box.width - pad) / scale,
                (box.y + EYES_Y * box.height - pad) / scale, unit, 0);
        return proportions(frame, MOUTH_Y, FaceKind.CAT);
    }

    /** A face of which only the place is known. */
    static Landmarks proportions(FaceFrame frame, double mouth, FaceKind kind) {
        return new Landmarks(frame, new Eye(-.5, 0, .235, 0, .095, .055, 0, -.5, 0),
                new Eye(.5, 0, .235, 0, .095, .055, 0, .5, 0), new Mouth(0, mouth, .32, 0, 0, .05, .06, 0, false),
                mouth - .35, mouth + .45, kind, new Landmarks.Confidence(0, 0, 0, 0, frame.unit()));
    }
}
