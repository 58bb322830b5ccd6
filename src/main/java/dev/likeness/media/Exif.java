package dev.likeness.media;

/** How a camera was held, as its notes (EXIF, a small TIFF file without a picture) tell. */
final class Exif {

    /** The picture is stored as it is looked at. */
    static final int UPRIGHT = 1;
    /** There is nothing about it. */
    static final int UNTOLD = 0;

    private static final int ORIENTATION = 0x0112;
    private static final int LAST_ORIENTATION = 8;
    private static final int ENTRY = 12;
    /**
     * In JPEGs it stands before the notes, and a byte behind it that some programs fill. Other containers need none, and some
     * programs write it all the same.
     */
    static final String PREFIX = "Exif\0";

    private final Bytes file;
    private final int begin;
    private final int end;
    private final boolean little;

    private Exif(Bytes file, int begin, int end) {
        this.file = file;
        this.begin = begin;
        this.end = end;
        this.little = file.has(begin, "II");
    }

    /**
     * 1 to 8 as the first valid tag says, {@link #UNTOLD} when there is none, or no order in the notes.
     *
     * @param from where in the file the notes begin
     * @param to where what holds them ends
     */
    static int orientation(Bytes file, int from, int to) {
        int begin = file.has(from, PREFIX) ? from + PREFIX.length() + 1 : from;
        return file.has(begin, "II*\0") || file.has(begin, "MM\0*")
                ? new Exif(file, begin, to).orientation()
                : UNTOLD;
    }

    private int orientation() {
        long directory = number(4, 4);
        long entries = number(directory, 2);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) ENTRY * i;
            long tag = number(entry, 2);
            if (tag < 0) {
                break;
            }
            long value = tag == ORIENTATION ? value(entry) : UNTOLD;
            if (value >= UPRIGHT && value <= LAST_ORIENTATION) {
                return (int) value;
            }
        }
        return UNTOLD;
    }

    /** It is a short; some write it as a byte or a long. */
    private long value(long entry) {
        return switch ((int) number(entry + 2, 2)) {
            case 1 -> number(entry + 8, 1);
            case 3, 8 -> number(entry + 8, 2);
            case 4, 9 -> number(entry + 8, 4);
            default -> UNTOLD;
        };
    }

    private long number(long at, int count) {
        if (at < 0 || begin + at + count > end) {
            return -1;
        }
        int from = begin + (int) at;
        return little ? file.le(from, count) : file.be(from, count);
    }
}
