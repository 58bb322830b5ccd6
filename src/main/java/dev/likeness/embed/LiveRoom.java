package dev.likeness.embed;

import dev.likeness.embed.SocketWire.Told;
import dev.likeness.room.RoomEar;
import dev.likeness.room.RoomMessage;
import dev.likeness.runtime.Transcripts;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A room as this node holds it. Whoever changes who is in it holds its monitor. */
final class LiveRoom implements RoomEar {

    private final Transcripts transcripts;
    private final List<Participant> participants = new CopyOnWriteArrayList<>();
    /** Whoever came first: what it is metered by. */
    private final Visit first;
    private int opening;
    private volatile @Nullable String sessionId;
    private @Nullable Instant emptySince;
    private @Nullable Instant beatenAt;
    private boolean closed;
    private final AtomicBoolean told = new AtomicBoolean();

    LiveRoom(Visit first, Transcripts transcripts) {
        this.first = first;
        this.transcripts = transcripts;
    }

    Visit first() {
        return first;
    }

    List<Participant> participants() {
        return participants;
    }

    int opening() {
        return opening;
    }

    void opened(int times) {
        opening = times;
    }

    boolean isOpen() {
        return opening > 0;
    }

    @Nullable
    String sessionId() {
        return sessionId;
    }

    void metered(String session, Instant now) {
        sessionId = session;
        beatenAt = now;
    }

    @Nullable
    Instant beatenAt() {
        return beatenAt;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    void enter(Participant participant) {
        // Who comes back before the old connection was seen to be dead replaces it.
        participants.stream().filter(one -> one.name.equals(participant.name)).toList().forEach(old -> {
            participants.remove(old);
            old.end();
        });
        participants.add(participant);
        emptySince = null;
    }

    void leave(Participant participant, Instant now) {
        participant.end();
        participants.remove(participant);
        if (participants.isEmpty() && emptySince == null) {
            emptySince = now;
        }
    }

    @Nullable
    Instant emptySince() {
        return emptySince;
    }

    /** True the first time it is asked. */
    boolean toldFirst() {
        return told.compareAndSet(false, true);
    }

    @Override
    public void hear(RoomMessage message) {
        participants.forEach(participant -> participant.hear(message));
        String session = sessionId;
        if (message.kind() == RoomMessage.Kind.SPEAK && session != null) {
            Thread.startVirtualThread(() -> transcripts.said(first.account(), session, message.id(), "assistant",
                    message.body()));
        }
    }

    /** To everybody in it on this node. */
    void tell(Told what) {
        participants.forEach(participant -> participant.line.tell(what));
    }
}
