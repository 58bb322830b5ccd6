package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.embed.SocketWire.Told;
import dev.likeness.embed.mind.Audience;
import dev.likeness.embed.mind.Conversation;
import dev.likeness.embed.mind.Keywords;
import dev.likeness.embed.mind.Minds;
import dev.likeness.embed.mind.RoomBodies.Part;
import dev.likeness.embed.mind.RoomBodies.Turn;
import dev.likeness.room.RoomEar;
import dev.likeness.room.RoomMessage;
import dev.likeness.room.RoomMessage.Kind;
import dev.likeness.room.Rooms;
import dev.likeness.runtime.Transcripts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;

/** A room as this node holds it. Whoever changes who is in it holds its monitor. */
final class LiveRoom implements RoomEar, Audience {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoom.class);
    /** As contracted: so long after the last visitor it ends. */
    private static final Duration EMPTY = Duration.ofSeconds(30);
    private static final String ASSISTANT = "assistant";
    private static final CloseStatus ELSEWHERE = CloseStatus.NORMAL.withReason("Goes on over another connection");

    private final With with;
    private final Conversation conversation;
    private final List<Participant> participants = new CopyOnWriteArrayList<>();
    /** Whoever came first: what it is metered by. */
    private final Visit first;
    private int opening;
    private volatile @Nullable String sessionId;
    /** Written under the monitor, read by whoever looks which rooms are due. */
    private volatile @Nullable Instant emptySince;
    private volatile @Nullable Instant beatenAt;
    private boolean closed;
    private final AtomicBoolean lookedAfter = new AtomicBoolean();

    /** What all rooms have. */
    record With(Rooms rooms, Transcripts transcripts, Keywords keywords, Minds minds) {
    }

    LiveRoom(Visit first, With with) {
        this.first = first;
        this.with = with;
        this.conversation = with.minds.conversation(this);
    }

    Visit first() {
        return first;
    }

    Conversation conversation() {
        return conversation;
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

    /** Whether nobody has come back in time. */
    boolean isOver(Instant now) {
        Instant empty = emptySince;
        return empty != null && !now.isBefore(empty.plus(EMPTY));
    }

    /** True for whoever looks after it now; {@link #lookedAfter} ends it. */
    boolean lookAfter() {
        return lookedAfter.compareAndSet(false, true);
    }

    void lookedAfter() {
        lookedAfter.set(false);
    }

    void close() {
        closed = true;
        conversation.end();
    }

    void enter(Participant participant) {
        // Who comes back before the old connection was seen to be dead replaces it.
        participants.stream().filter(one -> one.name.equals(participant.name)).toList().forEach(old -> {
            participants.remove(old);
            old.end();
            Thread.startVirtualThread(() -> old.line.close(ELSEWHERE));
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

    /** Participants first: what they have not heard yet is known when the conversation knows of it. */
    @Override
    public void hear(RoomMessage message) {
        participants.forEach(participant -> participant.hear(message));
        conversation.hear(message);
        if (message.kind() == Kind.SPEAK) {
            Thread.startVirtualThread(() -> keep(message.id(), ASSISTANT, message.body()));
        }
        switch (message.kind()) {
            case SPEAK -> fire(message.id(), message.body());
            case TURN -> fire(message.id(), Turn.of(message).text());
            case ANSWER -> fire(Part.of(message).answer(), Part.of(message).text());
            case ADD_CONTEXT, GESTURE, CLEAR -> {
            }
        }
    }

    /** The gesture of a keyword that was said, each once in a turn however often it is heard. */
    private void fire(UUID turn, String text) {
        Thread.startVirtualThread(() -> {
            try {
                with.keywords.fired(agent(), text).ifPresent(action -> {
                    UUID id = UUID.nameUUIDFromBytes((turn + " " + action).getBytes(StandardCharsets.UTF_8));
                    RoomMessage gesture = new RoomMessage(id, Kind.GESTURE, action);
                    participants.forEach(participant -> participant.hear(gesture));
                });
            } catch (RuntimeException e) {
                LOG.warn("What was said fires no gesture: {}", e.getMessage());
            }
        });
    }

    /** To everybody in it on this node. */
    void tell(Told what) {
        participants.forEach(participant -> participant.line.soon(what));
    }

    @Override
    public Agent agent() {
        return first.agent();
    }

    @Override
    public String roomId() {
        return first.roomId();
    }

    @Override
    public void deliver(RoomMessage message) {
        with.rooms.deliver(first.account(), agent().code(), roomId(), message);
    }

    @Override
    public void notice(String text) {
        tell(Told.notice(UUID.randomUUID().toString(), text));
    }

    /** Of each message what was heard by whoever has heard most of it. */
    @Override
    public Map<UUID, String> unheard() {
        Map<UUID, String> unheard = new HashMap<>();
        participants.forEach(participant -> participant.unheard().forEach(
                (id, heard) -> unheard.merge(id, heard, (a, b) -> a.length() < b.length() ? b : a)));
        unheard.keySet().removeIf(id -> participants.stream().anyMatch(participant -> participant.hasHeard(id)));
        return unheard;
    }

    @Override
    public List<Transcripts.Line> before() {
        String session = sessionId;
        return session == null ? List.of() : with.transcripts.of(first.account(), session);
    }

    /** A conversation goes on where it cannot be kept. */
    @Override
    public void keep(UUID id, String role, String text) {
        String session = sessionId;
        try {
            if (session != null) {
                with.transcripts.said(first.account(), session, id, role, text);
            }
        } catch (RuntimeException e) {
            LOG.warn("What was said is missing in a transcript: {}", e.getMessage());
        }
    }

    @Override
    public void correct(UUID id, String text) {
        String session = sessionId;
        try {
            if (session != null) {
                with.transcripts.corrected(first.account(), session, id, ASSISTANT, text);
            }
        } catch (RuntimeException e) {
            LOG.warn("A transcript has more than was said: {}", e.getMessage());
        }
    }
}
