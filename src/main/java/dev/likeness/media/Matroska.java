package dev.likeness.media;

import java.io.IOException;
import java.io.RandomAccessFile;

/** What tracks a Matroska or WebM file has. Reads headers, never more than a bounded number of them. */
public final class Matroska {

    private static final int MOST_ELEMENTS = 20_000;
    private static final long SEGMENT = 0x18538067L;
    private static final long TRACKS = 0x1654AE6BL;
    private static final long TRACK = 0xAEL;
    private static final long TRACK_TYPE = 0x83L;

    private final RandomAccessFile file;
    private int read;
    private boolean pictures;
    private boolean sound;

    private Matroska(RandomAccessFile file) {
        this.file = file;
    }

    /** Sound and no pictures; what cannot be told is a film. */
    public static boolean isSoundOnly(RandomAccessFile file) throws IOException {
        Matroska tracks = new Matroska(file);
        tracks.elements(0, file.length());
        return tracks.sound && !tracks.pictures;
    }

    private void elements(long from, long end) throws IOException {
        long at = from;
        while (at < end && ++read < MOST_ELEMENTS) {
            file.seek(at);
            long id = number(false);
            long size = number(true);
            long body = file.getFilePointer();
            // An unknown size reaches to the end, as recorders write it.
            long next = size < 0 ? end : body + size;
            if (id <= 0 || next < body || next > end && id != SEGMENT) {
                return;
            }
            next = Math.min(next, end);
            if (id == SEGMENT || id == TRACKS || id == TRACK) {
                elements(body, next);
                if (id == TRACKS) {
                    return;
                }
            } else if (id == TRACK_TYPE && body < end) {
                file.seek(body);
                int type = file.read();
                pictures |= type == 1;
                sound |= type == 2;
            }
            at = next;
        }
    }

    /** A number whose first byte tells its length; -1 at the end, and for a size that is not known. */
    private long number(boolean size) throws IOException {
        int first = file.read();
        if (first <= 0) {
            return -1;
        }
        int length = Integer.numberOfLeadingZeros(first) - 23;
        long value = size ? first & (0xFF >> length) : first;
        boolean unknown = size && value == 0xFF >> length;
        for (int i = 1; i < length; i++) {
            int next = file.read();
            unknown &= next == 0xFF;
            value = value << 8 | next & 0xff;
        }
        return unknown ? -1 : value;
    }
}
