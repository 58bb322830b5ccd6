package dev.likeness.media;

import java.util.Arrays;

/**
 * The segments of a JPEG, and how often they paint the picture over. A progressive one has about ten scans, and a decoder
 * goes over every pixel for each of them, however few bytes it is: thousands fit into some kilobytes and take hours.
 */
public final class JpegScans {

    private static final int FILL = 0xFF;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int COEFFICIENTS = 64;
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
    private byte[] components = {};
    /** By component, a bit for each coefficient of which the last digit is painted. */
    private final long[] painted = new long[256];

    private JpegScans(Bytes jpeg) {
        this.jpeg = jpeg;
        this.end = jpeg.size();
    }

    /** Of a picture that begins as one; follows the markers as decoders do, over what lies between them. */
    public static JpegScans of(Bytes jpeg) {
        JpegScans scans = new JpegScans(jpeg);
        scans.walk();
        int unwritten = jpeg.zerosBefore(scans.end);
        if (scans.ending == Ending.UNSEEN && unwritten >= UNWRITTEN) {
            // The first may be the code's.
            scans.end -= unwritten - 1;
        }
        while (jpeg.u8(scans.end - 1) == FILL) {
            scans.end--;
        }
        return scans;
    }

    /** Of all scans. */
    public int count() {
        return count;
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

    /** Whether the last scan is all there only decoding tells ({@link Ending#UNSEEN}); that there is one is seen here. */
    PictureFile file() {
        if (ending != Ending.UNSEEN) {
            return new PictureFile(jpeg.array(), ending, orientation);
        }
        byte[] ended = Arrays.copyOf(jpeg.array(), end + 2);
        ended[end] = (byte) FILL;
        ended[end + 1] = (byte) EOI;
        return new PictureFile(ended, isCovered() ? ending : Ending.CUT, orientation);
    }

    private boolean isCovered() {
        for (byte component : components) {
            if (painted[component & 0xFF] != -1) {
                return false;
            }
        }
        return components.length > 0;
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
            orientation = jpeg.has(at + 2, "Exif\0") && to <= jpeg.size()
                    ? Exif.orientation(new Bytes(Arrays.copyOfRange(jpeg.array(), at + 2, to)))
                    : Exif.UNTOLD;
        } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            frame(marker, at);
        }
    }

    private void frame(int marker, int at) {
        arithmetic |= marker >= 0xC9;
        progressive = (marker & 3) == 2;
        components = new byte[Math.max(0, jpeg.u8(at + 7))];
        for (int i = 0; i < components.length; i++) {
            components[i] = (byte) jpeg.u8(at + 8 + 3 * i);
        }
    }

    private void scan(int at) {
        int of = Math.max(0, jpeg.u8(at + 2));
        count++;
        layers += Math.max(1, of);
        restarts = 0;
        int behind = at + 3 + 2 * of;
        for (int i = 0; i < of; i++) {
            painted[jpeg.u8(at + 3 + 2 * i) & 0xFF] |= progressive
                    ? band(jpeg.u8(behind), jpeg.u8(behind + 1), jpeg.u8(behind + 2) & 15)
                    : -1;
        }
    }

    /** The coefficients that a scan makes final: those of which digits are left out come again. */
    private static long band(int from, int to, int leftOut) {
        long bits = 0;
        for (int i = Math.max(0, from); leftOut == 0 && i <= to && i < COEFFICIENTS; i++) {
            bits |= 1L << i;
        }
        return bits;
    }
}
