package dev.likeness.media;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say it is. Containers that hold several types need a look inside. */
public final class Signatures {

    private static final Set<Long> DIB_HEADERS = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);
    private static final int[][] MP3_KBITS = {
            {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
            {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
            {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
            {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
            {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}};
    private static final int[] MP3_RATES = {44_100, 48_000, 32_000};
    private static final int TAG_HEADER = 10;

    /** Types that need a look inside. */
    public enum Container {
        ISO_MEDIA, EBML, ZIP, OLE, TAGGED
    }

    private Signatures() {
    }

    /** @param size of the whole file */
    public static Optional<Container> container(Bytes head, long size) {
        if (isIsoMedia(head, size)) {
            return Optional.of(Container.ISO_MEDIA);
        }
        if (head.be(0, 4) == 0x1A45DFA3L) {
            return Optional.of(Container.EBML);
        }
        if (head.has(0, "PK\3\4")) {
            return Optional.of(Container.ZIP);
        }
        if (head.be(0, 4) == 0xD0CF11E0L && head.be(4, 4) == 0xA1B11AE1L) {
            return Optional.of(Container.OLE);
        }
        return tagLength(head) > 0 ? Optional.of(Container.TAGGED) : Optional.empty();
    }

    /** Begins with a box that ends inside the file; a text may well have the name of one as its second word. */
    private static boolean isIsoMedia(Bytes head, long size) {
        long box = head.be(0, 4);
        return switch (head.text(4, 4)) {
            case "ftyp" -> box >= 16 && box <= 1024;
            case "moov", "mdat", "wide" -> {
                // 1: as long as the next eight bytes say; 0: up to the end.
                long length = box == 1 ? head.be(8, 8) : box == 0 ? size : box;
                yield length >= 8 && length <= size;
            }
            default -> false;
        };
    }

    public static Optional<FileType> type(Bytes head) {
        return Optional.ofNullable(typeOf(head));
    }

    private static @Nullable FileType typeOf(Bytes head) {
        if (head.be(0, 3) == 0xFFD8FFL) {
            return FileType.JPEG;
        }
        if (head.be(0, 4) == 0x89504E47L && head.be(4, 4) == 0x0D0A1A0AL) {
            return FileType.PNG;
        }
        if (head.has(0, "GIF87a") || head.has(0, "GIF89a")) {
            return FileType.GIF;
        }
        if (head.has(0, "RIFF")) {
            return riff(head);
        }
        if (head.has(0, "BM") && DIB_HEADERS.contains(head.le(14, 4))) {
            return FileType.BMP;
        }
        if (head.has(0, "OggS")) {
            return FileType.OGG;
        }
        if (head.has(0, "fLaC")) {
            return FileType.FLAC;
        }
        if (head.has(0, "%PDF-")) {
            return FileType.PDF;
        }
        if (isAdts(head, 0)) {
            return FileType.AAC;
        }
        return isMp3(head, 0) ? FileType.MP3 : null;
    }

    private static @Nullable FileType riff(Bytes head) {
        return switch (head.text(8, 4)) {
            case "WEBP" -> FileType.WEBP;
            case "WAVE" -> FileType.WAV;
            case "AVI " -> FileType.AVI;
            default -> null;
        };
    }

    /** Bytes of the ID3 tag of notes and pictures that may stand before MP3, AAC and FLAC; 0 when there is none. */
    public static int tagLength(Bytes head) {
        int version = head.u8(3);
        boolean known = version >= 2 && version <= 4 && head.u8(4) != 0xff && (head.u8(5) & 0xf) == 0;
        if (!head.has(0, "ID3") || !known || head.size() < TAG_HEADER) {
            return 0;
        }
        int length = 0;
        for (int i = 6; i < TAG_HEADER; i++) {
            if (head.u8(i) > 0x7f) {
                return 0;
            }
            length = length << 7 | head.u8(i);
        }
        boolean footer = version == 4 && (head.u8(5) & 0x10) != 0;
        return TAG_HEADER + length + (footer ? TAG_HEADER : 0);
    }

    /** What follows a tag. Writers of tags leave blanks and worse before the first frame, which players pass over. */
    public static Optional<FileType> afterTag(Bytes part) {
        if (part.has(0, "fLaC")) {
            return Optional.of(FileType.FLAC);
        }
        for (int at = 0; at < part.size(); at++) {
            if (isAdts(part, at)) {
                return Optional.of(FileType.AAC);
            }
            if (isMp3(part, at)) {
                return Optional.of(FileType.MP3);
            }
        }
        return Optional.empty();
    }

    /** Two frames in a row, unless the file ends after one. */
    private static boolean isAdts(Bytes head, int at) {
        if ((head.be(at, 2) & 0xFFF6) != 0xFFF0 || head.be(at, 2) < 0) {
            return false;
        }
        int length = (int) (head.be(at + 3, 3) >> 5 & 0x1FFF);
        int next = at + length;
        return length > 7 && (next == head.size() || (head.be(next, 2) & 0xFFF6) == 0xFFF0);
    }

    private static boolean isMp3(Bytes head, int at) {
        int length = mp3Frame(head, at);
        return length > 0 && (at + length == head.size() || mp3Frame(head, at + length) > 0);
    }

    /** Length of the MPEG audio frame there in bytes, 0 when there is none. */
    private static int mp3Frame(Bytes head, int at) {
        long header = head.be(at, 4);
        if (header < 0 || header >>> 21 != 0x7FF) {
            return 0;
        }
        int version = (int) (header >> 19 & 3);
        int layer = 4 - (int) (header >> 17 & 3);
        int kbits = (int) (header >> 12 & 15);
        int rate = (int) (header >> 10 & 3);
        if (version == 1 || layer == 4 || kbits == 0 || kbits == 15 || rate == 3) {
            return 0;
        }
        boolean one = version == 3;
        int bits = MP3_KBITS[one ? layer - 1 : layer == 1 ? 3 : 4][kbits] * 1000;
        int hertz = MP3_RATES[rate] / (one ? 1 : version == 2 ? 2 : 4);
        int padding = (int) (header >> 9 & 1);
        if (layer == 1) {
            return (12 * bits / hertz + padding) * 4;
        }
        return (layer == 3 && !one ? 72 : 144) * bits / hertz + padding;
    }
}
