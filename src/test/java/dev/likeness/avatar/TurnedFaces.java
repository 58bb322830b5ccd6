package dev.likeness.avatar;

import dev.likeness.avatar.face.LandmarkFinder;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Portraits that stand otherwise than they were taken, with what is found in them then. */
public final class TurnedFaces {

    private static final LandmarkFinder FINDER = new LandmarkFinder();

    private TurnedFaces() {
    }

    /** As a picture is seen that was turned away at its right side by perspective. */
    public static Portrait aside(Portrait of) {
        double w = of.width();
        double h = of.height();
        Mat map = Imgproc.getPerspectiveTransform(corners(0, 0, w, 0, w, h, 0, h),
                corners(.08 * w, 0, .80 * w, .12 * h, .80 * w, .88 * h, .08 * w, h));
        Mat out = new Mat();
        Imgproc.warpPerspective(mat(of), out, map, new Size(w, h), Imgproc.INTER_CUBIC, Core.BORDER_REPLICATE);
        return found(out);
    }

    /** Its head laid to the side, clockwise. */
    public static Portrait rolled(Portrait of, double degrees) {
        FaceFrame face = of.face().frame();
        Mat map = Imgproc.getRotationMatrix2D(new Point(face.originX(), face.originY()), -degrees, 1);
        Mat out = new Mat();
        Imgproc.warpAffine(mat(of), out, map, new Size(of.width(), of.height()), Imgproc.INTER_CUBIC,
                Core.BORDER_REPLICATE);
        return found(out);
    }

    /** Cut so close that a share of the height lies between the irises. */
    public static Portrait close(Portrait of, double share) {
        FaceFrame face = of.face().frame();
        double scale = share * of.height() / face.unit();
        Mat map = new Mat(2, 3, CvType.CV_64F);
        map.put(0, 0, scale, 0, of.width() / 2.0 - scale * face.originX(), 0, scale,
                .40 * of.height() - scale * face.originY());
        Mat out = new Mat();
        Imgproc.warpAffine(mat(of), out, map, new Size(of.width(), of.height()), Imgproc.INTER_CUBIC,
                Core.BORDER_REPLICATE);
        return found(out);
    }

    /** The same pixels, looked at anew. */
    public static Portrait found(byte[] bgr, int width, int height) {
        Mat picture = new Mat(height, width, CvType.CV_8UC3);
        picture.put(0, 0, bgr);
        return found(picture);
    }

    private static Portrait found(Mat picture) {
        byte[] bgr = new byte[picture.rows() * picture.cols() * 3];
        picture.get(0, 0, bgr);
        return new Portrait(bgr, picture.cols(), picture.rows(), FINDER.find(picture, 1).orElseThrow(), "photo");
    }

    private static Mat mat(Portrait of) {
        Mat picture = new Mat(of.height(), of.width(), CvType.CV_8UC3);
        picture.put(0, 0, of.bgr());
        return picture;
    }

    private static MatOfPoint2f corners(double... xy) {
        return new MatOfPoint2f(new Point(xy[0], xy[1]), new Point(xy[2], xy[3]), new Point(xy[4], xy[5]),
                new Point(xy[6], xy[7]));
    }
}
