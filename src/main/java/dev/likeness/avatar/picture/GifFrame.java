package dev.likeness.avatar.picture;

import dev.likeness.avatar.PictureException;
import dev.likeness.media.Bytes;
import dev.likeness.media.GifBlocks;
import dev.likeness.media.PictureHeader;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * The first picture of a GIF. The time it takes grows with pixels and bytes alone: OpenCV's own reader makes its table of
 * codes anew whenever the file says so, 27 million times in ten megabytes, which are minutes.
 */
final class GifFrame {

    private static final int SCREEN_FLAGS = 10;
    private static final int SCREEN_COLOURS = 13;
    private static final int DESCRIPTION = 9;
    private static final int CODES = 4096;
    private static final int LONGEST_CODE = 12;
    /** First row and step of each pass. */
    private static final int[][] ALL_ROWS = {{0, 1}};
    private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private final Bytes gif;
    private final Mat screen;
    private final byte paper;
    private final byte[] colours;
    private final int transparent;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final int[][] passes;

    private int at;
    private int leftOfBlock;
    private int bits;
    private int held;

    private final byte[] row;
    private int x;
    private int y;
    private int pass;

    private GifFrame(Bytes gif, GifBlocks blocks, Mat screen, byte paper) {
        this.gif = gif;
        this.screen = screen;
        this.paper = paper;
        this.transparent = blocks.transparent();
        int from = blocks.picture();
        this.left = (int) gif.le(from, 2);
        this.top = (int) gif.le(from + 2, 2);
        this.width = (int) gif.le(from + 4, 2);
        this.height = (int) gif.le(from + 6, 2);
        int flags = gif.u8(from + 8);
        int own = GifBlocks.table(flags);
        this.passes = (flags & 0x40) != 0 ? INTERLACED : ALL_ROWS;
        this.at = from + DESCRIPTION + own;
        int shared = GifBlocks.table(gif.u8(SCREEN_FLAGS));
        this.colours = own > 0
                ? colours(from + DESCRIPTION, own)
                : shared > 0 ? colours(SCREEN_COLOURS, shared) : greys(gif.u8(at));
        this.row = new byte[Math.max(0, 3 * Math.min(width, screen.cols() - left))];
    }

    /**
     * On paper where it has no colour, and where the screen is larger. An empty matrix when it cannot be decoded.
     *
     * @throws PictureException when the file ends before all pixels came; what would come behind them is not missed
     */
    static Mat read(Bytes gif, PictureHeader header, double paper, Mats mats) {
        GifBlocks blocks = GifBlocks.of(gif);
        Mat screen = mats.keep(new Mat((int) header.height(), (int) header.width(), CvType.CV_8UC3,
                Scalar.all(paper)));
        if (blocks.picture() < 0) {
            return mats.empty();
        }
        GifFrame frame = new GifFrame(gif, blocks, screen, (byte) paper);
        if (frame.isPainted()) {
            return screen;
        }
        if (frame.at > gif.size()) {
            throw PictureDecoder.cutOff();
        }
        return mats.empty();
    }

    /** Blue, green and red of 256, black where the file has fewer. */
    private byte[] colours(int from, int length) {
        byte[] table = new byte[3 * 256];
        for (int i = 0; i < length; i++) {
            table[i - i % 3 + 2 - i % 3] = (byte) gif.u8(from + i);
        }
        return table;
    }

    /** What a file without any colours is shown in. */
    private static byte[] greys(int literal) {
        byte[] table = new byte[3 * 256];
        int last = (1 << Math.clamp(literal, 1, 8)) - 1;
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Math.min(255, i / 3 * 255 / last);
        }
        return table;
    }

    private boolean isPainted() {
        long pixels = (long) width * height;
        int literal = gif.u8(at++);
        if (pixels <= 0 || pixels > PictureDecoder.MOST_PIXELS || literal < 1 || literal >= LONGEST_CODE) {
            return false;
        }
        int clear = 1 << literal;
        short[] before = new short[CODES];
        byte[] last = new byte[CODES];
        byte[] string = new byte[CODES];
        int length = literal + 1;
        int free = clear + 2;
        int previous = -1;
        int first = 0;
        while (pixels > 0) {
            int code = code(length);
            if (code == clear) {
                length = literal + 1;
                free = clear + 2;
                previous = -1;
                continue;
            }
            if (code < 0 || code == clear + 1 || code > free || previous < 0 && code > clear) {
                return false;
            }
            int n = 0;
            int rest = code;
            if (code == free) {
                // The string that is being made: the one before, and its own first again.
                string[n++] = (byte) first;
                rest = previous;
            }
            for (; rest > clear; rest = before[rest]) {
                string[n++] = last[rest];
            }
            first = rest;
            string[n++] = (byte) first;
            if (previous >= 0 && free < CODES) {
                before[free] = (short) previous;
                last[free++] = (byte) first;
                length += free == 1 << length && length < LONGEST_CODE ? 1 : 0;
            }
            previous = code;
            pixels -= n;
            while (n > 0 && pass < passes.length) {
                paint(string[--n] & 255);
            }
        }
        return true;
    }

    /** -1 behind the last one. */
    private int code(int length) {
        while (held < length) {
            if (leftOfBlock == 0) {
                leftOfBlock = gif.u8(at++);
                if (leftOfBlock <= 0) {
                    return -1;
                }
            }
            leftOfBlock--;
            int next = gif.u8(at++);
            if (next < 0) {
                return -1;
            }
            bits |= next << held;
            held += 8;
        }
        int code = bits & (1 << length) - 1;
        bits >>>= length;
        held -= length;
        return code;
    }

    private void paint(int colour) {
        if (3 * x < row.length) {
            for (int i = 0; i < 3; i++) {
                row[3 * x + i] = colour == transparent ? paper : colours[3 * colour + i];
            }
        }
        if (++x == width) {
            if (row.length > 0 && top + y < screen.rows()) {
                screen.put(top + y, left, row);
            }
            x = 0;
            y += passes[pass][1];
            // A low picture has passes without rows.
            while (y >= height && ++pass < passes.length) {
                y = passes[pass][0];
            }
        }
    }
}
