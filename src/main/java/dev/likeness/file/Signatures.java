package dev.likeness.file;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say it is. Containers that hold several types are looked into by {@link Sniffer}. */
final class Signatures {

    private static final Set<Long> DIB_HEADERS = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);
    private static final int[][] MP3_KBITS = {
            {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
            {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
            {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
            {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
            {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}};
    private static final int[] MP3_RATES = {44_100, 48_000, 32_000};

    /** Types that need a look inside. */
    enum Container {
        ISO_MEDIA, EBML, ZIP, OLE
    }

    private Signatures() {
    }

    static Optional<Container> container(Bytes head) {
        if (head.has(4, "ftyp") || head.has(4, "moov") || head.has(4, "wide") || head.has(4, "mdat")) {
            return Optional.of(Container.ISO_MEDIA);
        }
        if (head.be(0, 4) == 0x1A45DFA3L) {
            return Optional.of(Container.EBML);
        }
        if (head.has(0, "PK\3\4")) {
            return Optional.of(Container.ZIP);
        }
        return head.be(0, 4) == 0xD0CF11E0L && head.be(4, 4) == 0xA1B11AE1L
                ? Optional.of(Container.OLE)
                : Optional.empty();
    }

    static Optional<FileType> type(Bytes head) {
        return Optional.ofNullable(head.be(0, 3) == 0xFFD8FFL
                ? FileType.JPEG
                : head.be(0, 4) == 0x89504E47L && head.be(4, 4) == 0x0D0A1A0AL
                        ? FileType.PNG
                        : head.has(0, "GIF87a") || head.has(0, "GIF89a")
                                ? FileType.GIF
                                : head.has(0, "RIFF")
                                        ? riff(head)
                                        : isBmp(head)
                                                ? FileType.BMP
                                                : head.has(0, "OggS")
                                                        ? FileType.OGG
                                                        : head.has(0, "fLaC")
                                                                ? FileType.FLAC
                                                                : head.has(0, "%PDF-")
                                                                        ? FileType.PDF
                                                                        : head.has(0, "ID3")
                                                                                ? afterTag(head)
                                                                                : isAdts(head, 0)
                                                                                        ? FileType.AAC
                                                                                        : isMp3(head, 0)
                                                                                                ? FileType.MP3
                                                                                                : null);
    }

    private static @Nullable FileType riff(Bytes head) {
        return head.has(8, "WEBP")
                ? FileType.WEBP
                : head.has(8, "WAVE")
                        ? FileType.WAV
                        : head.has(8, "AVI ") ? FileType.AVI : null;
    }

    private static boolean isBmp(Bytes head) {
        return head.has(0, "BM") && DIB_HEADERS.contains(head.le(14, 4));
    }

    /** A tag of notes and pictures may stand before MP3, AAC and FLAC. */
    private static FileType afterTag(Bytes head) {
        int size = 0;
        for (int i = 6; i < 10; i++) {
            size = size << 7 | head.u8(i) & 0x7f;
        }
        int at = 10 + size;
        return head.has(at, "fLaC") ? FileType.FLAC : isAdts(head, at) ? FileType.AAC : FileType.MP3;
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
