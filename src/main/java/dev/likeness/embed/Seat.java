package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.embed.SocketWire.Told;
import dev.likeness.embed.mind.Speaks;
import java.util.UUID;

/** Somebody who is in. */
record Seat(LiveRoom room, Participant participant) implements Speaks {

    @Override
    public Agent agent() {
        return participant.visit.agent();
    }

    @Override
    public String roomId() {
        return participant.visit.roomId();
    }

    @Override
    public boolean hearsSpeech() {
        return !participant.unheard().isEmpty();
    }

    @Override
    public void bargedIn() {
        interrupt();
    }

    /** The visitor wants to hear no more of it. */
    void interrupt() {
        if (!participant.isGone()) {
            room.conversation().interrupt();
        }
    }

    @Override
    public void said(String text) {
        said(UUID.randomUUID().toString(), text);
    }

    /** @param line the id that the page has given it */
    void said(String line, String text) {
        if (participant.isGone()) {
            return;
        }
        if (participant.turn()) {
            room.conversation().turn(line, text, participant.visit.endUserId());
        } else {
            notice("That was a lot at once. Please wait a moment.");
        }
    }

    @Override
    public void notice(String text) {
        participant.line.soon(Told.notice(UUID.randomUUID().toString(), text));
    }
}
