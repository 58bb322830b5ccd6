package dev.likeness.imx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A part of a file as a stream. Reads by position, so that slices of one channel do not disturb each other. */
final class ChannelSlice extends InputStream {

    private final FileChannel channel;
    private final long end;
    private long position;

    ChannelSlice(FileChannel channel, long offset, long size) {
        this.channel = channel;
        this.position = offset;
        this.end = offset + size;
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
        if (position >= end) {
            return -1;
        }
        int n = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
        if (n < 0) {
            throw new ImxException("truncated: the file became shorter while it was read");
        }
        position += n;
        return n;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, end - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(end - position, Integer.MAX_VALUE);
    }
}
