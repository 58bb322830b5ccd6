package dev.likeness.web.body.stream;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A body compressed by gzip (RFC 1952), of one member, which is what clients send. The JDK's reader calls itself at the end of
 * each member: a body of many empty ones, twenty bytes each, would use up the stack.
 */
public final class Gunzip extends InflaterInputStream {

    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final CRC32 sum = new CRC32();
    private long size;
    private boolean ended;

    public Gunzip(InputStream body) throws IOException {
        super(body, new Inflater(true), 8192);
        try {
            header();
        } catch (ZipException | EOFException _) {
            inf.end();
            throw invalid();
        } catch (RuntimeException e) {
            // One that does not come to its end: nobody will close what was not made.
            inf.end();
            throw e;
        }
    }

    private void header() throws IOException {
        int first = in.read();
        if (first < 0) {
            // Nothing was sent, and so nothing compressed.
            ended = true;
            return;
        }
        if (first != 0x1f || next() != 0x8b || next() != 8) {
            throw new ZipException("not gzip");
        }
        int flags = next();
        skip(6);
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown flags");
        }
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_SUM) != 0) {
            skip(2);
        }
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // A name or a comment, which nobody reads.
        }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            int read = super.read(bytes, from, length);
            if (read >= 0) {
                sum.update(bytes, from, read);
                size += read;
                return read;
            }
            trailer();
            ended = true;
            return -1;
        } catch (ZipException | EOFException _) {
            throw invalid();
        }
    }

    private void trailer() throws IOException {
        int held = inf.getRemaining();
        long told = 0;
        for (int i = 0; i < 8; i++) {
            long one = held > 0 ? buf[len - held--] & 0xff : next();
            told |= one << 8 * i;
        }
        if (told != (sum.getValue() | size << 32) || held > 0 || in.read() >= 0) {
            throw new ZipException("damaged, or more than one member");
        }
    }

    private static ApiException invalid() {
        return new ApiException(CommonError.VALIDATION_ERROR,
                "Request body must be valid gzip, as Content-Encoding says");
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
