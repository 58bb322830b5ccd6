package dev.likeness.avatar;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * 478 points of a face with their depth, numbered as MediaPipe numbers them: 468 of the skin, then five of each iris,
 * its middle first. x and y are pixels of a picture, whole numbers the middles of pixels as in {@code picture.Raster}; z has
 * their scale and grows away from the viewer. Left is where x is smaller.
 */
public final class FaceMesh {

    public static final int POINTS = 478;
    /** Middles of the irises. */
    public static final int LEFT_IRIS = 468;
    public static final int RIGHT_IRIS = 473;

    private final float[] points;

    /** @param points x, y and z by turns */
    @JsonCreator
    public FaceMesh(float[] points) {
        if (points.length != 3 * POINTS) {
            throw new IllegalArgumentException("a mesh of " + points.length + " numbers");
        }
        this.points = points.clone();
    }

    public double x(int point) {
        return points[3 * point];
    }

    public double y(int point) {
        return points[3 * point + 1];
    }

    public double z(int point) {
        return points[3 * point + 2];
    }

    @JsonValue
    float[] points() {
        return points.clone();
    }

    /** The same face after the picture was scaled by {@code scale} and then moved by (dx, dy) pixels. */
    public FaceMesh scaledAndMoved(double scale, double dx, double dy) {
        float[] moved = new float[points.length];
        for (int i = 0; i < points.length; i += 3) {
            moved[i] = (float) (points[i] * scale + dx);
            moved[i + 1] = (float) (points[i + 1] * scale + dy);
            moved[i + 2] = (float) (points[i + 2] * scale);
        }
        return new FaceMesh(moved);
    }

    /** The same face after a picture of that size was turned by so many quarters, counterclockwise. */
    public FaceMesh turned(int quarters, int width, int height) {
        float[] turned = points.clone();
        for (int i = 0; i < points.length; i += 3) {
            float x = points[i];
            float y = points[i + 1];
            turned[i] = switch (quarters) {
                case 1 -> y;
                case 2 -> width - 1 - x;
                case 3 -> height - 1 - y;
                default -> x;
            };
            turned[i + 1] = switch (quarters) {
                case 1 -> width - 1 - x;
                case 2 -> height - 1 - y;
                case 3 -> x;
                default -> y;
            };
        }
        return new FaceMesh(turned);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FaceMesh mesh && Arrays.equals(points, mesh.points);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(points);
    }
}
