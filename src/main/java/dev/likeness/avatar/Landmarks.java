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
public record Landmarks(FaceFrame frame, @Nullable FaceMesh mesh, FaceKind kind, Confidence confidence) {

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
        return new Landmarks(FacePose.of(mesh).frame(), mesh, kind, confidence);
    }

    /** The same face after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public Landmarks scaledAndMoved(double scale, double dx, double dy) {
        return new Landmarks(frame.scaledAndMoved(scale, dx, dy),
                mesh == null ? null : mesh.scaledAndMoved(scale, dx, dy), kind,
                confidence);
    }
}
