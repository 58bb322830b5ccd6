package dev.likeness.avatar;

/**
 * How a head stands in space: its own axes, to its right as seen, down and away from the viewer, each of length one in
 * the picture's axes; the point between the irises, where they begin; and the distance between the irises, the unit of
 * every length. The roll of a {@link FaceFrame} is what of it a flat picture shows.
 *
 * @param ex (x, y, z) of the axis to the right
 * @param ey of the axis down
 * @param ez of the axis away
 * @param origin picture's x, y and depth of the point between the irises, pixels
 * @param unit pixels between the irises, in space: a turned head is no smaller
 */
@SuppressWarnings("ArrayRecordComponent")
public record FacePose(double[] ex, double[] ey, double[] ez, double[] origin, double unit) {

    /** Points of the left half, each beside its twin of the right half. */
    private static final int[][] TWINS = {{33, 263}, {133, 362}, {234, 454}, {61, 291}, {58, 288}, {127, 356},
            {93, 323}, {132, 361}, {172, 397}, {46, 276}, {21, 251}, {136, 365}};
    private static final int FOREHEAD = 10;
    private static final int CHIN = 152;

    public static FacePose of(FaceMesh mesh) {
        double[] across = new double[3];
        for (int[] twins : TWINS) {
            double[] between = between(mesh, twins[0], twins[1]);
            for (int i = 0; i < 3; i++) {
                across[i] += between[i];
            }
        }
        double[] ex = normal(across);
        double[] down = between(mesh, FOREHEAD, CHIN);
        double along = ex[0] * down[0] + ex[1] * down[1] + ex[2] * down[2];
        double[] ey = normal(new double[]{down[0] - along * ex[0], down[1] - along * ex[1], down[2] - along * ex[2]});
        double[] ez = {ex[1] * ey[2] - ex[2] * ey[1], ex[2] * ey[0] - ex[0] * ey[2], ex[0] * ey[1] - ex[1] * ey[0]};
        double[] eyes = between(mesh, FaceMesh.LEFT_IRIS, FaceMesh.RIGHT_IRIS);
        double[] origin = {mesh.x(FaceMesh.LEFT_IRIS) + eyes[0] / 2, mesh.y(FaceMesh.LEFT_IRIS) + eyes[1] / 2,
                mesh.z(FaceMesh.LEFT_IRIS) + eyes[2] / 2};
        return new FacePose(ex, ey, ez, origin, Math.sqrt(eyes[0] * eyes[0] + eyes[1] * eyes[1] + eyes[2] * eyes[2]));
    }

    private static double[] between(FaceMesh mesh, int from, int to) {
        return new double[]{mesh.x(to) - mesh.x(from), mesh.y(to) - mesh.y(from), mesh.z(to) - mesh.z(from)};
    }

    private static double[] normal(double[] v) {
        double length = Math.max(1e-9, Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]));
        return new double[]{v[0] / length, v[1] / length, v[2] / length};
    }

    /** What of it lies in the plane of the picture. */
    public FaceFrame frame() {
        return new FaceFrame(origin[0], origin[1], unit, Math.atan2(ex[1], ex[0]));
    }

    /** Radians the head is turned to its side; positive where the side at larger x is farther away. */
    public double yaw() {
        return Math.atan2(ex[2], Math.hypot(ex[0], ex[1]));
    }

    /** A point of the picture with its depth as (X, Y, Z) of the head, in units. */
    public double[] inHead(double x, double y, double z) {
        double dx = (x - origin[0]) / unit;
        double dy = (y - origin[1]) / unit;
        double dz = (z - origin[2]) / unit;
        return new double[]{dx * ex[0] + dy * ex[1] + dz * ex[2], dx * ey[0] + dy * ey[1] + dz * ey[2],
                dx * ez[0] + dy * ez[1] + dz * ez[2]};
    }
}
