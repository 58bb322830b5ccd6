package dev.likeness.avatar.picture;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A few words on a dark plate in the lower right corner: drawn once, laid over every frame. */
public final class FilmLabel {

    static {
        Natives.load();
    }

    private static final int FONT = Imgproc.FONT_HERSHEY_DUPLEX;
    /** Of the frame's shorter side: height of a capital, and what lies around the words. */
    private static final double LETTER = .024;
    private static final double PADDING = .014;
    private static final double MARGIN = .03;
    /** Pixels of a capital of the font at its own size, and how many times larger than shown it is drawn. */
    private static final double CAPITAL = 22;
    private static final int FINER = 4;
    private static final double PLATE = .55;
    private static final int DARK = 24;
    private static final int LIGHT = 228;
    private static final int GREY = 128;

    private final int frameWidth;
    private final int frameHeight;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    /** How much of each pixel is letters, 0 to 255. */
    private final byte[] letters;

    /** @throws IllegalArgumentException when the words do not fit into a frame of that size */
    public FilmLabel(String words, int frameWidth, int frameHeight) {
        this.frameWidth = frameWidth;
        this.frameHeight = frameHeight;
        double side = Math.min(frameWidth, frameHeight);
        double scale = Math.max(7, LETTER * side) / CAPITAL;
        int padding = (int) Math.ceil(PADDING * side);
        Size size = Imgproc.getTextSize(words, FONT, scale, 1, null);
        this.width = even((int) Math.ceil(size.width) + 2 * padding);
        this.height = even((int) Math.ceil(CAPITAL * scale) + 2 * padding);
        int margin = even((int) (MARGIN * side));
        this.left = frameWidth - margin - width;
        this.top = frameHeight - margin - height;
        if (left < 0 || top < 0) {
            throw new IllegalArgumentException("the label does not fit into the frame");
        }
        this.letters = new byte[width * height];
        try (Mats mats = new Mats()) {
            Mat large = mats.keep(Mat.zeros(FINER * height, FINER * width, CvType.CV_8UC1));
            Point at = new Point(FINER * (width - size.width) / 2, FINER * (height + CAPITAL * scale) / 2);
            Imgproc.putText(large, words, at, FONT, FINER * scale, new Scalar(255),
                    (int) Math.max(1, Math.round(1.6 * FINER * scale)), Imgproc.LINE_AA);
            Mat small = mats.empty();
            Imgproc.resize(large, small, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
            small.get(0, 0, letters);
        }
    }

    private static int even(int length) {
        return length + 1 & ~1;
    }

    /** Over a frame of yuv420p. */
    public void draw(byte[] frame) {
        for (int y = 0; y < height; y++) {
            int to = (top + y) * frameWidth + left;
            for (int x = 0; x < width; x++) {
                double plate = (frame[to + x] & 255) * (1 - PLATE) + DARK * PLATE;
                double letter = (letters[y * width + x] & 255) / 255.0;
                frame[to + x] = (byte) Math.round(plate + (LIGHT - plate) * letter);
            }
        }
        int colours = frameWidth * frameHeight;
        for (int plane = 0; plane < 2; plane++) {
            int from = colours + plane * colours / 4;
            for (int y = 0; y < height / 2; y++) {
                int to = from + ((top / 2 + y) * frameWidth + left) / 2;
                for (int x = 0; x < width / 2; x++) {
                    frame[to + x] = (byte) Math.round((frame[to + x] & 255) * (1 - PLATE) + GREY * PLATE);
                }
            }
        }
    }
}
