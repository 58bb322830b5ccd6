package dev.likeness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line between a browser and a server that can be cut. */
final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final Set<Socket> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    Relay(int server) throws IOException {
        this.server = server;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    String origin() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** Cuts what is open; nothing comes through before it is {@link #mend mended}. */
    void cut() throws IOException {
        down = true;
        for (Socket line : lines) {
            line.close();
        }
    }

    /** The server takes what is open for cut, and can still be heard. */
    void cutOneWay() throws IOException {
        down = true;
        for (Socket line : lines) {
            if (line.getPort() == server) {
                line.shutdownOutput();
            }
        }
    }

    void mend() {
        down = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket browser = door.accept();
                if (down) {
                    browser.close();
                    continue;
                }
                Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
                lines.add(browser);
                lines.add(there);
                Thread.startVirtualThread(() -> pipe(browser, there));
                Thread.startVirtualThread(() -> pipe(there, browser));
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pipe(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut, or one side has gone.
        } finally {
            lines.remove(from);
            lines.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
