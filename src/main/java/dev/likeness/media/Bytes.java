package dev.likeness.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers and texts in the bytes of a file. Beyond the end there is nothing: -1, and no text.
 *
 * @param size of the file; the array may have room behind it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Bytes(byte[] array, int size) {

    public Bytes(byte[] array) {
        this(array, array.length);
    }

    public int u8(int at) {
        return at >= 0 && at < size ? array[at] & 0xff : -1;
    }

    public long be(int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int next = u8(at + i);
            if (next < 0) {
                return -1;
            }
            value = value << 8 | next;
        }
        return value;
    }

    public long le(int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            int next = u8(at + i);
            if (next < 0) {
                return -1;
            }
            value = value << 8 | next;
        }
        return value;
    }

    /** Whether the text stands there, each character a byte. */
    public boolean has(int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return at >= 0 && at + wanted.length <= size
                && Arrays.equals(array, at, at + wanted.length, wanted, 0, wanted.length);
    }

    public String text(int at, int length) {
        int end = Math.min(size, at + length);
        return at >= end ? "" : new String(array, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** How many bytes there are zero, up to the next that is not. */
    int zerosBefore(int end) {
        int at = end;
        while (u8(at - 1) == 0) {
            at--;
        }
        return end - at;
    }
}
