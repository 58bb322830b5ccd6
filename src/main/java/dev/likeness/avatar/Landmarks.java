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
 * @param confidence how sure the fit is
 */
public record Landmarks(FaceFrame frame, Eye left, Eye right, Mouth mouth, double noseBase, double chin,
        Confidence confidence) {

    /**
     * Scores of the fits, none of them calibrated to a probability.
     *
     * @param eyes score of the eye pair; about 1.9 and more when right
     * @param mouth score of the mouth template
     * @param lids mean score of the two lid templates
     * @param unitInSource pixels between the irises in the picture as it was given: below 40 a result looks soft
     */
    public record Confidence(double eyes, double mouth, double lids, double unitInSource) {
    }

    /** The same face after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public Landmarks scaledAndMoved(double scale, double dx, double dy) {
        return new Landmarks(frame.scaledAndMoved(scale, dx, dy), left, right, mouth, noseBase, chin, confidence);
    }
}
