package dev.likeness.media;

/**
 * The blocks of a GIF.
 *
 * @param picture where the first picture is described, behind the comma that introduces it; -1 when there is none
 * @param transparent the colour of it that is none; -1 when all are
 */
public record GifBlocks(int picture, int transparent, Ending ending) {

    private static final int HEADER = 13;

    public static GifBlocks of(Bytes gif) {
        int picture = -1;
        int transparent = -1;
        int at = HEADER + table(gif.u8(10));
        while (at < gif.size()) {
            int kind = gif.u8(at);
            if (kind == ';') {
                return new GifBlocks(picture, transparent, Ending.SEEN);
            }
            if (kind == '!') {
                boolean control = gif.u8(at + 1) == 0xF9 && picture < 0;
                if (control) {
                    transparent = (gif.u8(at + 3) & 1) != 0 ? gif.u8(at + 6) : -1;
                }
                at = behind(gif, at + 2);
            } else if (kind == ',') {
                picture = picture < 0 ? at + 1 : picture;
                at = behind(gif, at + 11 + table(gif.u8(at + 9)));
            } else {
                // Rubbish between blocks or behind them; decoders stop here.
                return new GifBlocks(picture, transparent, picture < 0 ? Ending.UNSEEN : Ending.SEEN);
            }
        }
        return new GifBlocks(picture, transparent, at > gif.size() || picture < 0 ? Ending.CUT : Ending.UNSEEN);
    }

    /** Bytes of the colours that follow such flags. */
    public static int table(int flags) {
        return flags > 0 && (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0;
    }

    /** Behind a row of sub-blocks and the empty one that ends it; beyond the file when that is not there. */
    private static int behind(Bytes gif, int from) {
        int at = from;
        while (at < gif.size()) {
            int length = gif.u8(at);
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
        return gif.size() + 1;
    }
}
