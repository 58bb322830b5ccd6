package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * The part of a portrait that mouth shapes are painted on: a rectangle of the face frame in the portrait's resolution.
 * Its corner lies on a whole pixel, so that an unturned face is not resampled.
 */
public final class MouthTile {

    public final FaceFrame frame;
    final int width;
    final int height;
    private final double left;
    private final double top;

    public MouthTile(FaceFrame frame) {
        this.frame = frame;
        double d = frame.unit();
        this.width = 2 * (int) Math.round(.95 * d);
        this.height = (int) Math.round(1.94 * d);
        this.left = (Math.round(frame.originX() - .95 * d) - frame.originX()) / d;
        this.top = (Math.round(frame.originY() + .42 * d) - frame.originY()) / d;
    }

    /** Face x of a column, whole numbers being the middles of pixels. */
    double x(double column) {
        return left + column / frame.unit();
    }

    double y(double row) {
        return top + row / frame.unit();
    }

    public double column(double x) {
        return (x - left) * frame.unit();
    }

    public double row(double y) {
        return (y - top) * frame.unit();
    }

    /** How much of the tile covers the portrait at a point of the face. */
    static double alpha(double x, double y) {
        return Ease.step(.44, .60, y) * Ease.step(2.34, 2.14, y) * Ease.step(.93, .70, Math.abs(x));
    }

    byte[] alpha() {
        byte[] plane = new byte[width * height];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = Raster.toByte(255 * alpha(x(i % width), y(i / width)));
        }
        return plane;
    }
}
