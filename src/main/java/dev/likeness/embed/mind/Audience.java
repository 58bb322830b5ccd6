package dev.likeness.embed.mind;

import dev.likeness.agent.Agent;
import dev.likeness.room.RoomMessage;
import dev.likeness.runtime.Transcripts;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The room in which a conversation is held, as far as it knows it. */
public interface Audience {

    Agent agent();

    String roomId();

    /** To everybody in the room, on all nodes. */
    void deliver(RoomMessage message);

    /** To everybody in it on this node. */
    void notice(String text);

    /** What was heard here of the messages that are said just now, or wait to be: the messages' ids, and their texts. */
    Map<UUID, String> unheard();

    /** What was said in its session before this node knew of it, oldest first. */
    List<Transcripts.Line> before();

    /** @param role {@code user} or {@code assistant} */
    void keep(UUID id, String role, String text);

    /** Keeps less than was thought of what the agent has said; nothing where the text is empty. */
    void correct(UUID id, String text);
}
