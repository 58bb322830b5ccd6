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

    /** Of the data of a tEXt or zTXt chunk, which lie between the two places. Empty when they are no such notes. */
    static Optional<Bytes> of(Bytes png, int from, int to, boolean compressed) {
        boolean named = png.has(from, NAME + "exif\0") || png.has(from, NAME + "APP1\0");
        int at = from + NAME.length() + 5;
        if (!named || at >= to) {
            return Optional.empty();
        }
        if (!compressed) {
            return Optional.of(unwritten(new Bytes(Arrays.copyOfRange(png.array(), at, Math.min(to, at + MOST)))));
        }
        // One byte says how it is compressed, and there is only one way.
        return png.u8(at) == 0 ? Optional.of(unwritten(inflated(png.array(), at + 1, to))) : Optional.empty();
    }

    private static Bytes inflated(byte[] png, int from, int to) {
        byte[] out = new byte[MOST];
        int length = 0;
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(png, from, to - from);
            int more = 1;
            while (more > 0 && length < MOST) {
                more = inflater.inflate(out, length, MOST - length);
                length += more;
            }
        } catch (DataFormatException e) {
            // What came before is looked at.
        }
        return new Bytes(out, length);
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
