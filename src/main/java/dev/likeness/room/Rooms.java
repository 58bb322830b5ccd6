package dev.likeness.room;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The live rooms of agents, wherever they are held. */
public interface Rooms {

    /** The open rooms of an agent, oldest first. */
    List<RoomInfo> open(UUID account, String agentCode);

    /**
     * Sends a message to all open rooms of an agent, or to one. At least once to each, with the message's id; a room that
     * is gone by then fails no other.
     *
     * @param roomId null for all of them
     */
    Delivery deliver(UUID account, String agentCode, @Nullable String roomId, RoomMessage message);
}
