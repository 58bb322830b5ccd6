package dev.likeness.avatar;

/**
 * Where a face lies in a picture: the coordinate system every length of the engine is written in. The origin is the
 * point between the irises, x goes right, y down, the roll of the head is removed, and one unit is the distance
 * between the irises, in space: a turned head has no smaller one.
 *
 * @param originX picture pixels, of the midpoint between the irises
 * @param originY picture pixels
 * @param unit picture pixels (D)
 * @param roll radians by which the line of the eyes is turned, clockwise positive (y down)
 */
public record FaceFrame(double originX, double originY, double unit, double roll) {

    /** Picture x of the point (x, y), both in units. */
    public double pictureX(double x, double y) {
        return originX + unit * (x * Math.cos(roll) - y * Math.sin(roll));
    }

    /** Picture y of the point (x, y), both in units. */
    public double pictureY(double x, double y) {
        return originY + unit * (x * Math.sin(roll) + y * Math.cos(roll));
    }

    /** Face x, in units, of a picture's point. */
    public double faceX(double pictureX, double pictureY) {
        return ((pictureX - originX) * Math.cos(roll) + (pictureY - originY) * Math.sin(roll)) / unit;
    }

    /** Face y, in units, of a picture's point. */
    public double faceY(double pictureX, double pictureY) {
        return ((pictureY - originY) * Math.cos(roll) - (pictureX - originX) * Math.sin(roll)) / unit;
    }

    /** The frame after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public FaceFrame scaledAndMoved(double scale, double dx, double dy) {
        return new FaceFrame(originX * scale + dx, originY * scale + dy, unit * scale, roll);
    }
}
