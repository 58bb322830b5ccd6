package dev.likeness.web.body.read;

import dev.likeness.web.body.SentFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The text of a field that holds a file, taken byte by byte in UTF-8: a URL, kept as it is; a {@code data:} URI or
 * base64 (plain or URL-safe, padded or not, broken into lines), decoded into a file; or the bytes of a part. What is wrong with it ends nothing:
 * the rest is passed over, and the fault is told when the whole body is there, in its place among the others.
 */
final class FileText {

    private static final String SCHEME = "data:";
    private static final int LONGEST_HEAD = 1024;
    private static final int LONGEST_URL = 8192;
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['-'] = 62;
        VALUES['_'] = 63;
    }

    private enum Kind {
        UNKNOWN, URL, BASE64, PERCENT, BYTES, WRONG
    }

    private final FilePlan plan;
    private final FileSink sink;
    private final byte[] head = new byte[LONGEST_URL];
    private int headLength;
    private Kind kind = Kind.UNKNOWN;
    private int bits;
    private int count;
    private int padding;
    private @Nullable Fault fault;

    FileText(FilePlan plan, Supplier<Path> files) {
        this.plan = plan;
        this.sink = new FileSink(plan, files);
    }

    void accept(int b) {
        switch (kind) {
            case UNKNOWN -> lookAt(b);
            case URL -> keep(b);
            case BASE64 -> decode(b);
            case PERCENT -> unescape(b);
            case BYTES -> put(b);
            case WRONG -> {
                // Passed over.
            }
        }
    }

    /** What the text was; null for a blank one. */
    @Nullable
    SentFile end() {
        if (kind == Kind.UNKNOWN && headLength > 0) {
            settle(startsLike(SCHEME) ? Kind.WRONG : Kind.BASE64);
        }
        if (kind == Kind.URL) {
            return url();
        }
        if (kind == Kind.BASE64) {
            endBase64();
        } else if (kind == Kind.PERCENT && count > 0) {
            refuse();
        }
        SentFile file = sink.end();
        if (kind == Kind.UNKNOWN || fault() != null) {
            return null;
        }
        if (file == null && kind == Kind.BYTES) {
            wrong(Fault.invalid(plan.name(), plan.name() + " must not be empty"));
        } else if (file == null) {
            refuse();
        }
        return file;
    }

    @Nullable
    Fault fault() {
        return fault == null ? sink.fault() : fault;
    }

    /** What is too large stays that, whatever else comes. */
    private void put(int value) {
        sink.put(value);
        if (sink.fault() != null) {
            kind = Kind.WRONG;
        }
    }

    private void lookAt(int b) {
        if (headLength == 0 && b <= ' ') {
            return;
        }
        keep(b);
        if (kind == Kind.WRONG || isBegun(SCHEME) || plan.urls() && (isBegun("http://") || isBegun("https://"))) {
            return;
        }
        if (plan.urls() && (startsLike("http://") || startsLike("https://"))) {
            kind = Kind.URL;
        } else if (!startsLike(SCHEME)) {
            settle(Kind.BASE64);
        } else if (b == ',') {
            boolean base64 = text(headLength).toLowerCase(Locale.ROOT).endsWith(";base64,");
            headLength = 0;
            settle(base64 ? Kind.BASE64 : plan.urls() ? Kind.PERCENT : Kind.WRONG);
        } else if (headLength > LONGEST_HEAD) {
            refuse();
        }
    }

    /** What was held back until its kind was clear goes the way of that kind. */
    private void settle(Kind found) {
        int held = headLength;
        headLength = 0;
        if (found == Kind.WRONG) {
            refuse();
            return;
        }
        kind = found;
        for (int i = 0; i < held; i++) {
            accept(head[i] & 0xff);
        }
    }

    private void keep(int b) {
        if (headLength == head.length) {
            refuse();
        } else {
            head[headLength++] = (byte) b;
        }
    }

    /** Whether it may still become that, though it is shorter. */
    private boolean isBegun(String start) {
        return headLength < start.length() && text(headLength).equalsIgnoreCase(start.substring(0, headLength));
    }

    private boolean startsLike(String start) {
        return headLength >= start.length() && text(start.length()).equalsIgnoreCase(start);
    }

    private String text(int length) {
        return new String(head, 0, length, StandardCharsets.ISO_8859_1);
    }

    private @Nullable SentFile url() {
        try {
            String url = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, headLength)).toString()
                    .strip();
            if (url.indexOf('\0') < 0) {
                return SentFile.ofUrl(url);
            }
        } catch (CharacterCodingException _) {
            // Half of a surrogate pair.
        }
        refuse();
        return null;
    }

    private void decode(int b) {
        if (b <= ' ') {
            return;
        }
        if (b == '=') {
            padding++;
            return;
        }
        int value = b < VALUES.length ? VALUES[b] : -1;
        if (value < 0 || padding > 0) {
            refuse();
            return;
        }
        bits = bits << 6 | value;
        if (++count == 4) {
            put(bits >> 16);
            put(bits >> 8);
            put(bits);
            bits = 0;
            count = 0;
        }
    }

    private void endBase64() {
        if (count == 1 || padding > 2) {
            refuse();
        } else if (count > 1) {
            put(bits >> (count == 2 ? 4 : 10));
            if (count == 3) {
                put(bits >> 2);
            }
        }
    }

    private void unescape(int b) {
        if (count == 0 && b != '%') {
            put(b);
        } else if (count == 0) {
            count = 1;
        } else if (!HexFormat.isHexDigit(b)) {
            refuse();
        } else {
            bits = bits << 4 | HexFormat.fromHexDigit(b);
            if (++count == 3) {
                put(bits);
                bits = 0;
                count = 0;
            }
        }
    }

    /** Ends the writing, whatever was still to come. */
    void close() {
        sink.close();
    }

    /** Takes it as what it is, no text, unless it is passed over. */
    void asBytes() {
        kind = kind == Kind.UNKNOWN ? Kind.BYTES : kind;
    }

    /** Takes no more of it. */
    void passOver() {
        kind = Kind.WRONG;
    }

    private void refuse() {
        wrong(Fault.invalid(plan.name(), plan.name()
                + (plan.urls() ? " must be a public http(s) URL, a data: URI or base64" : " must be base64")));
    }

    private void wrong(Fault found) {
        kind = Kind.WRONG;
        if (fault == null) {
            fault = found;
        }
    }
}
