package dev.likeness.avatar.eye;

/** Pixels of a picture from (left, top) up to (right, bottom), these excluded. */
public record PixelBox(int left, int top, int right, int bottom) {

    static PixelBox around(double x, double y, double halfWidth, double halfHeight, int width, int height) {
        return new PixelBox(Math.clamp((long) Math.floor(x - halfWidth), 0, width),
                Math.clamp((long) Math.floor(y - halfHeight), 0, height),
                Math.clamp((long) Math.ceil(x + halfWidth) + 1, 0, width),
                Math.clamp((long) Math.ceil(y + halfHeight) + 1, 0, height));
    }
}
