package dev.likeness.avatar.picture;

import dev.likeness.avatar.PictureException;
import dev.likeness.media.Bytes;
import dev.likeness.media.FileType;
import dev.likeness.media.Foreign;
import dev.likeness.media.JpegScans;
import dev.likeness.media.PictureHeader;
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
    /** Ten are usual; whoever optimizes for size comes to some dozens. */
    private static final int MOST_SCANS = 300;
    /** Pixels that a JPEG may paint in all its scans and colours: two to three seconds, however few bytes say so. */
    private static final long MOST_PAINTED = 2_000_000_000L;
    /** Some half a second. */
    private static final long SLOW = 400_000_000;
    private static final long MOST_BYTES = 100_000_000;
    /** Longest side that is worked on: a portrait of 1080 rows needs no more, and memory stays small. */
    private static final int LONGEST_SIDE = 3000;
    /** Shortest side, after that: half of it is the smallest face the cascades are asked for. */
    public static final int SHORTEST_SIDE = 48;
    private static final double PAPER = 225;

    /** @param scale working pixels per pixel of the picture as it was sent */
    public record Decoded(Mat bgr, double scale) {
    }

    private PictureDecoder() {
    }

    /** @throws PictureException when the bytes are no picture, or too large a one */
    public static Decoded decode(byte[] encoded, Mats mats) {
        Bytes bytes = new Bytes(encoded);
        PictureHeader header = PictureHeader.of(bytes)
                .orElseThrow(() -> new PictureException("The file is not a JPEG, PNG, WebP, GIF or BMP picture"
                        + Foreign.look(bytes).map(what -> ": " + what).orElse("") + "."));
        if (header.pixels() > MOST_PIXELS) {
            throw new PictureException("The picture is too large: " + header.width() + " x " + header.height()
                    + " pixels, at most 40 megapixels are allowed.");
        }
        double most = Math.max(header.width(), header.height());
        if (Math.min(header.width(), header.height()) * Math.min(1, LONGEST_SIDE / most) < SHORTEST_SIDE) {
            throw new PictureException(
                    "The picture is too small or too narrow to show a face: " + header.width() + " x "
                            + header.height() + " pixels.");
        }
        if (header.format() == FileType.JPEG) {
            refuseHeavy(header, JpegScans.of(bytes));
        }
        double scale = Math.min(1, LONGEST_SIDE / most);
        return new Decoded(read(encoded, header, scale, mats), scale);
    }

    private static void refuseHeavy(PictureHeader header, JpegScans scans) {
        if (scans.arithmetic()) {
            throw new PictureException(
                    "The picture is a JPEG with arithmetic coding, which browsers cannot show either; "
                            + "save it as a usual JPEG.");
        }
        if (scans.count() > MOST_SCANS || scans.layers() * header.pixels() > MOST_PAINTED) {
            throw new PictureException("The picture is a JPEG of " + scans.count() + " scans at " + header.width()
                    + " x "
                    + header.height() + " pixels, which would take too long to decode; save it as a usual JPEG.");
        }
    }

    /** Whether decoding takes so long that others should not wait behind it. False for what is no picture. */
    public static boolean isSlow(byte[] encoded) {
        Bytes bytes = new Bytes(encoded);
        return PictureHeader.of(bytes).filter(header -> header.format() == FileType.JPEG
                && JpegScans.of(bytes).layers() * header.pixels() > SLOW).isPresent();
    }

    private static Mat read(byte[] encoded, PictureHeader header, double scale, Mats mats) {
        MatOfByte bytes = mats.keep(new MatOfByte(encoded));
        try {
            if (header.format() != FileType.JPEG && !huge(encoded, header)) {
                Mat any = mats.keep(Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_UNCHANGED));
                if (!any.empty() && any.channels() == 4) {
                    // Made small first: at full size each step below would cost up to 320 MB.
                    return onPaper(smaller(any, scale, mats), mats);
                }
                if (!any.empty() && any.type() == CvType.CV_8UC3) {
                    return smaller(any, scale, mats);
                }
                any.release();
            }
            Mat bgr = mats.keep(Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR));
            if (bgr.empty()) {
                throw new PictureException("The picture cannot be decoded.");
            }
            return smaller(bgr, scale, mats);
        } catch (CvException e) {
            throw new PictureException("The picture cannot be decoded.", e);
        } finally {
            bytes.release();
        }
    }

    /** A picture that would take over 100 MB with its transparency, which is then given up. */
    private static boolean huge(byte[] encoded, PictureHeader header) {
        boolean deep = header.format() == FileType.PNG && encoded.length > 24 && encoded[24] == 16;
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
