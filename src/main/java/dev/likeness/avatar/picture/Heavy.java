package dev.likeness.avatar.picture;

import dev.likeness.avatar.PictureException;
import dev.likeness.media.FileType;
import dev.likeness.media.GifBlocks;
import dev.likeness.media.JpegSegments;
import dev.likeness.media.PictureFile;
import dev.likeness.media.PictureHeader;
import dev.likeness.media.PngChunks;

/** What decoding a picture costs, told before it begins: native code cannot be ended. */
final class Heavy {

    /** Ten are usual; whoever optimizes for size comes to some dozens. */
    private static final int MOST_SCANS = 300;
    /** Pixels that a JPEG may paint in all its scans and colours, twice: two to three seconds, however few bytes say so. */
    private static final long MOST_PAINTED = 2_000_000_000L;
    /** Some half a second. */
    private static final long SLOW = 400_000_000;
    /** What a pixel of a WebP or GIF, and a byte of the pixels of a PNG, costs in the same measure. */
    private static final int PIXEL = 13;
    private static final int PNG_BYTE = 4;

    private Heavy() {
    }

    /** @throws PictureException when it would take longer than a few seconds */
    static void refuse(PictureHeader header, PictureFile file) {
        JpegSegments jpeg = file.jpeg();
        if (jpeg != null) {
            refuse(header, jpeg);
        }
        if (header.format() == FileType.PNG && PngChunks.isSwollen(file.essence())) {
            throw new PictureException("The picture is a PNG that holds far more data than its " + header.width()
                    + " x " + header.height() + " pixels need, which would take too long to decode; save it anew.");
        }
    }

    private static void refuse(PictureHeader header, JpegSegments jpeg) {
        if (jpeg.arithmetic()) {
            throw new PictureException(
                    "The picture is a JPEG with arithmetic coding, which browsers cannot show either; "
                            + "save it as a usual JPEG.");
        }
        if (jpeg.scans() > MOST_SCANS || painted(header, jpeg) > MOST_PAINTED) {
            throw new PictureException("The picture is a JPEG of " + jpeg.scans() + " scans at " + header.width()
                    + " x "
                    + header.height() + " pixels, which would take too long to decode; save it as a usual JPEG.");
        }
    }

    /** Any JPEG may be decoded twice, as {@link JpegEnd} tells. */
    private static long painted(PictureHeader header, JpegSegments jpeg) {
        return 2 * jpeg.layers() * header.pixels();
    }

    static boolean isSlow(PictureHeader header, PictureFile file) {
        JpegSegments jpeg = file.jpeg();
        if (jpeg != null) {
            return painted(header, jpeg) > SLOW;
        }
        long cost = switch (header.format()) {
            case PNG -> PngChunks.unpackedSize(file.essence()) * PNG_BYTE;
            case WEBP -> header.pixels() * PIXEL;
            case GIF -> GifBlocks.pixels(file.essence()) * PIXEL;
            default -> header.pixels();
        };
        return cost > SLOW;
    }
}
