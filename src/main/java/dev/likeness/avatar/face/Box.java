package dev.likeness.avatar.face;

/**
 * A square that may be turned, and what it shows as a picture of a net's size.
 *
 * @param cx centre, pixels of the picture
 * @param cy centre
 * @param side pixels
 * @param angle radians, clockwise positive (y down)
 */
record Box(double cx, double cy, double side, double angle) {

    Box scaled(double by) {
        return new Box(cx * by, cy * by, side * by, angle);
    }

    /** Row by row the 2x3 matrix from points of the crop, counted from its edges, to those of the picture. */
    double[] toPicture(int crop) {
        double c = Math.cos(angle) * side / crop;
        double s = Math.sin(angle) * side / crop;
        double half = crop / 2.0;
        return new double[]{c, -s, cx - c * half + s * half, s, c, cy - s * half - c * half};
    }

    /** Where it lies in a picture of that size if this is where it lies after so many quarter turns, clockwise. */
    Box turnedBack(int quarters, int width, int height) {
        return switch (quarters) {
            case 1 -> new Box(cy, height - 1 - cx, side, angle - Math.PI / 2);
            case 2 -> new Box(width - 1 - cx, height - 1 - cy, side, angle + Math.PI);
            case 3 -> new Box(width - 1 - cy, cx, side, angle + Math.PI / 2);
            default -> this;
        };
    }

    double overlap(Box other) {
        double width = Math.min(cx + side / 2, other.cx + other.side / 2)
                - Math.max(cx - side / 2, other.cx - other.side / 2);
        double height = Math.min(cy + side / 2, other.cy + other.side / 2)
                - Math.max(cy - side / 2, other.cy - other.side / 2);
        double both = Math.max(0, width) * Math.max(0, height);
        return both / (side * side + other.side * other.side - both);
    }
}
