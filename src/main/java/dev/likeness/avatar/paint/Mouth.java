package dev.likeness.avatar.paint;

/**
 * A closed mouth as it is drawn, in units of the face frame. With s from -1 to 1 between the corners and E = 1 - s²: the
 * line of the lips is curvature·E below the line of the corners, the outer upper one upperLip·E^.75 above it, the outer
 * lower one lowerLip·E^.8 below it.
 *
 * @param cy y of the line of the corners
 * @param halfWidth from the middle to a corner
 * @param curvature sag of the lips' line at the middle
 * @param upperLip thickness of the upper lip at the middle
 * @param lowerLip thickness of the lower lip at the middle
 */
record Mouth(double cy, double halfWidth, double curvature, double upperLip, double lowerLip) {
}
