package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.net.NetFile;
import dev.likeness.avatar.net.TrainedNet;
import dev.likeness.avatar.picture.Mats;
import java.util.stream.IntStream;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * The 478 points of the face in a box: MediaPipe's mesh with attention, which looks at the lips and both eyes a second
 * time. The graph as it is published has operations no other runtime knows; it travels cut at those, and what they did
 * is {@link MeshPart}'s.
 */
final class AttentionMesh {

    static final int SIDE = 192;
    /** The box of a face with room round it. */
    private static final double MARGIN = 1.5;
    private static final int LOOKS = 3;
    /** Under this presence there is nothing to look at again. */
    private static final double PERHAPS = .5;
    private static final int[] SKIN = IntStream.range(0, FaceMesh.LEFT_IRIS).toArray();

    private final TrainedNet net = new TrainedNet(NetFile.FACE_MESH);
    private final MeshPart lips = new MeshPart(NetFile.MESH_LIPS, 61, 291, MeshPart.LIPS, "conv_lips", null, 0);
    private final MeshPart left = new MeshPart(NetFile.MESH_LEFT_EYE, 33, 133, MeshPart.LEFT_EYE, "conv_left_eye",
            "conv_left_iris", FaceMesh.LEFT_IRIS);
    private final MeshPart right = new MeshPart(NetFile.MESH_RIGHT_EYE, 362, 263, MeshPart.RIGHT_EYE,
            "conv_right_eye", "conv_right_iris", FaceMesh.RIGHT_IRIS);

    /** @param presence how sure the net is that this is a face, 0 to 1 */
    record Fit(FaceMesh mesh, double presence) {
    }

    void load() {
        net.load();
        lips.load();
        left.load();
        right.load();
    }

    /**
     * Looks in the detector's box, then in the box of what it found there, turned upright. Where that is a face, it looks
     * again and again in the box of what it found last and takes the mean: a single look places a mouth up to .06 of the
     * distance between the irises apart from the next.
     */
    Fit fit(Mat bgr, Box box) {
        Fit first = look(bgr, new Box(box.cx(), box.cy(), MARGIN * box.side(), box.angle()), false);
        Fit last = look(bgr, around(first.mesh), false);
        if (last.presence < PERHAPS) {
            return last;
        }
        double presence = last.presence;
        float[] sum = new float[3 * FaceMesh.POINTS];
        add(last.mesh, sum);
        for (int i = 1; i < LOOKS; i++) {
            last = look(bgr, around(last.mesh), false);
            presence = Math.min(presence, last.presence);
            add(last.mesh, sum);
        }
        return new Fit(new FaceMesh(sum), presence);
    }

    private static void add(FaceMesh mesh, float[] sum) {
        for (int i = 0; i < FaceMesh.POINTS; i++) {
            sum[3 * i] += (float) (mesh.x(i) / LOOKS);
            sum[3 * i + 1] += (float) (mesh.y(i) / LOOKS);
            sum[3 * i + 2] += (float) (mesh.z(i) / LOOKS);
        }
    }

    /**
     * Looks at a face it found as if it had found it a little aside.
     *
     * @param moved to the right and down, sides of the box
     * @param enlarged factor of the box
     * @param turned radians
     */
    Fit aside(Mat bgr, FaceMesh found, double moved, double enlarged, double turned) {
        Box box = around(found);
        return look(bgr, new Box(box.cx() + moved * box.side(), box.cy() + moved * box.side(), enlarged * box.side(),
                box.angle() + turned), false);
    }

    /** Looks at a face it found in a mirror: each point lies where its twin of the other half should. */
    Fit mirrored(Mat bgr, FaceMesh found) {
        return look(bgr, around(found), true);
    }

    private static Box around(FaceMesh mesh) {
        double angle = Math.atan2(mesh.y(263) - mesh.y(33), mesh.x(263) - mesh.x(33));
        Span span = Span.of(SKIN, mesh::x, mesh::y, angle);
        return new Box(span.cx(), span.cy(), MARGIN * Math.max(span.wide(), span.high()), angle);
    }

    private Fit look(Mat bgr, Box box, boolean mirrored) {
        try (Mats mats = new Mats()) {
            Mat crop = BoxCrop.of(bgr, box, SIDE, mats);
            if (mirrored) {
                Core.flip(crop, crop, 1);
            }
            float[][] said = net.look(crop, 1 / 255.0, 0, "output_mesh", "conv_faceflag", "p_re_lu_3");
            float[] points = new float[3 * FaceMesh.POINTS];
            System.arraycopy(said[0], 0, points, 0, Math.min(said[0].length, points.length));
            lips.refine(said[0], said[2], points);
            left.refine(said[0], said[2], points);
            right.refine(said[0], said[2], points);
            if (mirrored) {
                for (int i = 0; i < points.length; i += 3) {
                    points[i] = SIDE - points[i];
                }
            }
            return new Fit(inPicture(points, box), FaceDetector.sigmoid(said[1][0]));
        }
    }

    private static FaceMesh inPicture(float[] points, Box box) {
        double[] m = box.toPicture(SIDE);
        for (int i = 0; i < points.length; i += 3) {
            double x = points[i];
            double y = points[i + 1];
            points[i] = (float) (m[0] * x + m[1] * y + m[2]);
            points[i + 1] = (float) (m[3] * x + m[4] * y + m[5]);
            points[i + 2] *= (float) (box.side() / SIDE);
        }
        return new FaceMesh(points);
    }
}
