package dev.likeness.media;

import java.util.Arrays;

/**
 * A picture's file, taken apart, for whoever decodes it: what its pixels are made from, whether its end is there, and how
 * the picture lies. For any bytes there is an answer.
 *
 * @param essence the file without what makes no pixels, and with the mark of its end where it may be missing
 * @param orientation 1 to 8 as in EXIF: which corner and which direction the rows begin with; 0 when nothing tells
 */
@SuppressWarnings("ArrayRecordComponent")
public record PictureFile(byte[] essence, Ending ending, int orientation) {

    /** More than the padding of a row. */
    private static final int PADDING = 4;

    /** @param type that the first bytes have, of a picture */
    public static PictureFile of(FileType type, Bytes file) {
        return switch (type) {
            case PNG -> PngChunks.of(file);
            case WEBP -> WebpChunks.of(file);
            case JPEG -> JpegScans.of(file).file();
            case GIF -> new PictureFile(file.array(), GifBlocks.of(file).ending(), Exif.UNTOLD);
            case BMP -> new PictureFile(Arrays.copyOf(file.array(), file.size() + PADDING), PictureHeader.of(file)
                    .map(header -> BmpRows.ending(file, header)).orElse(Ending.UNSEEN), Exif.UNTOLD);
            default -> throw new IllegalArgumentException("no picture: " + type);
        };
    }
}
