package dev.likeness.embed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of a room's WebSocket. What a speech is made of is {@code speech}'s. */
final class SocketWire {

    private SocketWire() {
    }

    /**
     * The first message.
     *
     * @param participant under which the visitor may come back
     * @param listens whether it wants the visitor's voice
     * @param gestures URLs of clips, by action
     */
    record Hello(String type, String participant, String roomId, String sessionId, Who agent, String model,
            Avatar avatar, boolean listens, boolean captions, Map<String, String> gestures) {
    }

    record Who(String code, String name) {
    }

    /** @param url from the page's origin */
    record Avatar(String kind, String url, String sha256) {
    }

    /** Anything else: those of its members that belong to its type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(String type, @Nullable String id, @Nullable String role, @Nullable String text,
            @Nullable String action, @Nullable String reason, @Nullable String message, @Nullable Long at) {

        static Told turn(String id, String role, String text) {
            return new Told("turn", id, role, text, null, null, null, null);
        }

        static Told notice(String id, String text) {
            return new Told("notice", id, null, text, null, null, null, null);
        }

        static Told gesture(String id, String action) {
            return new Told("gesture", id, null, null, action, null, null, null);
        }

        static Told clear(String id) {
            return new Told("clear", id, null, null, null, null, null, null);
        }

        static Told end(String reason, String message) {
            return new Told("end", null, null, null, null, reason, message, null);
        }

        static Told pong(long at) {
            return new Told("pong", null, null, null, null, null, null, at);
        }
    }
}
