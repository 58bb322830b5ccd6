package dev.likeness.avatar.portrait;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What a picture shows, by the face that is found in it; and photographs from drawings by their colours: a drawing fills
 * areas with few of them and changes them in steps, a photograph shades everything. What is in doubt counts as a
 * photograph of a human.
 */
final class SubjectClassifier {

    /** Longest side of what is looked at where no face is: enough for an animal and for colours, and quick. */
    private static final double LOOKED_AT = 1024;
    private static final int SIDE = 160;
    private static final int HEAD_UNIT = 60;
    /** Pixels whose neighbours differ by at most this many grey levels are flat. */
    private static final int FLAT = 1;

    /**
     * @param flat share of pixels equal to their neighbours
     * @param few share of the eight most frequent colours
     */
    record Signs(double flat, double few) {

        boolean drawing() {
            return flat > .55 && few > .7;
        }
    }

    private SubjectClassifier() {
    }

    static PictureSubject of(Upright upright, LandmarkFinder finder, Mats mats) {
        Mat picture = upright.bgr();
        Landmarks face = upright.face();
        if (face != null && face.kind().human()) {
            return signs(head(picture, face.frame(), mats), mats).drawing()
                    ? PictureSubject.DRAWING
                    : PictureSubject.HUMAN;
        }
        Mat bgr = scaled(picture, Math.min(1, LOOKED_AT / Math.max(picture.cols(), picture.rows())), mats);
        if (face != null || finder.showsAnimal(bgr)) {
            return PictureSubject.ANIMAL;
        }
        Mat small = scaled(bgr, (double) SIDE / Math.min(bgr.cols(), bgr.rows()), mats);
        return signs(small, mats).drawing() ? PictureSubject.DRAWING : PictureSubject.NOBODY;
    }

    /** The head at some pixels a unit. */
    private static Mat head(Mat bgr, FaceFrame f, Mats mats) {
        double least = 8 * f.unit() / HEAD_UNIT;
        int x = (int) Ease.clamp(f.originX() - 1.1 * f.unit(), 0, bgr.cols() - least);
        int y = (int) Ease.clamp(f.originY() - 1.2 * f.unit(), 0, bgr.rows() - least);
        int width = (int) Ease.clamp(2.2 * f.unit(), 1, bgr.cols() - x);
        int height = (int) Ease.clamp(2.9 * f.unit(), 1, bgr.rows() - y);
        return scaled(mats.keep(bgr.submat(new Rect(x, y, width, height))), HEAD_UNIT / f.unit(), mats);
    }

    private static Mat scaled(Mat bgr, double by, Mats mats) {
        if (by == 1) {
            return bgr;
        }
        Mat out = mats.empty();
        Imgproc.resize(bgr, out, new Size(Math.max(8, Math.round(by * bgr.cols())),
                Math.max(8, Math.round(by * bgr.rows()))), 0, 0, by < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
        return out;
    }

    static Signs signs(Mat bgr, Mats mats) {
        Mat soft = mats.empty();
        Imgproc.medianBlur(bgr, soft, 5);
        // In the dark everything is flat.
        Core.normalize(soft, soft, 0, 255, Core.NORM_MINMAX);
        int width = soft.cols();
        int height = soft.rows();
        byte[] px = new byte[width * height * 3];
        soft.get(0, 0, px);
        Mat grey = mats.empty();
        Imgproc.cvtColor(soft, grey, Imgproc.COLOR_BGR2GRAY);
        byte[] g = new byte[width * height];
        grey.get(0, 0, g);
        int flat = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                int here = g[i] & 255;
                flat += Math.abs(here - (g[i + 1] & 255)) <= FLAT && Math.abs(here - (g[i + width] & 255)) <= FLAT
                        && Math.abs(here - (g[i - 1] & 255)) <= FLAT && Math.abs(here - (g[i - width] & 255)) <= FLAT
                                ? 1
                                : 0;
            }
        }
        return new Signs((double) flat / ((width - 2) * (height - 2)), few(px));
    }

    private static double few(byte[] px) {
        int[] bins = new int[16 * 16 * 16];
        for (int i = 0; i < px.length; i += 3) {
            bins[(px[i] & 255) >> 4 << 8 | (px[i + 1] & 255) >> 4 << 4 | (px[i + 2] & 255) >> 4]++;
        }
        Arrays.sort(bins);
        int most = Arrays.stream(bins, bins.length - 8, bins.length).sum();
        return most * 3.0 / px.length;
    }
}
