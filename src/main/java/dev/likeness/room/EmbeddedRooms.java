package dev.likeness.room;

import dev.likeness.room.RoomTable.Key;
import dev.likeness.room.RoomTable.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rooms that the nodes hold themselves. A message is kept first; then those who hold a room on this node hear it at once,
 * and other nodes when they are notified.
 */
@Component
public class EmbeddedRooms implements Rooms {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRooms.class);
    /** So many messages of a room are known as heard; more do not come within the minute that is looked back. */
    private static final int HEARD = 5_000;

    private final RoomTable table;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final UUID node = UUID.randomUUID();
    private final Map<Key, Held> held = new ConcurrentHashMap<>();

    /** A room that somebody holds on this node. */
    private static final class Held {

        private final RoomEar ear;
        private final Set<UUID> heard = new LinkedHashSet<>();

        Held(RoomEar ear) {
            this.ear = ear;
        }

        /** One after the other: what is heard from here and from the database must let no later one pass. */
        synchronized void hear(RoomMessage message) {
            try {
                if (isNew(message)) {
                    ear.hear(message);
                }
            } catch (RuntimeException e) {
                // Other rooms hear it all the same.
                LOG.error("A room could not hear what was sent", e);
            }
        }

        synchronized boolean isNew(RoomMessage message) {
            boolean added = heard.add(message.id());
            if (heard.size() > HEARD) {
                heard.remove(heard.iterator().next());
            }
            return added;
        }
    }

    EmbeddedRooms(RoomTable table, ApplicationEventPublisher events, PlatformTransactionManager transactions) {
        this.table = table;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<RoomInfo> open(UUID account, String agentCode) {
        return table.open(account, agentCode);
    }

    /** It is heard here before this returns, in the order of whoever sends. Not for transactions of others. */
    @Override
    public Delivery deliver(UUID account, String agentCode, @Nullable String roomId, RoomMessage message) {
        Delivery sent = Objects.requireNonNull(transaction.execute(_ -> {
            Delivery delivery = table.send(account, agentCode, roomId, message);
            if (delivery.rooms() + delivery.skipped() > 0) {
                table.tell(account, message.id());
            }
            return delivery;
        }));
        if (sent.rooms() + sent.skipped() > 0) {
            hear(account, roomId, message);
        }
        return sent;
    }

    private void hear(UUID account, @Nullable String roomId, RoomMessage message) {
        try {
            if (roomId == null) {
                heard(account, message.id());
                return;
            }
            Held room = held.get(new Key(account, roomId));
            if (room != null) {
                room.hear(message);
            }
        } catch (RuntimeException e) {
            LOG.warn("A message is heard late, when the database is asked again: {}", e.getMessage());
        }
    }

    /**
     * Opens a room on this node, or enters it where it is open elsewhere. From then on the ear hears what is sent; what
     * was sent before is for those who ask for it.
     *
     * @return how often the room has been opened: each opening is a session of its own
     */
    public int enter(UUID account, String roomId, String agentCode, String model, RoomEar ear) {
        Key key = new Key(account, roomId);
        Held room = new Held(ear);
        held.put(key, room);
        try {
            return Objects.requireNonNull(transaction.execute(_ -> {
                int opening = table.enter(account, roomId, agentCode, model, node);
                table.after(key, null).forEach(room::isNew);
                return opening;
            }));
        } catch (RuntimeException e) {
            held.remove(key);
            throw e;
        }
    }

    /** Whether there is such a room, on whichever node. */
    public boolean isOpen(UUID account, String roomId) {
        return table.isOpen(account, roomId);
    }

    /** Tells under which session an opening of a room is metered. */
    public void metered(UUID account, String roomId, int opening, String sessionId) {
        table.metered(account, roomId, opening, sessionId);
    }

    /** Nobody is in the room on this node any more. Where it was the last node, the room is closed. */
    public void leave(UUID account, String roomId) {
        Key key = new Key(account, roomId);
        held.remove(key);
        published(transaction.execute(_ -> {
            table.leave(key, node);
            return table.close(key);
        }));
    }

    /** What was sent into a room after a message; without one, what was sent within the last minute. */
    public List<RoomMessage> after(UUID account, String roomId, @Nullable UUID message) {
        return table.after(new Key(account, roomId), message);
    }

    /** A message of a room, as long as it is kept, and what was sent into it since. */
    public List<RoomMessage> from(UUID account, String roomId, UUID message) {
        List<RoomMessage> all = new ArrayList<>();
        table.of(account, message, List.of(roomId)).forEach(sent -> all.add(sent.message()));
        all.addAll(after(account, roomId, message));
        return all;
    }

    /** Somebody was notified of an order: whoever holds one of its rooms here hears it. */
    void heard(UUID account, UUID message) {
        List<String> rooms = held.keySet().stream().filter(key -> key.account().equals(account)).map(Key::roomId)
                .toList();
        if (!rooms.isEmpty()) {
            hear(account, table.of(account, message, rooms));
        }
    }

    /** Looks for what may have been missed while nothing was heard. */
    void catchUp() {
        Map<UUID, Set<String>> rooms = new HashMap<>();
        held.keySet().forEach(
                key -> rooms.computeIfAbsent(key.account(), _ -> new LinkedHashSet<>()).add(key.roomId()));
        rooms.forEach((account, names) -> hear(account, table.recent(account, names)));
    }

    private void hear(UUID account, List<Sent> sent) {
        for (Sent one : sent) {
            Held room = held.get(new Key(account, one.roomId()));
            if (room != null) {
                room.hear(one.message());
            }
        }
    }

    /** This node lives, and holds what it holds: while the database was away from it others may have thought it dead. */
    void alive() {
        table.alive(node);
        Set<Key> known = Set.copyOf(table.of(node));
        held.keySet().stream().filter(key -> !known.contains(key)).forEach(key -> table.hold(key, node));
    }

    /** Takes away what dead nodes have left, closes the rooms to which nobody has come back, and forgets what is old. */
    void sweep() {
        table.gone().forEach(gone -> abandon(gone.key(), gone.node()));
        // Whoever left while the database was away is still in its table.
        table.of(node).stream().filter(key -> !held.containsKey(key)).forEach(key -> abandon(key, node));
        table.orphans().forEach(key -> published(transaction.execute(_ -> table.close(key))));
        table.sweep();
    }

    /** The node stops: its rooms stay open for a while, for visitors who come to another one. */
    void abandonAll() {
        List.copyOf(held.keySet()).forEach(key -> {
            held.remove(key);
            abandon(key, node);
        });
    }

    private void abandon(Key key, UUID gone) {
        transaction.executeWithoutResult(_ -> {
            table.leave(key, gone);
            table.orphan(key, gone);
        });
    }

    private void published(@Nullable List<RoomClosed> closed) {
        Objects.requireNonNull(closed).forEach(events::publishEvent);
    }
}
