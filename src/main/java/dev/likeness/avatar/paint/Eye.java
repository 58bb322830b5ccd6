package dev.likeness.avatar.paint;

/**
 * One eye, in units of the face frame: its lids as two arcs between the corners.
 *
 * @param cx centre between the corners, x
 * @param cy centre between the corners, y
 * @param halfWidth from the centre to a corner
 * @param tilt slope of the line of the corners, radians
 * @param upper height of the upper lid over that line
 * @param lower depth of the lower lid under it
 * @param skew where along the line the upper lid is highest, -1 to 1
 * @param irisX centre of the iris, x
 * @param irisY centre of the iris, y
 */
record Eye(double cx, double cy, double halfWidth, double tilt, double upper, double lower, double skew,
        double irisX, double irisY) {

    /** Height of the upper lid, 0 at the corners and 1 at s = skew. */
    static double lidArc(double s, double skew) {
        double moved = (s - skew) / (1 - skew * s);
        return 1 - moved * moved;
    }
}
