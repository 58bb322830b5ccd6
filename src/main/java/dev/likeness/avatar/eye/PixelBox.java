package dev.likeness.avatar.eye;

/** Pixels of a picture from (left, top) up to (right, bottom), these excluded. */
public record PixelBox(int left, int top, int right, int bottom) {

    /** The smallest that holds this one and another. */
    public PixelBox with(PixelBox other) {
        return new PixelBox(Math.min(left, other.left), Math.min(top, other.top), Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /** This one and so many pixels around it, as far as there are any in a picture of that size. */
    public PixelBox grown(int by, int width, int height) {
        return new PixelBox(Math.max(0, left - by), Math.max(0, top - by), Math.min(width, right + by),
                Math.min(height, bottom + by));
    }

    static PixelBox around(double x, double y, double halfWidth, double halfHeight, int width, int height) {
        return new PixelBox(Math.clamp((long) Math.floor(x - halfWidth), 0, width),
                Math.clamp((long) Math.floor(y - halfHeight), 0, height),
                Math.clamp((long) Math.ceil(x + halfWidth) + 1, 0, width),
                Math.clamp((long) Math.ceil(y + halfHeight) + 1, 0, height));
    }
}
