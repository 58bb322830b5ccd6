package dev.likeness.storage.s3;

import dev.likeness.storage.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A part of an S3 object as a stream. A connection that breaks in the middle is opened again where it broke, as long
 * as the object is still the same; the reader gets every byte or an exception, never a short answer.
 */
final class S3Download extends InputStream {

    private static final int TRIES = 4;

    private final Reopen reopen;
    private final String etag;
    private ResponseInputStream<GetObjectResponse> now;
    private long position;
    private long left;
    /** Breaks since the last byte came. */
    private int breaks;

    /** Asks for {@code length} bytes at {@code offset} of the version {@code etag} names. */
    interface Reopen {
        ResponseInputStream<GetObjectResponse> at(long offset, long length, String etag);
    }

    S3Download(ResponseInputStream<GetObjectResponse> first, long offset, long length, Reopen reopen) {
        this.now = first;
        this.etag = first.response().eTag();
        this.position = offset;
        this.left = length;
        this.reopen = reopen;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (left > 0) {
            try {
                int n = now.read(bytes, offset, (int) Math.min(length, left));
                if (n > 0) {
                    position += n;
                    left -= n;
                    breaks = 0;
                    return n;
                }
                again(new EOFException(left + " bytes are missing at the end of an S3 answer"));
            } catch (IOException e) {
                again(e);
            }
        }
        return -1;
    }

    private void again(IOException failure) throws IOException {
        now.abort();
        if (++breaks >= TRIES) {
            throw new IOException(failure.getMessage(),
                    new StoreUnavailableException("The object store broke off in the middle of an answer", failure));
        }
        try {
            now = reopen.at(position, left, etag);
        } catch (UncheckedIOException e) {
            e.addSuppressed(failure);
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, now.available());
    }

    /** What was not asked for is not waited for. */
    @Override
    public void close() throws IOException {
        if (left > 0) {
            now.abort();
        } else {
            now.close();
        }
    }
}
