package dev.likeness.embed;

import dev.likeness.common.ApiException;
import dev.likeness.dynamics.AgentGestures;
import dev.likeness.embed.SocketWire.Told;
import dev.likeness.embed.mind.Listener;
import dev.likeness.embed.mind.Listeners;
import dev.likeness.embed.mind.Minds;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes over visitors' lines, and what they are told first. */
@Component
class VisitorLines extends AbstractWebSocketHandler {

    private static final Logger LOG = LoggerFactory.getLogger(VisitorLines.class);
    private static final String LINE = Line.class.getName();
    private static final String SEAT = Seat.class.getName();
    private static final String LISTENER = Listener.class.getName();
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LARGEST_TEXT = 16 << 10;
    private static final int LARGEST_SOUND = 32 << 10;
    private static final int LONGEST_TURN = 2_000;
    private static final int LONGEST_ID = 64;

    private final LiveRooms rooms;
    private final Listeners listeners;
    private final Minds minds;
    private final AgentGestures gestures;
    private final JsonMapper json;

    VisitorLines(LiveRooms rooms, Listeners listeners, Minds minds, AgentGestures gestures, JsonMapper json) {
        this.rooms = rooms;
        this.listeners = listeners;
        this.minds = minds;
        this.gestures = gestures;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(LARGEST_TEXT);
        session.setBinaryMessageSizeLimit(LARGEST_SOUND);
        Visit visit = RoomSocket.visit(session.getAttributes());
        Line line = new Line(session, json);
        session.getAttributes().put(LINE, line);
        if (!rooms.isRunning()) {
            // It stops, or has not begun: a room that is opened now would be left behind.
            line.close(CloseStatus.SERVICE_RESTARTED);
            return;
        }
        try {
            Seat seat = rooms.enter(visit, line);
            session.getAttributes().put(SEAT, seat);
            boolean listens = listeners.listen(visit.account(), visit.agent().code());
            if (listens) {
                session.getAttributes().put(LISTENER, listeners.listener(seat));
            }
            line.tell(hello(visit, seat, listens));
            rooms.begin(seat, visit);
        } catch (ApiException refused) {
            LOG.info("A visitor of {} was turned away: {}", visit.agent().code(), refused.message());
            line.dismiss(visit);
        }
    }

    private SocketWire.Hello hello(Visit visit, Seat seat, boolean listens) {
        return new SocketWire.Hello("hello", seat.participant().name, visit.roomId(),
                Objects.requireNonNull(seat.room().sessionId()),
                new SocketWire.Who(visit.agent().code(), visit.agent().name()), visit.model().slug(),
                avatar(visit, seat.participant().name),
                listens, minds.leavesListeningToBrowsers(visit.account(), visit.agent().code()), true,
                gestures.of(visit.account(), visit.agent().code()).films());
    }

    /** With the name that opens it as long as the room is there: a token runs out amid a long visit. */
    private static SocketWire.Avatar avatar(Visit visit, String participant) {
        String token = visit.token();
        return new SocketWire.Avatar("imx", "/embed/" + visit.agent().code() + "/avatar.imx?model="
                + visit.model().slug() + "&participant=" + URLEncoder.encode(participant, StandardCharsets.UTF_8)
                + (token == null ? "" : "&token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)),
                visit.file().sha256());
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        Line line = line(session);
        Seat seat = (Seat) session.getAttributes().get(SEAT);
        if (line == null || seat == null) {
            return;
        }
        line.heard();
        JsonNode said;
        try {
            said = json.readTree(message.getPayload());
        } catch (JacksonException e) {
            line.close(CloseStatus.BAD_DATA);
            return;
        }
        switch (said.path("type").asString("")) {
            case "ping" -> line.tell(Told.pong(said.path("at").asLong(0)));
            case "say" -> say(seat, said.path("id").asString(""), said.path("text").asString("").strip());
            case "interrupt" -> seat.interrupt();
            case "playback" -> playback(seat, said.path("id").asString(""), said.path("state").asString(""));
            // What later pages may say.
            default -> LOG.trace("A visitor's page says {}", message.getPayload());
        }
    }

    /** Whether nothing in it is half a character, which no line could carry on. */
    private static boolean whole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void say(Seat seat, String id, String text) {
        if (!text.isEmpty() && whole(text) && whole(id) && text.length() <= LONGEST_TURN && !id.isEmpty()
                && id.length() <= LONGEST_ID
                && text.indexOf('\0') < 0) {
            seat.said(id, text);
        }
    }

    private static void playback(Seat seat, String id, String state) {
        if (state.equals("finished") && UUID_TEXT.matcher(id).matches()) {
            seat.participant().played(UUID.fromString(id));
        }
    }

    /** Sound where somebody listens, in whole samples; hello has said whether. */
    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        Line line = line(session);
        if (line == null) {
            return;
        }
        line.heard();
        if (session.getAttributes().get(LISTENER) instanceof Listener listener
                && message.getPayloadLength() % Short.BYTES == 0) {
            byte[] samples = new byte[message.getPayloadLength()];
            message.getPayload().get(samples);
            listener.sound(samples);
        } else {
            line.close(CloseStatus.NOT_ACCEPTABLE);
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        Line line = line(session);
        if (line != null) {
            line.heard();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        LOG.debug("A visitor's line broke", failure);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().get(LISTENER) instanceof Listener listener) {
            listener.close();
        }
        if (session.getAttributes().get(SEAT) instanceof Seat seat) {
            rooms.leave(seat);
        }
    }

    private static @Nullable Line line(WebSocketSession session) {
        return (Line) session.getAttributes().get(LINE);
    }
}
