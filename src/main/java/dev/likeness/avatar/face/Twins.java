package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;

/** Points by which two looks at a face are compared, each beside its twin of the other half. */
final class Twins {

    private static final int LIDS = 16;
    /** The four lines of the lips. */
    static final Twins MOUTH = mouth();
    /** Lids and middles of the irises. */
    static final Twins EYES = eyes();

    private final int[] points;
    private final int[] twins;

    private Twins(int[] points, int[] twins) {
        this.points = points;
        this.twins = twins;
    }

    private static Twins mouth() {
        // Outer lower, outer upper, inner lower and inner upper line, each from one corner to the other.
        int[] lines = {11, 9, 11, 9};
        int[] points = new int[40];
        int[] twins = new int[40];
        int from = 0;
        for (int length : lines) {
            for (int i = 0; i < length; i++) {
                points[from + i] = MeshPart.LIPS[from + i];
                twins[from + i] = MeshPart.LIPS[from + length - 1 - i];
            }
            from += length;
        }
        return new Twins(points, twins);
    }

    private static Twins eyes() {
        int[] points = new int[2 * LIDS + 2];
        int[] twins = new int[points.length];
        for (int i = 0; i < LIDS; i++) {
            points[2 * i] = twins[2 * i + 1] = MeshPart.LEFT_EYE[i];
            points[2 * i + 1] = twins[2 * i] = MeshPart.RIGHT_EYE[i];
        }
        points[2 * LIDS] = twins[2 * LIDS + 1] = FaceMesh.LEFT_IRIS;
        points[2 * LIDS + 1] = twins[2 * LIDS] = FaceMesh.RIGHT_IRIS;
        return new Twins(points, twins);
    }

    /** How far they lie apart, pixels; {@code mirrored}: the second look was in a mirror. */
    double apart(FaceMesh one, FaceMesh other, boolean mirrored) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            int there = mirrored ? twins[i] : points[i];
            double dx = one.x(points[i]) - other.x(there);
            double dy = one.y(points[i]) - other.y(there);
            sum += dx * dx + dy * dy;
        }
        return Math.sqrt(sum / points.length);
    }

    /** Share of them that a picture of that size shows. */
    double inside(FaceMesh mesh, int width, int height) {
        int in = 0;
        for (int i : points) {
            in += mesh.x(i) >= 0 && mesh.y(i) >= 0 && mesh.x(i) < width && mesh.y(i) < height ? 1 : 0;
        }
        return (double) in / points.length;
    }
}
