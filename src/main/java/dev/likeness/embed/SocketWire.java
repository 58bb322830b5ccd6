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
     * @param recognizes whether the page may let the browser write down what they say
     * @param gestures URLs of clips, by action
     */
    record Hello(String type, String participant, String roomId, String sessionId, Who agent, String model,
            Avatar avatar, boolean listens, boolean recognizes, boolean captions, Map<String, String> gestures) {
    }

    record Who(String code, String name) {
    }

    /** @param url from the page's origin */
    record Avatar(String kind, String url, String sha256) {
    }

    /**
     * Anything else: those of its members that belong to its type.
     *
     * @param seq of a turn that comes by parts
     * @param said texts of turns of which only that was heard, by their ids
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(String type, @Nullable String id, @Nullable Integer seq, @Nullable String role,
            @Nullable String text, @Nullable String action, @Nullable String url, @Nullable String reason,
            @Nullable String message,
            @Nullable Map<String, String> said, @Nullable Long at) {

        static Told turn(String id, int seq, String role, String text) {
            return new Told("turn", id, seq, role, text, null, null, null, null, null, null);
        }

        static Told notice(String id, String text) {
            return new Told("notice", id, null, null, text, null, null, null, null, null, null);
        }

        static Told gesture(String id, String action, @Nullable String url) {
            return new Told("gesture", id, null, null, null, action, url, null, null, null, null);
        }

        static Told clear(String id, Map<String, String> said) {
            return new Told("clear", id, null, null, null, null, null, null, null, said, null);
        }

        static Told end(String reason, String message) {
            return new Told("end", null, null, null, null, null, null, reason, message, null, null);
        }

        static Told pong(long at) {
            return new Told("pong", null, null, null, null, null, null, null, null, null, at);
        }
    }
}
