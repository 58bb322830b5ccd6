package dev.likeness.avatar;

/**
 * What the engine knows of a face in a picture.
 *
 * @param frame the face's coordinate system, in pixels of that picture
 * @param left the eye at smaller x (the picture's left)
 * @param right the eye at larger x
 * @param mouth the mouth
 * @param noseBase y of the nose's base, units
 * @param chin y of the chin, units
 * @param kind whether that is a face that was fitted, or less
 * @param confidence how sure the fit is
 */
public record Landmarks(FaceFrame frame, Eye left, Eye right, Mouth mouth, double noseBase, double chin,
        FaceKind kind, Confidence confidence) {

    /**
     * Scores of the fits; those of eyes, mouth and lids are not
     * calibrated to a probability.
     *
     * @param eyes score of the eye pair; about 1.9 and more when right
     * @param mouth score of the mouth template
     * @param lids mean score of the two lid templates
     * @param agreement share of the fits in slightly different frames that came to the same mouth, 0 to 1
     * @param unitInSource pixels between the irises in the picture as it was given: below 40 a result looks soft
     */
    public record Confidence(double eyes, double mouth, double lids, double agreement, double unitInSource) {
    }

    /** The same face after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public Landmarks scaledAndMoved(double scale, double dx, double dy) {
        return new Landmarks(frame.scaledAndMoved(scale, dx, dy), left, right, mouth, noseBase, chin, kind,
                confidence);
    }
}
