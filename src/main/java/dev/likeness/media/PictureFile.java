package dev.likeness.media;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A picture's file, taken apart, for whoever decodes it: what its pixels are made from, whether its end is there, and how
 * the picture lies. For any bytes there is an answer.
 *
 * @param essence the file without what makes no pixels, and with the mark of its end where it may be missing. Its header is
 *        the one that counts: that of the file may say what the decoder never sees
 * @param orientation 1 to 8 as in EXIF: which corner and which direction the rows begin with; 0 when nothing tells
 * @param jpeg of a JPEG, and of nothing else
 */
public record PictureFile(Bytes essence, Ending ending, int orientation, @Nullable JpegSegments jpeg) {

    PictureFile(Bytes essence, Ending ending, int orientation) {
        this(essence, ending, orientation, null);
    }

    /** @param type that the first bytes have, of a picture */
    public static PictureFile of(FileType type, Bytes file) {
        return switch (type) {
            case PNG -> PngChunks.of(file);
            case WEBP -> WebpChunks.of(file);
            case JPEG -> JpegSegments.of(file).file();
            case GIF -> new PictureFile(file, GifBlocks.of(file).ending(), Exif.UNTOLD);
            case BMP -> bmp(file);
            default -> throw new IllegalArgumentException("no picture: " + type);
        };
    }

    /** It has no mark of its end, and some programs leave out the padding of its last row, which no decoder forgives. */
    private static PictureFile bmp(Bytes bmp) {
        boolean core = bmp.le(14, 4) == 12;
        boolean runs = !core && (bmp.le(30, 4) == 1 || bmp.le(30, 4) == 2);
        long bits = core ? bmp.le(24, 2) : bmp.le(28, 2);
        long width = PictureHeader.of(bmp).map(PictureHeader::width).orElse(0L);
        int padding = runs ? 0 : (int) (-((width * bits + 7) / 8) & 3);
        Bytes padded = padding == 0 ? bmp : new Bytes(Arrays.copyOf(bmp.array(), bmp.size() + padding));
        return new PictureFile(padded, bmp.le(2, 4) > bmp.size() ? Ending.UNSEEN : Ending.SEEN, Exif.UNTOLD);
    }
}
