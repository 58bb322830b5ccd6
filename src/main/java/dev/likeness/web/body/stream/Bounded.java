package dev.likeness.web.body.stream;

import dev.likeness.web.error.Refusals;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a body of unknown length where the limit is. */
public final class Bounded extends FilterInputStream {

    private long left;

    public Bounded(InputStream body, long limit) {
        super(body);
        left = limit;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = in.read(buffer, from, length);
        count(read);
        return read;
    }

    private void count(int read) {
        left -= Math.max(0, read);
        if (left < 0) {
            throw Refusals.tooLarge();
        }
    }
}
