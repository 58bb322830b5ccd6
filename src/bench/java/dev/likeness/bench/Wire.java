package dev.likeness.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One keep-alive connection and just enough of HTTP/1.1 to know where an answer ends. It costs far less than a client
 * library: what the generator burns is missing in the server.
 */
final class Wire implements Closeable {

    /** @param body as sent, chunks and all */
    record Answer(int status, String body) {
    }

    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] LENGTH = ascii("\r\nContent-Length: ");
    private static final byte[] CHUNKED = ascii("\r\nTransfer-Encoding: chunked");
    private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");
    private static final byte[] CLOSE = ascii("\r\nConnection: close");

    final SocketChannel channel;
    /** What the load generator has sent here, and when. */
    int task;
    long sentAt;
    private final byte[] bytes = new byte[1 << 16];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private int head;

    Wire(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    void send(byte[] request) throws IOException {
        in.clear();
        head = -1;
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Reads once; whether the answer is whole. */
    boolean receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server hung up");
        }
        if (head < 0) {
            int end = find(END_OF_HEAD, 0, in.position());
            if (end < 0) {
                return false;
            }
            head = end + 4;
        }
        int length = find(LENGTH, 0, head);
        if (length >= 0) {
            int size = 0;
            for (int i = length + LENGTH.length; bytes[i] != '\r'; i++) {
                size = size * 10 + bytes[i] - '0';
            }
            return in.position() >= head + size;
        }
        if (find(CHUNKED, 0, head) < 0) {
            throw new IOException("an answer without length: " + body());
        }
        int from = in.position() - LAST_CHUNK.length;
        return from >= head - 2 && find(LAST_CHUNK, from, in.position()) >= 0;
    }

    int status() {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    boolean closes() {
        return find(CLOSE, 0, head) >= 0;
    }

    boolean holds(byte[] text) {
        return find(text, head, in.position()) >= 0;
    }

    String body() {
        return new String(bytes, Math.max(0, head), in.position() - Math.max(0, head), StandardCharsets.UTF_8);
    }

    /** Sends and waits. */
    Answer call(byte[] request) throws IOException {
        send(request);
        while (!receive()) {
            Thread.onSpinWait();
        }
        return new Answer(status(), body());
    }

    private int find(byte[] text, int from, int to) {
        byte first = text[0];
        for (int i = Math.max(0, from); i <= to - text.length; i++) {
            if (bytes[i] == first && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
