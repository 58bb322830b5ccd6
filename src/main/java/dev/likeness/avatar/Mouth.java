package dev.likeness.avatar;

/**
 * The fitted mouth, in units of the face frame. With s from -1 to 1 between the corners and E = 1 - s²: the inner upper
 * line is curvature·E, the inner lower (curvature + gap)·E, the outer upper upperLip·E^.75 above the first, the outer
 * lower lowerLip·E^.8 below the second, all measured from the line of the corners.
 *
 * @param cx centre, x
 * @param cy centre of the line of the corners, y
 * @param halfWidth from the centre to a corner
 * @param tilt slope of the line of the corners, radians
 * @param curvature sag of the inner upper line at the middle
 * @param upperLip thickness of the upper lip at the middle
 * @param lowerLip thickness of the lower lip at the middle
 * @param gap opening between the lips at the middle
 * @param teethVisible whether teeth are seen in the gap
 */
public record Mouth(double cx, double cy, double halfWidth, double tilt, double curvature, double upperLip,
        double lowerLip, double gap, boolean teethVisible) {
}
