package dev.likeness.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    /** Some forty seconds of speech. */
    private static final int BEHIND_BYTES = 2 << 20;

    private final WebSocketSession session;
    private final JsonMapper json;
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
