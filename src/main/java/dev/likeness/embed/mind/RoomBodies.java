package dev.likeness.embed.mind;

import dev.likeness.room.RoomMessage;
import dev.likeness.room.RoomMessage.Kind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** What conversations send into their rooms, as it stands in a message's body: JSON. */
public final class RoomBodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RoomBodies() {
    }

    /**
     * A visitor's turn; the message's id is the turn's.
     *
     * @param line the id that the visitor's page has given it
     */
    public record Turn(String line, String text) {

        public static Turn of(RoomMessage message) {
            return JSON.readValue(message.body(), Turn.class);
        }

        RoomMessage message(UUID id) {
            return new RoomMessage(id, Kind.TURN, JSON.writeValueAsString(this));
        }
    }

    /**
     * A sentence of an answer.
     *
     * @param number from 0
     */
    public record Part(UUID answer, int number, String text) {

        public static Part of(RoomMessage message) {
            return JSON.readValue(message.body(), Part.class);
        }

        RoomMessage message(UUID id) {
            return new RoomMessage(id, Kind.ANSWER, JSON.writeValueAsString(this));
        }
    }

    /**
     * Everything that was being said is broken off.
     *
     * @param answers of which nothing more is said, whenever it comes
     * @param said what was heard of the messages that were not heard to their end
     */
    public record Broken(List<UUID> answers, Map<UUID, String> said) {

        public static Broken of(RoomMessage message) {
            return JSON.readValue(message.body(), Broken.class);
        }

        RoomMessage message(UUID id) {
            return new RoomMessage(id, Kind.CLEAR, JSON.writeValueAsString(this));
        }
    }

    /** The answer to a turn, which every node knows before it is given. */
    public static UUID answer(UUID turn) {
        return new UUID(turn.getMostSignificantBits(), turn.getLeastSignificantBits() ^ 1);
    }
}
