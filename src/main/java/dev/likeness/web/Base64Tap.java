package dev.likeness.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON on its way to its parser, of which the text of one field of the outermost object is led away and decoded; the
 * parser sees an empty text there. It understands just enough JSON to find that text, in UTF-8; everything else,
 * malformed JSON too, passes through for the parser to judge.
 */
final class Base64Tap extends InputStream {

    private static final int END = -1;
    private static final int LONGEST_NAME = 64;

    private final InputStream json;
    private final byte[] field;
    private final Base64Text text;
    private final byte[] input = new byte[16_384];
    private int at;
    private int limit;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean value;
    private boolean tapped;
    private int named;
    private final byte[] name = new byte[LONGEST_NAME];
    private int nameLength;

    Base64Tap(InputStream json, String field, OutputStream out) {
        this.json = json;
        this.field = field.getBytes(StandardCharsets.UTF_8);
        this.text = new Base64Text(field, out);
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
            if (see(next)) {
                divert();
            }
        }
        return written;
    }

    /** Whether what was led away may not be all that the body has under this name. */
    boolean isRepeated() {
        return named > 1;
    }

    /** Whether a text was led away. */
    boolean hasTapped() {
        return tapped;
    }

    /** Whether the text that begins with this quotation mark is the one to be led away. */
    private boolean see(int c) {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else if (c == '"') {
                inString = false;
                named += depth == 1 && !value && isField() ? 1 : 0;
                return false;
            }
            if (depth == 1 && !value && nameLength < LONGEST_NAME) {
                name[nameLength] = (byte) c;
            }
            nameLength++;
            return false;
        }
        switch (c) {
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            case ':' -> value |= depth == 1;
            case ',' -> value &= depth != 1;
            case '"' -> {
                if (depth == 1 && value && !tapped && isField()) {
                    return true;
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
        return false;
    }

    private boolean isField() {
        return nameLength == field.length
                && Arrays.equals(name, 0, nameLength, field, 0, field.length);
    }

    /** Up to the closing quotation mark, which stays for the parser. */
    private void divert() throws IOException {
        tapped = true;
        inString = true;
        for (int c = next(); c != END; c = next()) {
            if (c == '"') {
                at--;
                text.end();
                return;
            }
            text.accept(c == '\\' ? unescaped() : (char) c);
        }
    }

    private char unescaped() throws IOException {
        int c = next();
        return switch (c) {
            case 'n', 'r', 't', 'b', 'f' -> ' ';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    code = code << 4 | Math.max(0, Character.digit(next(), 16));
                }
                yield (char) code;
            }
            case END -> ' ';
            default -> (char) c;
        };
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
