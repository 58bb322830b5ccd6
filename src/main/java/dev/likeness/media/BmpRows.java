package dev.likeness.media;

/** Whether the rows of a BMP are all there: it has no mark of its end. */
final class BmpRows {

    private static final int CORE_HEADER = 12;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;

    private BmpRows() {
    }

    /** Of a BMP with a size. The padding of the last row may be missing. */
    static Ending ending(Bytes bmp, PictureHeader header) {
        boolean core = bmp.le(14, 4) == CORE_HEADER;
        long bits = core ? bmp.le(24, 2) : bmp.le(28, 2);
        long compression = core ? 0 : bmp.le(30, 4);
        long offset = bmp.le(10, 4);
        if (bits < 0 || compression < 0 || offset < 0 || offset > bmp.size()) {
            return Ending.CUT;
        }
        if (compression == RLE8 || compression == RLE4) {
            return runs(bmp, (int) offset, header, compression == RLE4);
        }
        long row = (header.width() * bits + 7) / 8;
        long stride = (row + 3) / 4 * 4;
        // Two sides of 31 bits and a row of 16 bits a pixel fit into 63.
        long all = stride * (header.height() - 1) + row;
        return offset + all <= bmp.size() ? Ending.SEEN : Ending.CUT;
    }

    private static Ending runs(Bytes bmp, int offset, PictureHeader header, boolean halves) {
        int at = offset;
        long x = 0;
        long y = 0;
        while (at + 1 < bmp.size()) {
            int count = bmp.u8(at);
            int code = bmp.u8(at + 1);
            at += 2;
            if (count > 0) {
                x += count;
            } else if (code == 0) {
                x = 0;
                y++;
            } else if (code == 1) {
                return Ending.SEEN;
            } else if (code == 2) {
                x += Math.max(0, bmp.u8(at));
                y += Math.max(0, bmp.u8(at + 1));
                at += 2;
            } else {
                x += code;
                at += ((halves ? (code + 1) / 2 : code) + 1) / 2 * 2;
            }
            if (y >= header.height()) {
                return Ending.SEEN;
            }
        }
        return y == header.height() - 1 && x >= header.width() && at <= bmp.size() ? Ending.UNSEEN : Ending.CUT;
    }
}
