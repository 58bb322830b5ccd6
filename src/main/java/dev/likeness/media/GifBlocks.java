package dev.likeness.media;

/**
 * The blocks of a GIF up to its first picture.
 *
 * @param picture where it is described, behind the comma that introduces it; -1 when there is none
 * @param transparent the colour of it that is none; -1 when all are
 * @param ending whether the file ends before it; whether it ends within it shows who decodes it
 */
public record GifBlocks(int picture, int transparent, Ending ending) {

    private static final int HEADER = 13;

    public static GifBlocks of(Bytes gif) {
        int transparent = -1;
        int at = HEADER + table(gif.u8(10));
        while (gif.u8(at) == '!') {
            if (gif.u8(at + 1) == 0xF9) {
                transparent = (gif.u8(at + 3) & 1) != 0 ? gif.u8(at + 6) : -1;
            }
            at = behind(gif, at + 2);
        }
        // Decoders stop at whatever is no block.
        return new GifBlocks(gif.u8(at) == ',' ? at + 1 : -1, transparent, at < gif.size() ? Ending.SEEN : Ending.CUT);
    }

    /** Pixels of the first picture in a GIF, which may be larger than its screen; 0 when there is none. */
    public static long pixels(Bytes gif) {
        int picture = of(gif).picture;
        return picture < 0 ? 0 : gif.le(picture + 4, 2) * gif.le(picture + 6, 2);
    }

    /** Bytes of the colours that follow such flags. */
    public static int table(int flags) {
        return flags > 0 && (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0;
    }

    /** Behind a row of sub-blocks and the empty one that ends it; beyond the file when that is not there. */
    private static int behind(Bytes gif, int from) {
        int at = from;
        int length = gif.u8(at);
        while (length > 0) {
            at += 1 + length;
            length = gif.u8(at);
        }
        return at + 1;
    }
}
