package dev.likeness.avatar.portrait;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.picture.Mats;
import java.util.Arrays;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Tells photographs from drawings by their colours: a drawing fills areas with few of them and changes them in steps, a
 * photograph shades everything. What is in doubt counts as a photograph of a human.
 */
final class SubjectClassifier {

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

    static PictureSubject of(Mat bgr, LandmarkFinder finder, Mats mats) {
        Optional<Landmarks> face = finder.find(bgr, 1);
        if (face.isPresent() && face.get().kind().human()) {
            return signs(head(bgr, face.get().frame(), mats), mats).drawing()
                    ? PictureSubject.DRAWING
                    : PictureSubject.HUMAN;
        }
        if (face.isPresent() || finder.showsAnimal(bgr)) {
            return PictureSubject.ANIMAL;
        }
        double scale = (double) SIDE / Math.min(bgr.cols(), bgr.rows());
        Mat small = mats.empty();
        Imgproc.resize(bgr, small, new Size(), scale, scale, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
        return signs(small, mats).drawing() ? PictureSubject.DRAWING : PictureSubject.NOBODY;
    }

    /** The head, level, at some pixels a unit. */
    private static Mat head(Mat bgr, FaceFrame frame, Mats mats) {
        double scale = HEAD_UNIT / frame.unit();
        Mat small = mats.empty();
        Imgproc.resize(bgr, small, new Size(), scale, scale, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
        FaceFrame f = frame.scaledAndMoved(scale, 0, 0);
        int x = Math.clamp(Math.round(f.originX() - 1.1 * HEAD_UNIT), 0, small.cols() - 8);
        int y = Math.clamp(Math.round(f.originY() - 1.2 * HEAD_UNIT), 0, small.rows() - 8);
        return mats.keep(small.submat(new Rect(x, y, Math.min(small.cols() - x, (int) (2.2 * HEAD_UNIT)),
                Math.min(small.rows() - y, (int) (2.9 * HEAD_UNIT)))));
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
