package dev.likeness.imx;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from any place: a file on the disk, or an object far away. */
public interface ImxSource extends Closeable {

    /** In bytes; the same as long as it is open. */
    long size() throws IOException;

    /** A part as a stream, closed by the caller. The part always lies inside. */
    InputStream open(long offset, long length) throws IOException;

    /** Nothing to close, unless the source says otherwise. */
    @Override
    default void close() throws IOException {
        // Each stream is closed by who opened it.
    }
}
