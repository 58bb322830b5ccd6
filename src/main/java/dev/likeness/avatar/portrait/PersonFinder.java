package dev.likeness.avatar.portrait;

import dev.likeness.avatar.net.NetFile;
import dev.likeness.avatar.net.TrainedNet;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Raster;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Tells the person of a picture from what is behind. */
final class PersonFinder {

    static final int SIDE = 256;
    /** The least mean of a picture that is shown to the net. */
    private static final double LIGHT = .5;

    private final TrainedNet net = new TrainedNet(NetFile.PERSON);

    /** Reads the net, which else happens at first use. */
    void load() {
        net.load();
    }

    /**
     * How much each pixel belongs to a person, 0 to 1, row by row of the picture brought to {@code SIDE} x {@code SIDE}.
     * The net looks at its mirror image, too: where it only guesses, the two answers differ.
     */
    float[] square(Mat bgr) {
        try (Mats mats = new Mats()) {
            Mat square = mats.empty();
            Imgproc.resize(bgr, square, new Size(SIDE, SIDE), 0, 0,
                    Math.max(bgr.cols(), bgr.rows()) > SIDE ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
            brighten(square, mats);
            float[] mask = net.look(square, 1 / 255.0, 0, "activation_10")[0];
            Core.flip(square, square, 1);
            float[] mirrored = net.look(square, 1 / 255.0, 0, "activation_10")[0];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (mask[i] + mirrored[i - i % SIDE + SIDE - 1 - i % SIDE]) / 2;
            }
            return mask;
        }
    }

    /** In the dark the net sees persons where there is only more of it. */
    private static void brighten(Mat bgr, Mats mats) {
        Scalar mean = Core.mean(bgr);
        double light = Math.max(.02, (mean.val[0] + mean.val[1] + mean.val[2]) / (3 * 255));
        if (light < LIGHT) {
            byte[] curve = new byte[256];
            for (int i = 0; i < 256; i++) {
                curve[i] = Raster.toByte(255 * Math.pow(i / 255.0, Math.log(LIGHT) / Math.log(light)));
            }
            Mat table = mats.keep(new Mat(1, 256, CvType.CV_8U));
            table.put(0, 0, curve);
            Core.LUT(bgr, table, bgr);
        }
    }

    /** The same as floats of a matrix of that size. */
    Mat mask(Mat bgr, Size size, Mats mats) {
        Mat square = mats.keep(new Mat(SIDE, SIDE, CvType.CV_32F));
        square.put(0, 0, square(bgr));
        Mat mask = mats.empty();
        Imgproc.resize(square, mask, size, 0, 0, Imgproc.INTER_LINEAR);
        return mask;
    }
}
