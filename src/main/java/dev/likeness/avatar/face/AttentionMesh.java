package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.net.NetFile;
import dev.likeness.avatar.net.TrainedNet;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The 478 points of the face in a box: MediaPipe's mesh with attention, which looks at the lips and both eyes a second
 * time. The graph as it is published has operations no other runtime knows; it travels cut at those, and what they did
 * is {@link MeshPart}'s.
 */
final class AttentionMesh {

    static final int SIDE = 192;
    /** The box of a face with room round it. */
    private static final double MARGIN = 1.5;

    private final TrainedNet net = new TrainedNet(NetFile.FACE_MESH);
    private final MeshPart lips = new MeshPart(NetFile.MESH_LIPS, 61, 291, MeshPart.LIPS, "conv_lips", null, 0);
    private final MeshPart left = new MeshPart(NetFile.MESH_LEFT_EYE, 33, 133, MeshPart.LEFT_EYE, "conv_left_eye",
            "conv_left_iris", FaceMesh.LEFT_IRIS);
    private final MeshPart right = new MeshPart(NetFile.MESH_RIGHT_EYE, 362, 263, MeshPart.RIGHT_EYE,
            "conv_right_eye", "conv_right_iris", FaceMesh.RIGHT_IRIS);

    /** @param presence how sure the net is that this is a face, 0 to 1 */
    record Fit(FaceMesh mesh, double presence) {
    }

    /** Looks twice: in the detector's box, and in the box of what it found there, turned upright. */
    Fit fit(Mat bgr, Box box) {
        Fit first = look(bgr, new Box(box.cx(), box.cy(), MARGIN * box.side(), box.angle()));
        return look(bgr, around(first.mesh));
    }

    private static Box around(FaceMesh mesh) {
        double angle = Math.atan2(mesh.y(263) - mesh.y(33), mesh.x(263) - mesh.x(33));
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < FaceMesh.LEFT_IRIS; i++) {
            double u = c * mesh.x(i) + s * mesh.y(i);
            double v = c * mesh.y(i) - s * mesh.x(i);
            left = Math.min(left, u);
            right = Math.max(right, u);
            top = Math.min(top, v);
            bottom = Math.max(bottom, v);
        }
        double u = (left + right) / 2;
        double v = (top + bottom) / 2;
        return new Box(c * u - s * v, s * u + c * v, MARGIN * Math.max(right - left, bottom - top), angle);
    }

    private Fit look(Mat bgr, Box box) {
        try (Mats mats = new Mats()) {
            double shrink = Math.min(1, 2.0 * SIDE / box.side());
            Mat source = bgr;
            if (shrink < .75) {
                source = mats.empty();
                Imgproc.resize(bgr, source, new Size(), shrink, shrink, Imgproc.INTER_AREA);
            } else {
                shrink = 1;
            }
            Mat map = mats.keep(new Mat(2, 3, CvType.CV_64F));
            map.put(0, 0, box.scaled(shrink).toPicture(SIDE));
            Mat crop = mats.empty();
            Imgproc.warpAffine(source, crop, map, new Size(SIDE, SIDE),
                    Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP, Core.BORDER_REPLICATE);
            float[][] said = net.look(crop, 1 / 255.0, 0, "output_mesh", "conv_faceflag", "p_re_lu_3");
            float[] points = new float[3 * FaceMesh.POINTS];
            System.arraycopy(said[0], 0, points, 0, Math.min(said[0].length, points.length));
            lips.refine(said[0], said[2], points);
            left.refine(said[0], said[2], points);
            right.refine(said[0], said[2], points);
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
