package dev.likeness.web.body.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of any encoding, in UTF-8. What is none of that encoding ends it: nobody means the signs that would stand for it. */
public final class Recoded extends InputStream {

    private final Reader text;
    private final char[] chars = new char[4096];
    private int kept;
    private byte[] bytes = new byte[0];
    private int at;

    public Recoded(InputStream in, Charset charset) {
        text = new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, from, given);
        at += given;
        return given;
    }

    private boolean fill() throws IOException {
        while (at == bytes.length) {
            int read = text.read(chars, kept, chars.length - kept);
            if (read < 0) {
                return false;
            }
            int there = kept + read;
            // The first half of a pair waits for the second.
            kept = Character.isHighSurrogate(chars[there - 1]) ? 1 : 0;
            bytes = new String(chars, 0, there - kept).getBytes(StandardCharsets.UTF_8);
            at = 0;
            chars[0] = kept == 1 ? chars[there - 1] : chars[0];
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
