package dev.likeness.embed;

import dev.likeness.embed.SocketWire.Told;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import tools.jackson.databind.json.JsonMapper;

/** The connection to one visitor, for any thread. Who takes too long to take what is sent is cut off, and may come back. */
final class Line {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int PATIENCE_MILLIS = 10_000;
    /** What is not serialised here, pings and pongs, may wait behind a sentence. */
    private static final int BEHIND_BYTES = 2 << 20;

    private final WebSocketSession session;
    private final JsonMapper json;
    /** Held while something is sent whose order matters. */
    private final ReentrantLock sending = new ReentrantLock();
    private final Queue<Object> urgent = new ConcurrentLinkedQueue<>();
    private volatile boolean begun;
    private volatile long heardAt = System.nanoTime();

    Line(WebSocketSession session, JsonMapper json) {
        this.session = new ConcurrentWebSocketSessionDecorator(session, PATIENCE_MILLIS, BEHIND_BYTES);
        this.json = json;
    }

    void tell(Object message) {
        send(new TextMessage(json.writeValueAsString(message)));
    }

    void tell(byte[] frame) {
        send(new BinaryMessage(ByteBuffer.wrap(frame)));
    }

    /** Tells it without waiting, behind what was told so before, and before anything that is {@link #send sent} from now on. */
    void soon(Object message) {
        urgent.add(message);
        if (begun) {
            Thread.startVirtualThread(this::flush);
        }
    }

    /** The visitor was greeted: what is to be told soon is told from now on. */
    void begin() {
        begun = true;
        flush();
    }

    private void flush() {
        send(() -> false, () -> {
        });
    }

    /** Does something when all that was to be told soon is told; false where it is not wanted by then. */
    boolean send(BooleanSupplier wanted, Runnable what) {
        sending.lock();
        try {
            for (Object next = urgent.poll(); next != null; next = urgent.poll()) {
                tell(next);
            }
            boolean sent = wanted.getAsBoolean();
            if (sent) {
                what.run();
            }
            return sent;
        } finally {
            sending.unlock();
        }
    }

    void ping() {
        send(new PingMessage());
    }

    /** Something came from there. */
    void heard() {
        heardAt = System.nanoTime();
    }

    long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    /** For whom there is no session. Why is the owner's to know. */
    void dismiss(Visit visit) {
        tell(Told.end("unavailable", visit.agent().name() + " is not available at the moment."));
        close(CloseStatus.NORMAL);
    }

    void close(CloseStatus why) {
        try {
            session.close(why);
        } catch (IOException | RuntimeException e) {
            LOG.debug("A visitor's line was gone before it was closed", e);
        }
    }

    private void send(WebSocketMessage<?> message) {
        try {
            if (session.isOpen()) {
                session.sendMessage(message);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A visitor's line is gone", e);
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }
}
