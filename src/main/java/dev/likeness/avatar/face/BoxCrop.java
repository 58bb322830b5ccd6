package dev.likeness.avatar.face;

import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** What a box shows, upright, at a net's size. Costs what the box is large, however large the picture. */
final class BoxCrop {

    /** Beyond this many pixels for each of the crop's, the picture is made smaller by areas first. */
    private static final double FINE = 2;

    private BoxCrop() {
    }

    /**
     * Beyond the picture's edges its last pixels go on. The box's places are of the picture, whose whole numbers are the
     * middles of pixels; those of the crop count from its edges, as nets do.
     */
    static Mat of(Mat bgr, Box box, int size, Mats mats) {
        double reach = box.side() * (Math.abs(Math.cos(box.angle())) + Math.abs(Math.sin(box.angle()))) / 2 + 8;
        int x = (int) Math.clamp(Math.floor(box.cx() - reach), 0, bgr.cols() - 1);
        int y = (int) Math.clamp(Math.floor(box.cy() - reach), 0, bgr.rows() - 1);
        int right = (int) Math.clamp(Math.ceil(box.cx() + reach), x + 1, bgr.cols());
        int bottom = (int) Math.clamp(Math.ceil(box.cy() + reach), y + 1, bgr.rows());
        Mat source = mats.keep(bgr.submat(new Rect(x, y, right - x, bottom - y)));
        Box inside = new Box(box.cx() - x, box.cy() - y, box.side(), box.angle());
        // Of a strip at least one pixel stays.
        double shrink = Math.max(FINE * size / box.side(), 1.0 / Math.min(source.cols(), source.rows()));
        if (shrink < .75) {
            Mat small = mats.empty();
            Imgproc.resize(source, small, new Size(), shrink, shrink, Imgproc.INTER_AREA);
            source = small;
            double middle = (shrink - 1) / 2;
            Box scaled = inside.scaled(shrink);
            inside = new Box(scaled.cx() + middle, scaled.cy() + middle, scaled.side(), scaled.angle());
        }
        Mat map = mats.keep(new Mat(2, 3, CvType.CV_64F));
        double[] m = inside.toPicture(size);
        m[2] += (m[0] + m[1]) / 2;
        m[5] += (m[3] + m[4]) / 2;
        map.put(0, 0, m);
        Mat crop = mats.empty();
        Imgproc.warpAffine(source, crop, map, new Size(size, size), Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE);
        return crop;
    }
}
