package dev.likeness.avatar.portrait;

import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Crops and scales a picture to a portrait. */
final class Framing {

    private static final double SHARPEN = .45;
    /** Pixels of the picture around the crop, for the interpolation at its edges. */
    private static final int RIM = 8;

    /**
     * @param kept the face, with its hair if the picture has all of it: no background, and no backdrop over it
     * @param inside the part of the portrait that shows the picture; beyond, there are stretched edges
     */
    record Framed(Mat bgr, Landmarks face, Extent kept, Rect inside) {
    }

    private Framing() {
    }

    static Framed frame(Mat picture, Landmarks face, PortraitSpec spec, PersonFinder person, Mats mats) {
        Head head = Head.of(face, picture, person::square, mats);
        Extent crop = Crop.of(picture.cols(), picture.rows(), head, spec);
        double scale = spec.height() / crop.height();
        double dx = -crop.left() * scale;
        double dy = -crop.top() * scale;
        Mat out = rendered(picture, crop, scale, spec, mats);
        // An edge e goes to scale * e, but a pixel's middle, which is where the landmarks count from, is half a pixel in.
        double middle = (scale - 1) / 2;
        return new Framed(out, face.scaledAndMoved(scale, dx + middle, dy + middle),
                head.kept().scaledAndMoved(scale, dx, dy),
                inside(new Extent(0, 0, picture.cols(), picture.rows()).scaledAndMoved(scale, dx, dy), spec));
    }

    /** The whole pixels; a rounding error is no edge. */
    private static Rect inside(Extent picture, PortraitSpec spec) {
        int x = (int) Math.ceil(Math.max(0, picture.left() - 1e-6));
        int y = (int) Math.ceil(Math.max(0, picture.top() - 1e-6));
        int right = (int) Math.floor(Math.min(spec.width(), picture.right() + 1e-6));
        int bottom = (int) Math.floor(Math.min(spec.height(), picture.bottom() + 1e-6));
        return new Rect(x, y, right - x, bottom - y);
    }

    private static Mat rendered(Mat picture, Extent crop, double scale, PortraitSpec spec, Mats mats) {
        Extent seen = new Extent(crop.left() - RIM, crop.top() - RIM, crop.right() + RIM, crop.bottom() + RIM)
                .within(picture.cols(), picture.rows());
        int x = (int) seen.left();
        int y = (int) seen.top();
        Mat source = mats.keep(picture.submat(y, (int) Math.ceil(seen.bottom()), x, (int) Math.ceil(seen.right())));
        double rest = scale;
        if (scale < .9) {
            Mat small = mats.empty();
            Imgproc.resize(source, small, new Size(), scale, scale, Imgproc.INTER_AREA);
            source = small;
            rest = 1;
        }
        double middle = (rest - 1) / 2;
        Mat map = mats.keep(new Mat(2, 3, CvType.CV_64F));
        map.put(0, 0, rest, 0, (x - crop.left()) * scale + middle, 0, rest, (y - crop.top()) * scale + middle);
        Mat out = mats.empty();
        Imgproc.warpAffine(source, out, map, new Size(spec.width(), spec.height()), Imgproc.INTER_LANCZOS4,
                Core.BORDER_REPLICATE);
        if (rest > 1) {
            Mat soft = mats.empty();
            Imgproc.GaussianBlur(out, soft, new Size(), .55 * rest);
            Core.addWeighted(out, 1 + SHARPEN, soft, -SHARPEN, 0, out);
        }
        return out;
    }
}
