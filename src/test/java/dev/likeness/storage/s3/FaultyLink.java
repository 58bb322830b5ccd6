package dev.likeness.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A network that fails on demand, between a client and a server on this machine. */
final class FaultyLink implements Closeable {

    enum Fault {
        /** Answers 503 without asking the server. */
        UNAVAILABLE,
        /** Answers as a service does that refuses for a reason, see {@link #refuse}. */
        REFUSED,
        /** Passes a part of the answer on, then cuts the connection. */
        CUT,
        /** Cuts one connection so and refuses all others. */
        CUT_AND_REFUSE,
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
    private volatile String refusal = "";
    private volatile int cutAfter;
    private final AtomicBoolean fresh = new AtomicBoolean();
    private final AtomicReference<String> unanswered = new AtomicReference<>("");

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
        fresh.set(true);
        faults.set(times);
    }

    /** The next connections are told so, with the reason in the body where an answer may have one. */
    void refuse(int status, String code, int times) {
        refusal = status + " " + code;
        fail(Fault.REFUSED, times);
    }

    /** The next request that has this text in its head arrives and is done, and its answer never comes. */
    void loseAnswerTo(String request) {
        unanswered.set(request);
    }

    /** Whether no such request has come yet. */
    boolean isWaiting() {
        return !unanswered.get().isEmpty();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                boolean faulty = faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                Fault how = fault != Fault.CUT_AND_REFUSE
                        ? fault
                        : fresh.getAndSet(false) ? Fault.CUT : Fault.REFUSE;
                Thread.ofVirtual().start(() -> serve(client, faulty, how));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client, boolean faulty, Fault how) {
        try (client) {
            if (faulty && how != Fault.CUT) {
                fail(client, how);
                return;
            }
            try (Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
                AtomicBoolean silent = new AtomicBoolean();
                Thread up = Thread.ofVirtual().start(() -> pump(client, to, Integer.MAX_VALUE, bytes -> {
                    String lost = unanswered.get();
                    if (!lost.isEmpty() && bytes.contains(lost)) {
                        unanswered.set("");
                        silent.set(true);
                    }
                    return false;
                }));
                pump(to, client, faulty ? cutAfter : Integer.MAX_VALUE, _ -> silent.get());
                client.close();
                up.join();
            }
        } catch (IOException _) {
            // One side hung up.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Socket client, Fault how) throws IOException {
        switch (how) {
            case UNAVAILABLE -> {
                client.getInputStream().read(new byte[65_536]);
                client.getOutputStream().write(("HTTP/1.1 503 Slow Down\r\nConnection: close\r\n"
                        + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            case REFUSED -> {
                byte[] asked = new byte[65_536];
                int n = client.getInputStream().read(asked);
                String body = new String(asked, 0, Math.max(0, n), StandardCharsets.ISO_8859_1).startsWith("HEAD ")
                        ? ""
                        : "<Error><Code>" + refusal.substring(4) + "</Code></Error>";
                client.getOutputStream().write(("HTTP/1.1 " + refusal.substring(0, 3)
                        + " No\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            case SILENCE -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
            default -> client.setSoLinger(true, 0);
        }
    }

    /** @param end whether these bytes are not passed on, and none after them */
    private static void pump(Socket from, Socket to, int most, Predicate<String> end) {
        byte[] buffer = new byte[8192];
        int left = most;
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
                if (end.test(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))) {
                    return;
                }
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
