package dev.likeness.embed;

import dev.likeness.common.ApiException;
import dev.likeness.common.ClockMoved;
import dev.likeness.embed.mind.Keywords;
import dev.likeness.embed.mind.Minds;
import dev.likeness.embed.pass.Passes;
import dev.likeness.embed.speech.Sayings;
import dev.likeness.room.EmbeddedRooms;
import dev.likeness.room.RoomMessage;
import dev.likeness.runtime.RuntimeError;
import dev.likeness.runtime.Transcripts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/** The rooms that this node holds: who comes and goes, the session of each, and its end. */
@Component
class LiveRooms implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRooms.class);
    /** Three times a minute, so that visitors hear within that when their owner's credits or the session end. */
    private static final Duration BEAT = Duration.ofSeconds(20);
    private static final Duration PING = Duration.ofSeconds(20);
    private static final Duration SILENT = Duration.ofSeconds(65);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);
    private static final int MOST_PARTICIPANTS = 50;

    private final EmbeddedRooms rooms;
    private final EmbedMeter meter;
    private final Passes passes;
    private final Sayings sayings;
    private final LiveRoom.With with;
    private final Clock clock;
    private final Map<Key, LiveRoom> live = new ConcurrentHashMap<>();
    private final List<Thread> looks = new ArrayList<>();
    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
    private volatile boolean on;

    private record Key(UUID account, String roomId) {
    }

    LiveRooms(EmbeddedRooms rooms, EmbedMeter meter, Passes passes, Sayings sayings, Transcripts transcripts,
            Keywords keywords, Minds minds, Clock clock) {
        this.rooms = rooms;
        this.meter = meter;
        this.passes = passes;
        this.sayings = sayings;
        this.with = new LiveRoom.With(rooms, transcripts, keywords, minds);
        this.clock = clock;
    }

    /**
     * Lets a visitor into their room, which is opened and metered where nobody was in it. Nothing is told to them before
     * {@link #begin}.
     *
     * @throws ApiException where the session is refused
     */
    Seat enter(Visit visit, Line line) {
        // Before a session begins, which bills its first minute, and outside the monitor.
        sayings.prepare(visit.agent(), visit.file());
        try {
            return open(visit, line);
        } catch (ApiException refused) {
            if (refused.code() != RuntimeError.CONCURRENCY_LIMIT_REACHED || !makePlace(visit.account())) {
                throw refused;
            }
            return open(visit, line);
        }
    }

    /** Ends rooms of an account that wait for somebody to come back; false where there is none here. */
    private boolean makePlace(UUID account) {
        boolean made = false;
        for (LiveRoom room : live.values()) {
            if (room.first().account().equals(account) && room.emptySince() != null) {
                synchronized (room) {
                    if (!room.isClosed() && room.participants().isEmpty()) {
                        close(room);
                        made = true;
                    }
                }
            }
        }
        return made;
    }

    private Seat open(Visit visit, Line line) {
        Key key = new Key(visit.account(), visit.roomId());
        while (true) {
            LiveRoom room = live.computeIfAbsent(key, _ -> new LiveRoom(visit, with));
            synchronized (room) {
                if (!room.isClosed()) {
                    return enter(room, visit, line);
                }
            }
            live.remove(key, room);
        }
    }

    private Seat enter(LiveRoom room, Visit visit, Line line) {
        String back = visit.participant();
        long others = room.participants().stream().filter(one -> !one.name.equals(back)).count();
        if (others >= MOST_PARTICIPANTS) {
            throw ApiException.invalid("token", "So many are with the avatar that there is no room for more");
        }
        Participant participant = new Participant(
                back == null ? passes.participant(visit.agent().code(), visit.roomId()) : back, line, visit,
                words -> sayings.of(words.id(), words.text(), words.goesOn(), visit.agent(), visit.file()));
        // Before the room is opened: whatever is sent from then on has somebody who hears it.
        room.enter(participant);
        try {
            if (!room.isOpen()) {
                room.opened(rooms.enter(visit.account(), visit.roomId(), visit.agent().code(), visit.model().slug(),
                        room));
            }
            beat(room);
            return new Seat(room, participant);
        } catch (RuntimeException e) {
            room.leave(participant, clock.instant());
            if (room.participants().isEmpty()) {
                close(room);
            }
            throw e;
        }
    }

    /** Whoever has come is told what goes on, and who has come back what they have missed. */
    void begin(Seat seat, Visit visit) {
        Visit.Heard heard = visit.heard();
        List<RoomMessage> missed = visit.participant() == null
                ? List.of()
                : heard == null
                        ? rooms.after(visit.account(), visit.roomId(), visit.after())
                        : rooms.from(visit.account(), visit.roomId(), heard.id());
        seat.participant().begin(missed);
    }

    void leave(Seat seat) {
        synchronized (seat.room()) {
            seat.room().leave(seat.participant(), clock.instant());
        }
    }

    @Override
    public void start() {
        on = true;
        timer.shutdown();
        timer = Executors.newScheduledThreadPool(1, Thread.ofVirtual().name("live-rooms-", 0).factory());
        always(this::lookAfter, Duration.ofSeconds(1));
        always(this::ping, PING);
    }

    /** Visitors are sent to another node, or to this one when it is back. */
    @Override
    public void stop() {
        on = false;
        timer.shutdownNow();
        // Each waits for its visitor's answer.
        List<Thread> closing = live.values().stream().flatMap(room -> room.participants().stream())
                .map(participant -> Thread.startVirtualThread(
                        () -> participant.line.close(CloseStatus.SERVICE_RESTARTED)))
                .toList();
        await(closing, FAREWELL);
    }

    @Override
    public boolean isRunning() {
        return on;
    }

    @EventListener
    void clockMoved(ClockMoved moved) {
        // Once more for those that the timer was looking after, by the time before.
        await(lookAfter(), CATCH_UP);
        await(lookAfter(), CATCH_UP);
    }

    /** Runs for ever: a task that throws once is not called again. */
    private void always(Runnable work, Duration pause) {
        timer.scheduleWithFixedDelay(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("Rooms could not be looked after: {}", e.getMessage());
            }
        }, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Ends the rooms that were empty for long enough, and beats those that are due, each beside the others and none twice at
     * once: one that waits for the database holds up no other.
     *
     * @return all that are under way
     */
    private synchronized List<Thread> lookAfter() {
        Instant now = clock.instant();
        looks.removeIf(look -> !look.isAlive());
        live.values().stream().filter(room -> due(room, now) && room.lookAfter())
                .forEach(room -> looks.add(Thread.startVirtualThread(() -> {
                    try {
                        look(room, now);
                    } finally {
                        room.lookedAfter();
                    }
                })));
        return List.copyOf(looks);
    }

    private static void await(List<Thread> threads, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                boolean _ = thread.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean due(LiveRoom room, Instant now) {
        Instant beaten = room.beatenAt();
        return room.isOver(now) || beaten != null && !now.isBefore(beaten.plus(BEAT));
    }

    private void look(LiveRoom room, Instant now) {
        synchronized (room) {
            if (room.isClosed()) {
                return;
            }
            if (room.isOver(now)) {
                close(room);
                return;
            }
            try {
                beat(room);
            } catch (ApiException refused) {
                room.participants().forEach(participant -> {
                    room.leave(participant, now);
                    Thread.startVirtualThread(() -> participant.line.dismiss(room.first()));
                });
                close(room);
            } catch (RuntimeException e) {
                LOG.warn("The session of a room could not be kept alive: {}", e.getMessage());
            }
        }
    }

    private void beat(LiveRoom room) {
        Visit visit = room.first();
        String before = room.sessionId();
        String session = meter.beat(visit, room.opening(), before);
        if (!session.equals(before)) {
            rooms.metered(visit.account(), visit.roomId(), room.opening(), session);
        }
        room.metered(session, clock.instant());
    }

    private void close(LiveRoom room) {
        room.close();
        // Whoever comes back meanwhile waits for the monitor, and opens the room anew.
        if (room.isOpen()) {
            try {
                rooms.leave(room.first().account(), room.first().roomId());
            } catch (RuntimeException e) {
                LOG.warn("A room could not be left ({}): it ends with its session", e.getMessage());
            }
        }
        live.remove(new Key(room.first().account(), room.first().roomId()), room);
    }

    private void ping() {
        live.values().forEach(room -> room.participants().forEach(participant -> {
            if (participant.line.silentNanos() > SILENT.toNanos()) {
                Thread.startVirtualThread(() -> participant.line.close(CloseStatus.SESSION_NOT_RELIABLE));
            } else {
                Thread.startVirtualThread(participant.line::ping);
            }
        }));
    }
}
