package dev.likeness.avatar.picture;

import dev.likeness.avatar.PictureException;
import dev.likeness.media.Bytes;
import dev.likeness.media.Category;
import dev.likeness.media.Ending;
import dev.likeness.media.FileType;
import dev.likeness.media.Foreign;
import dev.likeness.media.JpegSegments;
import dev.likeness.media.PictureFile;
import dev.likeness.media.PictureHeader;
import dev.likeness.media.Signatures;
import java.util.Arrays;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Encoded bytes to an upright 8-bit BGR matrix of bounded size. */
public final class PictureDecoder {

    public static final long MOST_PIXELS = 40_000_000;
    private static final long MOST_BYTES = 100_000_000;
    /** Longest side that is worked on: a portrait of 1080 rows needs no more, and memory stays small. */
    private static final int LONGEST_SIDE = 3000;
    /** Shortest side, after that: in a smaller picture no face has pixels enough to be found. */
    public static final int SHORTEST_SIDE = 48;
    private static final double PAPER = 225;
    /** OpenCV turns some kinds of pictures in some of its modes, and none in others. */
    private static final int COLOUR = Imgcodecs.IMREAD_COLOR | Imgcodecs.IMREAD_IGNORE_ORIENTATION;
    /** What it paints where the code of a JPEG ended too early; where there are four colours, many things. */
    private static final double NOTHING = 128;
    private static final int USUAL_COLOURS = 3;

    /** @param scale working pixels per pixel of the picture as it was sent */
    public record Decoded(Mat bgr, double scale) {
    }

    private PictureDecoder() {
    }

    /** @throws PictureException when the bytes are no picture, a part of one, or one of a size or kind that is not taken */
    public static Decoded decode(byte[] encoded, Mats mats) {
        Bytes bytes = new Bytes(encoded);
        FileType type = type(bytes)
                .orElseThrow(() -> new PictureException("The file is not a JPEG, PNG, WebP, GIF or BMP picture"
                        + Foreign.look(bytes).map(what -> ": " + what).orElse("") + "."));
        PictureFile file = PictureFile.of(type, bytes);
        if (file.ending() == Ending.CUT) {
            throw cutOff();
        }
        PictureHeader header = PictureHeader.of(file.essence()).orElseThrow(() -> undecodable(file));
        double most = Math.max(header.width(), header.height());
        double scale = Math.min(1, LONGEST_SIDE / most);
        refuseOddSizes(header, scale);
        Heavy.refuse(header, file);
        try {
            Mat stored = smaller(read(file, header, mats), scale, mats);
            // Made small first: at full size each step would cost up to 320 MB.
            Mat bgr = stored.channels() == 4 ? onPaper(stored, mats) : stored;
            return new Decoded(Orientation.upright(bgr, file.orientation(), mats), scale);
        } catch (CvException e) {
            PictureException told = undecodable(file);
            told.initCause(e);
            throw told;
        }
    }

    /** Whether decoding takes so long that others should not wait behind it. False for what is no picture. */
    public static boolean isSlow(byte[] encoded) {
        Bytes bytes = new Bytes(encoded);
        return type(bytes).map(type -> PictureFile.of(type, bytes))
                .filter(file -> PictureHeader.of(file.essence()).filter(header -> Heavy.isSlow(header, file))
                        .isPresent())
                .isPresent();
    }

    private static Optional<FileType> type(Bytes bytes) {
        return Signatures.type(bytes).filter(found -> found.category() == Category.IMAGE);
    }

    static PictureException cutOff() {
        return new PictureException("The picture is cut off: its end is missing; send the whole file.");
    }

    private static PictureException undecodable(PictureFile file) {
        return file.ending() == Ending.SEEN
                ? new PictureException(
                        "The picture cannot be decoded: it is damaged, or of a kind that is not supported.")
                : cutOff();
    }

    private static void refuseOddSizes(PictureHeader header, double scale) {
        if (header.pixels() > MOST_PIXELS) {
            throw new PictureException("The picture is too large: " + header.width() + " x " + header.height()
                    + " pixels, at most 40 megapixels are allowed.");
        }
        if (Math.min(header.width(), header.height()) * scale < SHORTEST_SIDE) {
            throw new PictureException(
                    "The picture is too small or too narrow to show a face: " + header.width() + " x "
                            + header.height() + " pixels.");
        }
    }

    private static Mat read(PictureFile file, PictureHeader header, Mats mats) {
        JpegSegments jpeg = file.jpeg();
        Mat picture;
        if (jpeg != null) {
            picture = jpeg(file, jpeg, mats);
        } else if (header.format() == FileType.GIF) {
            picture = GifFrame.read(file.essence(), header, PAPER, mats);
        } else {
            picture = withTransparency(file, header, mats);
        }
        if (picture.empty()) {
            throw undecodable(file);
        }
        return picture;
    }

    private static Mat jpeg(PictureFile file, JpegSegments jpeg, Mats mats) {
        Mat bgr = imdecode(file.essence(), COLOUR, mats);
        boolean doubtful = !bgr.empty()
                && (file.ending() == Ending.UNSEEN || jpeg.components() > USUAL_COLOURS || endsInNothing(bgr));
        if (!doubtful) {
            return bgr;
        }
        // Of two at a time each would take up to 120 MB.
        long pixels = JpegEnd.sum(bgr);
        bgr.release();
        Mat again = imdecode(JpegEnd.continued(file.essence(), jpeg), COLOUR, mats);
        if (JpegEnd.sum(again) != pixels) {
            throw cutOff();
        }
        return again;
    }

    private static boolean endsInNothing(Mat bgr) {
        return Arrays.stream(bgr.get(bgr.rows() - 1, bgr.cols() - 1)).allMatch(value -> value == NOTHING);
    }

    private static Mat withTransparency(PictureFile file, PictureHeader header, Mats mats) {
        if (!isHuge(file, header)) {
            Mat any = imdecode(file.essence(), Imgcodecs.IMREAD_UNCHANGED, mats);
            if (any.channels() == 4 || any.type() == CvType.CV_8UC3) {
                return any;
            }
            any.release();
        }
        return imdecode(file.essence(), COLOUR, mats);
    }

    private static Mat imdecode(Bytes picture, int how, Mats mats) {
        MatOfByte bytes = mats.keep(new MatOfByte(0, picture.size(), picture.array()));
        try {
            return mats.keep(Imgcodecs.imdecode(bytes, how));
        } finally {
            bytes.release();
        }
    }

    /** A picture that would take over 100 MB with its transparency, which is then given up. */
    private static boolean isHuge(PictureFile file, PictureHeader header) {
        boolean deep = header.format() == FileType.PNG && file.essence().u8(24) == 16;
        return header.pixels() * (deep ? 8 : 4) > MOST_BYTES;
    }

    private static Mat smaller(Mat picture, double scale, Mats mats) {
        if (scale >= 1) {
            return picture;
        }
        Mat out = mats.empty();
        Imgproc.resize(picture, out, new Size(), scale, scale, Imgproc.INTER_AREA);
        picture.release();
        return out;
    }

    /** Transparent parts become light grey: what a file keeps under them is arbitrary. */
    private static Mat onPaper(Mat bgra, Mats mats) {
        Mat eight = mats.empty();
        bgra.convertTo(eight, CvType.CV_8U, bgra.depth() == CvType.CV_16U ? 1 / 257.0 : 1);
        Mat alpha = mats.empty();
        Core.extractChannel(eight, alpha, 3);
        Imgproc.cvtColor(alpha, alpha, Imgproc.COLOR_GRAY2BGR);
        Mat colour = mats.empty();
        Imgproc.cvtColor(eight, colour, Imgproc.COLOR_BGRA2BGR);
        Mat paper = mats.keep(new Mat(colour.size(), CvType.CV_8UC3, Scalar.all(PAPER)));
        Mat front = mats.empty();
        Core.multiply(colour, alpha, front, 1 / 255.0);
        Core.bitwise_not(alpha, alpha);
        Core.multiply(paper, alpha, paper, 1 / 255.0);
        Core.add(front, paper, front);
        return front;
    }
}
