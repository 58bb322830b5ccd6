package dev.likeness.imx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** A file on the disk. */
record ChannelSource(FileChannel channel) implements ImxSource {

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public InputStream open(long offset, long length) {
        return new ChannelSlice(channel, offset, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
