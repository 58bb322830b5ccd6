package dev.likeness.avatar;

import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of a face in a picture.
 *
 * @param frame the face's coordinate system, in pixels of that picture
 * @param mesh its points; null where no face was found
 * @param kind whether that is a face that was fitted, or less
 * @param confidence how sure the fit is
 * @param eyesHidden whether something plain is before an eye, dark glasses or a hand; not told in files of earlier versions
 */
public record Landmarks(FaceFrame frame, @Nullable FaceMesh mesh, FaceKind kind, Confidence confidence,
        boolean eyesHidden) {

    /** Of a face with nothing before its eyes. */
    public Landmarks(FaceFrame frame, @Nullable FaceMesh mesh, FaceKind kind, Confidence confidence) {
        this(frame, mesh, kind, confidence, false);
    }

    /**
     * @param detector how sure the detector is, 0 to 1
     * @param presence how sure the mesh is that it lies on a face, 0 to 1
     * @param agreement how far a second look at the picture agrees, 0 to 1
     * @param unitInSource pixels between the irises in the picture as it was given: below 40 a result looks soft
     * @param faces how many faces were seen; this is the largest, nearest the middle
     */
    public record Confidence(double detector, double presence, double agreement, double unitInSource, int faces) {
    }

    /** Whether the eyes close and look about: lids that are drawn over glasses or a hand are worse than none. */
    public boolean blinks() {
        return kind.blinks() && !eyesHidden;
    }

    /** The same face after a picture of that size was turned by so many quarters, counterclockwise. */
    public Landmarks turned(int quarters, int width, int height) {
        if (mesh == null) {
            throw new IllegalStateException("a face without a mesh lies nowhere");
        }
        FaceMesh turned = mesh.turned(quarters, width, height);
        return new Landmarks(FacePose.of(turned).frame(), turned, kind, confidence, eyesHidden);
    }

    /** The same face after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public Landmarks scaledAndMoved(double scale, double dx, double dy) {
        return new Landmarks(frame.scaledAndMoved(scale, dx, dy),
                mesh == null ? null : mesh.scaledAndMoved(scale, dx, dy), kind,
                confidence, eyesHidden);
    }
}
