package dev.likeness.web.body.stream;

import dev.likeness.web.error.Refusals;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a body begins, which tells more than its label: curl calls everything a form.
 *
 * @param first the first byte that is not blank; -1 when there is none
 * @param charset of a text that begins with a mark, or is of two or four bytes a sign; null when nothing tells it
 */
public record Opening(int first, @Nullable Charset charset) {

    /** The most that is read ahead. */
    public static final int LENGTH = 4;

    /** Nobody sends so many; compressed they cost their sender nothing, and they are looked at one by one. */
    private static final int MOST_BLANKS = 65_536;

    /** Takes blanks and the mark, and leaves what follows. */
    public static Opening of(PushbackInputStream body) throws IOException {
        int next = body.read();
        for (int blanks = 0; next == ' ' || next == '\t' || next == '\r' || next == '\n'; next = body.read()) {
            if (++blanks > MOST_BLANKS) {
                throw Refusals.tooLarge();
            }
        }
        if (next < 0) {
            return new Opening(-1, null);
        }
        body.unread(next);
        byte[] head = body.readNBytes(LENGTH);
        Charset charset = null;
        int mark = 0;
        if (begins(head, 0xef, 0xbb, 0xbf)) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (begins(head, 0xff, 0xfe, 0, 0) || begins(head, 0, 0, 0xfe, 0xff)) {
            charset = head[0] == 0 ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_32LE;
            mark = 4;
        } else if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) {
            charset = begins(head, 0xff) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            mark = 2;
        } else if (head.length == LENGTH && (head[0] == 0 || head[1] == 0)) {
            charset = head[0] == 0
                    ? head[1] == 0 ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_16BE
                    : head[2] == 0 ? StandardCharsets.UTF_32LE : StandardCharsets.UTF_16LE;
        }
        body.unread(head, mark, head.length - mark);
        return new Opening(next, charset);
    }

    private static boolean begins(byte[] head, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i == head.length || (head[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    public boolean isNothing() {
        return first < 0;
    }

    /** Whether a field of a form may begin so. */
    public boolean isName() {
        return first == '_' || first < 0x80 && Character.isLetterOrDigit(first);
    }

    /** Whether it is no form, whatever it is called. */
    public boolean isJson() {
        return charset != null || first == '{' || first == '[' || first == '"';
    }
}
