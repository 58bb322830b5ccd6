package dev.likeness.avatar;

import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of a face in a picture.
 *
 * @param frame the face's coordinate system, in pixels of that picture
 * @param mesh its points; null where no face was found
 * @param kind whether that is a face that was fitted, or less
 * @param confidence how sure the fit is
 */
public record Landmarks(FaceFrame frame, @Nullable FaceMesh mesh, Eye left, Eye right, Mouth mouth, double noseBase,
        double chin, FaceKind kind, Confidence confidence) {

    /**
     * @param detector how sure the detector is, 0 to 1
     * @param presence how sure the mesh is that it lies on a face, 0 to 1
     * @param agreement how far a second look at the picture agrees, 0 to 1
     * @param unitInSource pixels between the irises in the picture as it was given: below 40 a result looks soft
     * @param faces how many faces were seen; this is the largest, nearest the middle
     */
    public record Confidence(double detector, double presence, double agreement, double unitInSource, int faces) {
    }

    public static Landmarks of(FaceMesh mesh, FaceKind kind, Confidence confidence) {
        FaceFrame frame = FacePose.of(mesh).frame();
        return new Landmarks(frame, mesh, eye(frame, mesh, 33, 133, 159, 145, 468),
                eye(frame, mesh, 362, 263, 386, 374, 473), mouth(frame, mesh), y(frame, mesh, 2), y(frame, mesh, 152),
                kind, confidence);
    }

    private static double x(FaceFrame frame, FaceMesh mesh, int i) {
        return frame.faceX(mesh.x(i), mesh.y(i));
    }

    private static double y(FaceFrame frame, FaceMesh mesh, int i) {
        return frame.faceY(mesh.x(i), mesh.y(i));
    }

    private static Eye eye(FaceFrame f, FaceMesh m, int from, int to, int upper, int lower, int iris) {
        double cx = (x(f, m, from) + x(f, m, to)) / 2;
        double cy = (y(f, m, from) + y(f, m, to)) / 2;
        return new Eye(cx, cy, (x(f, m, to) - x(f, m, from)) / 2,
                Math.atan2(y(f, m, to) - y(f, m, from), x(f, m, to) - x(f, m, from)), cy - y(f, m, upper),
                y(f, m, lower) - cy, 0, x(f, m, iris), y(f, m, iris));
    }

    private static Mouth mouth(FaceFrame f, FaceMesh m) {
        double cx = (x(f, m, 61) + x(f, m, 291)) / 2;
        double cy = (y(f, m, 61) + y(f, m, 291)) / 2;
        double gap = Math.max(0, y(f, m, 14) - y(f, m, 13));
        return new Mouth(cx, cy, (x(f, m, 291) - x(f, m, 61)) / 2,
                Math.atan2(y(f, m, 291) - y(f, m, 61), x(f, m, 291) - x(f, m, 61)), y(f, m, 13) - cy,
                y(f, m, 13) - y(f, m, 0), y(f, m, 17) - y(f, m, 14), gap, gap > .05);
    }

    /** The same face after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public Landmarks scaledAndMoved(double scale, double dx, double dy) {
        return new Landmarks(frame.scaledAndMoved(scale, dx, dy),
                mesh == null ? null : mesh.scaledAndMoved(scale, dx, dy), left, right, mouth, noseBase, chin, kind,
                confidence);
    }
}
