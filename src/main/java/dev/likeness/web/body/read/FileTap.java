package dev.likeness.web.body.read;

import dev.likeness.web.error.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON on its way to its parser, of which the texts of fields of the outermost object that hold files are led away; the
 * parser sees an empty text there. It understands just enough JSON to find those texts, in UTF-8, and judges what it leads
 * away; everything else, malformed JSON too, passes through for the parser to judge.
 */
final class FileTap extends InputStream {

    private static final int END = -1;
    private static final int LONGEST_NAME = 64;

    private final InputStream json;
    private final ReadFiles files;
    private final byte[] input = new byte[16_384];
    private int at;
    private int limit;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean value;
    private final byte[] name = new byte[LONGEST_NAME];
    private int nameLength;
    /** The field whose value is read, if it is a file's. */
    private @Nullable String field;
    private char half;

    FileTap(InputStream json, ReadFiles files) {
        this.json = json;
        this.files = files;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (at == limit && written > 0) {
                return written;
            }
            int next = next();
            if (next == END) {
                return written == 0 ? -1 : written;
            }
            bytes[offset + written++] = (byte) next;
            String field = see(next);
            if (field != null) {
                divert(field);
            }
        }
        return written;
    }

    /** The field whose text begins with this quotation mark, if it is one to be led away. */
    private @Nullable String see(int c) {
        if (inString) {
            seeText(c);
            return null;
        }
        switch (c) {
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            case ':' -> value |= depth == 1;
            case ',' -> value &= depth != 1;
            case '"' -> {
                if (depth == 1 && value && field != null) {
                    return field;
                }
                inString = true;
                if (depth == 1 && !value) {
                    nameLength = 0;
                }
            }
            default -> {
                // Numbers, blanks, words: nothing to find in them.
            }
        }
        return null;
    }

    private void seeText(int c) {
        boolean naming = depth == 1 && !value;
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
            if (naming) {
                field = files.named(name, nameLength);
            }
            return;
        }
        if (naming && nameLength++ < LONGEST_NAME) {
            name[nameLength - 1] = (byte) c;
        }
    }

    /** Up to the closing quotation mark, which stays for the parser. */
    private void divert(String to) throws IOException {
        inString = true;
        FileText text = files.begin(to);
        for (int c = next(); c != END; c = next()) {
            if (c == '\\') {
                unescape(text);
                continue;
            }
            endHalf(text);
            if (c == '"') {
                at--;
                files.end(to, text);
                return;
            }
            if (c < ' ') {
                throw Refusals.notJson();
            }
            text.accept(c);
        }
    }

    private void unescape(FileText text) throws IOException {
        int c = next();
        if (c == 'u') {
            character((char) codeUnit(), text);
            return;
        }
        if (c == END || "\"\\/nrtbf".indexOf(c) < 0) {
            throw Refusals.notJson();
        }
        endHalf(text);
        text.accept("nrtbf".indexOf(c) >= 0 ? ' ' : c);
    }

    private int codeUnit() throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw Refusals.notJson();
            }
            code = code << 4 | digit;
        }
        return code;
    }

    /** In UTF-8. The first half of a pair waits for the second. */
    private void character(char unit, FileText text) {
        String written;
        if (half != 0 && Character.isLowSurrogate(unit)) {
            written = new String(new char[]{half, unit});
            half = 0;
        } else {
            endHalf(text);
            if (Character.isHighSurrogate(unit)) {
                half = unit;
                return;
            }
            written = Character.toString(unit);
        }
        for (byte b : written.getBytes(StandardCharsets.UTF_8)) {
            text.accept(b & 0xff);
        }
    }

    /** One that stayed alone becomes what no text may hold. */
    private void endHalf(FileText text) {
        if (half != 0) {
            half = 0;
            text.accept(0xff);
        }
    }

    private int next() throws IOException {
        if (at == limit) {
            int read = json.read(input, 0, input.length);
            at = 0;
            limit = Math.max(0, read);
            if (read <= 0) {
                return END;
            }
        }
        return input[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
