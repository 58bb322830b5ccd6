package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Portrait;
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

    /** The portrait with one tile painted on. */
    public byte[] paste(Portrait portrait, byte[] tile) {
        byte[] out = portrait.bgr().clone();
        Raster source = new Raster(tile, width, height);
        double cos = Math.cos(frame.roll()) / frame.unit();
        double sin = Math.sin(frame.roll()) / frame.unit();
        float[] pixel = new float[3];
        for (int py = 0; py < portrait.height(); py++) {
            for (int px = 0; px < portrait.width(); px++) {
                double dx = px - frame.originX();
                double dy = py - frame.originY();
                double x = dx * cos + dy * sin;
                double y = dy * cos - dx * sin;
                double a = alpha(x, y);
                if (a > 0) {
                    source.cubic(column(x), row(y), pixel);
                    int p = (py * portrait.width() + px) * 3;
                    for (int c = 0; c < 3; c++) {
                        out[p + c] = Raster.toByte(Ease.mix(out[p + c] & 255, pixel[c], a));
                    }
                }
            }
        }
        return out;
    }
}
