package dev.likeness.storage.door;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks of an object.
 *
 * @param kind whether a part is asked for at all and can be had
 * @param offset first byte
 * @param length bytes
 */
record ByteRange(Kind kind, long offset, long length) {

    enum Kind {
        WHOLE, PART, OUTSIDE
    }

    // Possessive, so that a hostile header costs one pass.
    private static final Pattern SINGLE = Pattern.compile("\\s*+(\\d*+)\\s*+-\\s*+(\\d*+)\\s*+");
    private static final String UNIT = "bytes=";
    private static final int MOST_DIGITS = 18;

    /** Several ranges and unknown units get the whole object, as RFC 9110 allows and demands. */
    static ByteRange of(String header, long size) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length()) || header.indexOf(',') >= 0) {
            return new ByteRange(Kind.WHOLE, 0, size);
        }
        Matcher range = SINGLE.matcher(header).region(UNIT.length(), header.length());
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return outside();
        }
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (range.group(1).isEmpty()) {
            long length = Math.min(last, size);
            return length == 0 ? outside() : new ByteRange(Kind.PART, size - length, length);
        }
        long first = number(range.group(1));
        if (first >= size || last < first) {
            return outside();
        }
        return new ByteRange(Kind.PART, first, Math.min(last, size - 1) - first + 1);
    }

    /** The value of {@code Content-Range}. */
    String contentRange(long size) {
        return kind == Kind.OUTSIDE ? "bytes */" + size : "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }

    private static ByteRange outside() {
        return new ByteRange(Kind.OUTSIDE, 0, 0);
    }

    private static long number(String digits) {
        return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
