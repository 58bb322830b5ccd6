package dev.likeness.media;

import java.util.Arrays;

/**
 * The segments of a JPEG, and how often they paint the picture over. A progressive one has about ten scans, and a decoder
 * goes over every pixel for each of them, however few bytes it is: thousands fit into some kilobytes and take hours.
 */
public final class JpegSegments {

    private static final int FILL = 0xFF;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    /** Zeros that no code ends with: room that was made for a file whose end never came. */
    private static final int UNWRITTEN = 16;

    private final Bytes jpeg;
    private int count;
    private long layers;
    private boolean arithmetic;
    private boolean progressive;
    private int end;
    private Ending ending = Ending.UNSEEN;
    private int restarts;
    private int orientation = Exif.UNTOLD;
    private int components;

    private JpegSegments(Bytes jpeg) {
        this.jpeg = jpeg;
        this.end = jpeg.size();
    }

    /** Of a picture that begins as one; follows the markers as decoders do, over what lies between them. */
    public static JpegSegments of(Bytes jpeg) {
        JpegSegments segments = new JpegSegments(jpeg);
        segments.walk();
        if (segments.ending == Ending.UNSEEN && !segments.isAlmostWhole()) {
            segments.ending = Ending.CUT;
        }
        while (jpeg.u8(segments.end - 1) == FILL) {
            segments.end--;
        }
        return segments;
    }

    /** Without a mark of the end, whether there are scans to come only a picture of a single one tells. */
    private boolean isAlmostWhole() {
        return count == 1 && layers == components && !progressive && jpeg.zerosBefore(end) < UNWRITTEN;
    }

    public int scans() {
        return count;
    }

    /** Colours as they are stored: one for grey, three usually, four for print. */
    public int components() {
        return components;
    }

    /** Of colour, in all scans together. */
    public long layers() {
        return layers;
    }

    /** Coded in a way that browsers do not read, and that takes much time for few bytes. */
    public boolean arithmetic() {
        return arithmetic;
    }

    /** Where the mark of the end stands, or would have to. */
    public int end() {
        return end;
    }

    /** Marks within the last scan, at each of which its code begins anew. */
    public int restarts() {
        return restarts;
    }

    /** Whether the scan is all there that no mark ends ({@link Ending#UNSEEN}), only decoding tells. */
    PictureFile file() {
        if (ending != Ending.UNSEEN) {
            return new PictureFile(jpeg, ending, orientation, this);
        }
        byte[] ended = Arrays.copyOf(jpeg.array(), end + 2);
        ended[end] = (byte) FILL;
        ended[end + 1] = (byte) EOI;
        return new PictureFile(new Bytes(ended), ending, orientation, this);
    }

    private void walk() {
        int at = 2;
        while (at < jpeg.size()) {
            while (at < jpeg.size() && jpeg.u8(at) != FILL) {
                at++;
            }
            while (jpeg.u8(at) == FILL) {
                at++;
            }
            int marker = jpeg.u8(at++);
            if (marker == EOI) {
                ending = Ending.SEEN;
                end = at - 2;
                return;
            }
            if (marker >= 0xD0 && marker <= 0xD7) {
                restarts++;
            }
            // Below C0 there are none: amid a scan a decoder passes over them, and over nothing behind them.
            boolean alone = marker < 0xC0 || marker >= 0xD0 && marker <= 0xD8;
            if (alone) {
                continue;
            }
            segment(marker, at);
            at += (int) Math.max(2, jpeg.be(at, 2));
            if (at > jpeg.size()) {
                ending = Ending.CUT;
            }
        }
    }

    private void segment(int marker, int at) {
        if (marker == SOS) {
            scan(at);
        } else if (marker == APP1 && count == 0 && orientation == Exif.UNTOLD) {
            int to = at + (int) Math.max(2, jpeg.be(at, 2));
            orientation = jpeg.has(at + 2, Exif.PREFIX) ? Exif.orientation(jpeg, at + 2, to) : Exif.UNTOLD;
        } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            frame(marker, at);
        }
    }

    private void frame(int marker, int at) {
        arithmetic |= marker >= 0xC9;
        progressive = (marker & 3) == 2;
        components = jpeg.u8(at + 7);
    }

    private void scan(int at) {
        count++;
        layers += Math.max(1, jpeg.u8(at + 2));
        restarts = 0;
    }
}
