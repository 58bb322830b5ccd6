package dev.likeness.avatar;

import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.OpenMouths;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.picture.Natives;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Portraits for tests, with the landmarks that are found in them: Eileen Collins, NASA, public domain. */
public final class Faces {

    private static final double D = 44.37;
    private static final LandmarkFinder FINDER = new LandmarkFinder();

    private Faces() {
    }

    public static Portrait smiling(int size) {
        double scale = .16 * size / D;
        double x = 224.65 * scale;
        double y = 102.2 * scale;
        double moveX = size / 2.0 - x;
        double moveY = Math.min(0, .42 * size - y);
        Mat picture = read();
        Mat where = new Mat(2, 3, CvType.CV_64F);
        where.put(0, 0, scale, 0, moveX, 0, scale, moveY);
        Mat out = new Mat();
        Imgproc.warpAffine(picture, out, where, new Size(size, size), Imgproc.INTER_CUBIC, Core.BORDER_REFLECT_101,
                new Scalar(0));
        byte[] bgr = new byte[size * size * 3];
        out.get(0, 0, bgr);
        return found(bgr, size);
    }

    /** The same face with its lips closed, as the engine closes them: a portrait without teeth. */
    public static Portrait closed(int size) {
        Portrait smiling = smiling(size);
        MouthRenderer renderer = new MouthRenderer(smiling);
        byte[] bgr = renderer.pasted(renderer.render(Viseme.PP));
        return found(bgr, size);
    }

    /** The same face with its mouth open by {@code gap} units, as the engine opens it: of a portrait that speaks. */
    public static Portrait opened(int size, double gap) {
        return found(OpenMouths.of(closed(size), gap), size);
    }

    /** A square picture of a face with the landmarks that are found in it. */
    public static Portrait found(byte[] bgr, int size) {
        Mat picture = new Mat(size, size, CvType.CV_8UC3);
        picture.put(0, 0, bgr);
        Landmarks found = FINDER.find(picture, .16 * size / D).orElseThrow();
        // What this engine painted itself is a little plain to it; these are to be moved as if it were sure.
        return new Portrait(bgr, size, size,
                new Landmarks(found.frame(), found.mesh(), FaceKind.FITTED, found.confidence()), "photo");
    }

    private static Mat read() {
        Natives.load();
        try (InputStream in = Faces.class.getResourceAsStream("/pictures/portrait-512.png")) {
            return Imgcodecs.imdecode(new MatOfByte(Objects.requireNonNull(in).readAllBytes()),
                    Imgcodecs.IMREAD_COLOR);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
