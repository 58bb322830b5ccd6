package dev.likeness.web.body.stream;

import dev.likeness.web.error.Refusals;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body from the network: that it does not come whole is told apart from what is wrong with what it says. */
public final class Delivery extends FilterInputStream {

    public Delivery(InputStream network) {
        super(network);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            throw Refusals.notWhole(e);
        }
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        try {
            return in.read(buffer, from, length);
        } catch (IOException e) {
            throw Refusals.notWhole(e);
        }
    }
}
