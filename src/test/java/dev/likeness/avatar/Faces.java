package dev.likeness.avatar;

import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.PastedTile;
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

/** Portraits for tests, with landmarks that were set by hand: Eileen Collins, NASA, public domain. */
public final class Faces {

    private static final double D = 44.37;
    private static final Eye LEFT = new Eye(-.51, .0276, .20, .034, .10, .055, 0, -.5, 0);
    private static final Eye RIGHT = new Eye(.5167, .0195, .225, -.08, .113, .05, 0, .5, 0);
    private static final Mouth SMILE = new Mouth(.0365, .841, .50, -.043, .072, .072, .125, .143, true);
    private static final Mouth CLOSED = new Mouth(.0365, .841, .46, -.043, .10, .055, .10, 0, false);

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
        Landmarks face = new Landmarks(new FaceFrame(x + moveX, y + moveY, .16 * size, .0541), LEFT, RIGHT, SMILE, .66,
                1.72, FaceKind.FITTED, new Landmarks.Confidence(2, 5, 2, 1, D));
        return new Portrait(bgr, size, size, face, "photo");
    }

    /** The same face with its lips closed, as the engine closes them: a portrait without teeth. */
    public static Portrait closed(int size) {
        Portrait smiling = smiling(size);
        MouthRenderer renderer = new MouthRenderer(smiling);
        byte[] bgr = PastedTile.on(smiling, renderer.tile, renderer.render(Viseme.PP));
        Landmarks f = smiling.face();
        return new Portrait(bgr, size, size,
                new Landmarks(f.frame(), f.left(), f.right(), CLOSED, f.noseBase(), f.chin(), f.kind(),
                        f.confidence()),
                "photo");
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
