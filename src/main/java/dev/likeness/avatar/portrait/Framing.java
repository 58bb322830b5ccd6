package dev.likeness.avatar.portrait;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Crops and scales a picture so that the face has its standard size and place. The crop stays inside the picture where
 * that moves the face only a little; beyond the picture's edge its mirror image is shown, more and more blurred.
 */
final class Framing {

    /** How far a crop may slide to stay inside, in units of the face. */
    private static final double SLIDE_X = .5;
    private static final double SLIDE_Y = .7;
    /** How much closer than asked it may go for the same reason. */
    private static final double CLOSER = 1.35;
    private static final double SHARPEN = .45;

    /** @param inside the part of the portrait that shows the picture and not its mirror image */
    record Framed(Mat bgr, Landmarks face, Rect inside) {
    }

    private Framing() {
    }

    static Framed frame(Mat picture, Landmarks face, PortraitSpec spec, Mats mats) {
        FaceFrame from = face.frame();
        double covering = Math.max((double) spec.width() / picture.cols(), (double) spec.height() / picture.rows());
        double wanted = spec.unit() / from.unit();
        double scale = Ease.clamp(covering, wanted, wanted * CLOSER);
        double unit = from.unit() * scale;
        double dx = placed(spec.width() / 2.0, from.originX() * scale, picture.cols() * scale, spec.width(),
                SLIDE_X * unit);
        double dy = placed(spec.eyeLine() * spec.height(), from.originY() * scale, picture.rows() * scale,
                spec.height(), SLIDE_Y * unit);
        Mat out = rendered(picture, scale, dx, dy, spec, mats);
        blurOutside(out, dx, dy, picture.cols() * scale, picture.rows() * scale, unit, mats);
        return new Framed(out, face.scaledAndMoved(scale, dx, dy),
                inside(dx, dy, picture.cols() * scale, picture.rows() * scale, spec));
    }

    private static Rect inside(double left, double top, double width, double height, PortraitSpec spec) {
        int x = (int) Math.ceil(Math.max(0, left));
        int y = (int) Math.ceil(Math.max(0, top));
        int right = (int) Math.floor(Math.min(spec.width(), left + width));
        int bottom = (int) Math.floor(Math.min(spec.height(), top + height));
        return new Rect(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
    }

    /** Offset that puts {@code at} on {@code target}, moved by at most {@code slide} to keep the source covering. */
    private static double placed(double target, double at, double sourceLength, double length, double slide) {
        double offset = target - at;
        double lowest = length - sourceLength;
        if (lowest > 0) {
            return offset;
        }
        return Ease.clamp(Ease.clamp(offset, lowest, 0), offset - slide, offset + slide);
    }

    private static Mat rendered(Mat picture, double scale, double dx, double dy, PortraitSpec spec, Mats mats) {
        Mat source = picture;
        double rest = scale;
        if (scale < .9) {
            source = mats.empty();
            Imgproc.resize(picture, source, new Size(), scale, scale, Imgproc.INTER_AREA);
            rest = 1;
        }
        Mat map = mats.keep(new Mat(2, 3, CvType.CV_64F));
        double centre = (rest - 1) / 2;
        map.put(0, 0, rest, 0, dx + centre, 0, rest, dy + centre);
        Mat out = mats.empty();
        Imgproc.warpAffine(source, out, map, new Size(spec.width(), spec.height()), Imgproc.INTER_LANCZOS4,
                Core.BORDER_REFLECT_101);
        if (rest > 1) {
            Mat soft = mats.empty();
            Imgproc.GaussianBlur(out, soft, new Size(), .55 * rest);
            Core.addWeighted(out, 1 + SHARPEN, soft, -SHARPEN, 0, out);
        }
        return out;
    }

    private static void blurOutside(Mat out, double left, double top, double width, double height, double unit,
            Mats mats) {
        double right = left + width;
        double bottom = top + height;
        if (left <= 1 && top <= 1 && right >= out.cols() - 1 && bottom >= out.rows() - 1) {
            return;
        }
        Mat soft = mats.empty();
        Imgproc.GaussianBlur(out, soft, new Size(), .3 * unit);
        byte[] sharp = new byte[out.rows() * out.cols() * 3];
        byte[] blurred = new byte[sharp.length];
        out.get(0, 0, sharp);
        soft.get(0, 0, blurred);
        for (int y = 0, i = 0; y < out.rows(); y++) {
            double fy = Math.max(0, Math.max(top - y, y - bottom));
            for (int x = 0; x < out.cols(); x++) {
                double fx = Math.max(0, Math.max(left - x, x - right));
                double t = Math.min(1, Math.hypot(fx, fy) / (.6 * unit));
                double mix = t * t * (3 - 2 * t);
                for (int c = 0; c < 3; c++, i++) {
                    sharp[i] = (byte) Math.round((sharp[i] & 0xFF) * (1 - mix) + (blurred[i] & 0xFF) * mix);
                }
            }
        }
        out.put(0, 0, sharp);
    }
}
