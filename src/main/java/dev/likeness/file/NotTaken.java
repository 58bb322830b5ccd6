package dev.likeness.file;

import dev.likeness.media.Bytes;
import dev.likeness.media.FileType;
import dev.likeness.media.Foreign;
import dev.likeness.media.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why a file is not taken, in a sentence that says what to do. Looks again at what {@link Sniffer} refused. */
final class NotTaken {

    private static final int LOOKED_AT = 65_536;
    /** Above that share of zeros, control characters and the like it is no text in any encoding. */
    private static final double MOST_CONTROLS = .01;
    private static final String TAKEN = "images, videos, audio, PDF, Office documents, TXT and CSV are";

    private NotTaken() {
    }

    static String why(Path file) throws IOException {
        Bytes head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new Bytes(in.readNBytes(LOOKED_AT));
        }
        Optional<FileType> type = Signatures.type(head);
        if (type.isPresent()) {
            return "The file begins as " + type.get().mime()
                    + ", but is cut off, or holds a script or an archive besides; "
                    + "save it anew";
        }
        return Foreign.look(head).map(what -> "The file is of no supported type: " + what)
                .orElseGet(() -> isText(head)
                        ? "The file looks like text in an encoding that cannot be told: text must be UTF-8 (or UTF-16 with "
                                + "a byte order mark); save it as UTF-8"
                        : "The file is of no supported type: " + TAKEN);
    }

    /** Bytes that could be letters of some encoding: of several bytes each, of one, or of UTF-16 without its mark. */
    private static boolean isText(Bytes head) {
        byte[] bytes = head.array();
        long zeros = 0;
        long controls = 0;
        for (byte b : bytes) {
            zeros += b == 0 ? 1 : 0;
            controls += b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' || b == 0x7f ? 1 : 0;
        }
        boolean wide = zeros > 0 && bytes.length % 2 == 0 && zerosOnOneSide(bytes);
        return bytes.length > 0 && controls <= bytes.length * (zeros == 0 ? MOST_CONTROLS : 0) && (zeros == 0 || wide);
    }

    private static boolean zerosOnOneSide(byte[] bytes) {
        long[] zeros = new long[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        return Math.min(zeros[0], zeros[1]) == 0 && Math.max(zeros[0], zeros[1]) > bytes.length / 8;
    }
}
