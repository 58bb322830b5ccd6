package dev.likeness.imx;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A stream that is opened when it is first read. */
final class LateStream extends InputStream {

    private final ImxWriter.Source source;
    private @Nullable InputStream opened;

    LateStream(ImxWriter.Source source) {
        this.source = source;
    }

    private InputStream stream() throws IOException {
        InputStream now = opened;
        if (now == null) {
            now = source.open();
            opened = now;
        }
        return now;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return stream().read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}
