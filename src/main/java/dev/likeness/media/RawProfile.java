package dev.likeness.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Notes of a camera as text of a PNG, as ImageMagick wrote them before there was a chunk for them: a name, a length and
 * the bytes as hexadecimal digits, a line each.
 */
final class RawProfile {

    private static final String NAME = "Raw profile type ";
    /** As many digits as the longest notes of a JPEG; the tag is among the first. */
    private static final int MOST = 1 << 17;

    private RawProfile() {
    }

    /** @param text data of a tEXt or zTXt chunk. Empty when it holds no such notes. */
    static Optional<Bytes> of(Bytes text, boolean compressed) {
        boolean named = text.has(0, NAME + "exif\0") || text.has(0, NAME + "APP1\0");
        if (!named) {
            return Optional.empty();
        }
        int at = NAME.length() + 5;
        if (!compressed) {
            return Optional.of(unwritten(new Bytes(Arrays.copyOfRange(text.array(), at,
                    Math.min(text.size(), at + MOST)))));
        }
        // One byte says how it is compressed, and there is only one way.
        return text.u8(at) == 0 ? Optional.of(unwritten(inflated(text, at + 1))) : Optional.empty();
    }

    private static Bytes inflated(Bytes text, int from) {
        byte[] out = new byte[MOST];
        int length = 0;
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(text.array(), from, text.size() - from);
            int more = 1;
            while (more > 0 && length < MOST) {
                more = inflater.inflate(out, length, MOST - length);
                length += more;
            }
        } catch (DataFormatException e) {
            // What came before is looked at.
        }
        return new Bytes(Arrays.copyOf(out, length));
    }

    /** The digits begin behind the line of the length. */
    private static Bytes unwritten(Bytes digits) {
        int at = 0;
        for (int lines = 0; lines < 3 && at < digits.size(); at++) {
            lines += digits.u8(at) == '\n' ? 1 : 0;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int high = -1;
        for (; at < digits.size(); at++) {
            int digit = Character.digit(digits.u8(at), 16);
            if (digit >= 0 && high >= 0) {
                out.write(high << 4 | digit);
                high = -1;
            } else if (digit >= 0) {
                high = digit;
            }
        }
        return new Bytes(out.toByteArray());
    }
}
