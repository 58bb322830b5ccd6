package dev.likeness.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that fails on demand, between a client and a server on this machine. */
final class FaultyLink implements Closeable {

    enum Fault {
        /** Answers 503 without asking the server. */
        UNAVAILABLE,
        /** Passes a part of the answer on, then cuts the connection. */
        CUT,
        /** Takes the request and says nothing. */
        SILENCE,
        /** Closes at once. */
        REFUSE
    }

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final AtomicInteger faults = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    private volatile Fault fault = Fault.REFUSE;
    private volatile int cutAfter;

    FaultyLink(int server) throws IOException {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The next {@code times} connections fail. */
    void fail(Fault how, int times) {
        fail(how, times, 0);
    }

    void fail(Fault how, int times, int after) {
        fault = how;
        cutAfter = after;
        faults.set(times);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                boolean faulty = faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                Thread.ofVirtual().start(() -> serve(client, faulty));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client, boolean faulty) {
        try (client) {
            if (faulty && fault != Fault.CUT) {
                fail(client);
                return;
            }
            try (Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
                Thread up = Thread.ofVirtual().start(() -> pump(client, to, Integer.MAX_VALUE));
                pump(to, client, faulty ? cutAfter : Integer.MAX_VALUE);
                client.close();
                up.join();
            }
        } catch (IOException _) {
            // One side hung up.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Socket client) throws IOException {
        switch (fault) {
            case UNAVAILABLE -> {
                client.getInputStream().read(new byte[65_536]);
                client.getOutputStream().write(("HTTP/1.1 503 Slow Down\r\nConnection: close\r\n"
                        + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            case SILENCE -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
            default -> client.setSoLinger(true, 0);
        }
    }

    private static void pump(Socket from, Socket to, int most) {
        byte[] buffer = new byte[8192];
        int left = most;
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, Math.min(n, left));
                left -= Math.min(n, left);
            }
            if (left > 0) {
                to.shutdownOutput();
            }
        } catch (IOException _) {
            // The other side hung up.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
