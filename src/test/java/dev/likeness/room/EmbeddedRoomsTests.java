package dev.likeness.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.AtOnce;
import dev.likeness.TestDatabase;
import dev.likeness.common.Ids;
import dev.likeness.room.RoomMessage.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Nodes and their rooms on a real database. */
class EmbeddedRoomsTests extends RoomsContract {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final List<RoomClosed> closed = new CopyOnWriteArrayList<>();
    private EmbeddedRooms one;
    private EmbeddedRooms other;

    @Override
    Rooms rooms() {
        return one;
    }

    @Override
    void open(UUID whose, String room, String agent, RoomEar ear) {
        one.enter(whose, room, agent, "essence-1", ear);
    }

    @Override
    void leave(UUID whose, String room) {
        one.leave(whose, room);
    }

    @BeforeEach
    void haveTwoNodes() {
        one = node();
        other = node();
    }

    private EmbeddedRooms node() {
        EmbeddedRooms node = new EmbeddedRooms(new RoomTable(jdbc), event -> closed.add((RoomClosed) event),
                new JdbcTransactionManager(database));
        node.alive();
        return node;
    }

    @Test
    void whatSomebodySendsIsHeardInOrderAlsoWhileTheDatabaseIsAsked() throws Exception {
        List<RoomMessage> heard = new CopyOnWriteArrayList<>();
        one.enter(account, "r", AGENT, "essence-1", heard::add);
        List<RoomMessage> sent = IntStream.range(0, 60).mapToObj(n -> message("Number " + n)).toList();
        AtOnce.run(3, hand -> {
            for (RoomMessage message : sent) {
                if (hand == 0) {
                    one.deliver(account, AGENT, "r", message);
                } else {
                    one.catchUp();
                }
            }
            return hand;
        });
        assertThat(heard).isEqualTo(sent);
    }

    @Test
    void aMessageIsHeardOnceOnTheNodeThatSendsIt() {
        CompletableFuture<RoomMessage> heard = new CompletableFuture<>();
        AtomicInteger times = new AtomicInteger();
        one.enter(account, "r", AGENT, "essence-1", message -> {
            times.incrementAndGet();
            heard.complete(message);
        });
        RoomMessage message = message("Hi");
        assertThat(one.deliver(account, AGENT, null, message)).isEqualTo(new Delivery(1, 0));
        assertThat(heard.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(message);
        one.catchUp();
        one.heard(account, message.id());
        assertThat(times).hasValue(1);
    }

    @Test
    void aNodeThatHeardNothingCatchesUp() {
        List<String> heard = new ArrayList<>();
        other.enter(account, "r", AGENT, "essence-1", message -> heard.add(message.body()));
        one.deliver(account, AGENT, "r", message("One"));
        one.deliver(account, AGENT, "r", message("Two"));
        assertThat(heard).isEmpty();
        other.catchUp();
        assertThat(heard).containsExactly("One", "Two");
    }

    @Test
    void messagesOfOthersAreNotHeard() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        one.enter(account, "r", AGENT, "essence-1", message -> heard.add(message.body()));
        assertThat(one.deliver(UUID.randomUUID(), AGENT, null, message("Hi"))).isEqualTo(new Delivery(0, 0));
        assertThat(one.deliver(account, "A91XMB7114", null, message("Hi"))).isEqualTo(new Delivery(0, 0));
        assertThat(one.deliver(account, AGENT, "s", message("Hi"))).isEqualTo(new Delivery(0, 0));
        one.catchUp();
        assertThat(heard).isEmpty();
    }

    @Test
    void aRoomIsClosedByTheLastNodeThatLeavesIt() {
        assertThat(one.enter(account, "r", AGENT, "essence-1", _ -> {
        })).isEqualTo(1);
        assertThat(other.enter(account, "r", AGENT, "essence-1", _ -> {
        })).isEqualTo(1);
        one.metered(account, "r", 1, "s1");
        one.leave(account, "r");
        assertThat(closed).isEmpty();
        assertThat(other.open(account, AGENT)).extracting(RoomInfo::sessionId).containsExactly("s1");
        other.leave(account, "r");
        assertThat(closed).containsExactly(new RoomClosed(account, "r", "s1"));
        assertThat(one.enter(account, "r", AGENT, "essence-1", _ -> {
        })).isEqualTo(2);
        assertThat(one.open(account, AGENT)).extracting(RoomInfo::sessionId).containsOnlyNulls();
    }

    @Test
    void theRoomsOfADeadNodeAreSkippedAndEndWhenNobodyComesBack() {
        other.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        other.metered(account, "r", 1, "s1");
        jdbc.sql("update room_node set seen_at = seen_at - interval '21 seconds'").update();
        one.alive();
        assertThat(one.deliver(account, AGENT, null, message("Hi"))).isEqualTo(new Delivery(0, 1));
        one.sweep();
        assertThat(closed).isEmpty();
        jdbc.sql("update room set left_at = left_at - interval '31 seconds'").update();
        one.sweep();
        one.sweep();
        assertThat(closed).containsExactly(new RoomClosed(account, "r", "s1"));
    }

    @Test
    void whatIsSentWhileNobodyHoldsARoomIsForWhoComesBack() {
        other.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        other.abandonAll();
        RoomMessage message = message("Hi");
        assertThat(one.deliver(account, AGENT, null, message)).isEqualTo(new Delivery(0, 1));
        one.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        assertThat(one.after(account, "r", null)).containsExactly(message);
    }

    @Test
    void whatWasSentBeforeIsNotHeardByWhoEntersAnew() {
        other.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        other.deliver(account, AGENT, null, message("Before"));
        List<String> heard = new ArrayList<>();
        one.enter(account, "r", AGENT, "essence-1", message -> heard.add(message.body()));
        other.deliver(account, AGENT, null, message("After"));
        one.catchUp();
        assertThat(heard).containsExactly("After");
    }

    @Test
    void aNodeThatWasThoughtDeadHoldsItsRoomsAgain() {
        other.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        jdbc.sql("update room_node set seen_at = seen_at - interval '5 minutes'").update();
        one.alive();
        one.sweep();
        one.sweep();
        assertThat(one.deliver(account, AGENT, null, message("Hi"))).isEqualTo(new Delivery(0, 1));
        other.alive();
        assertThat(one.deliver(account, AGENT, null, message("Hi"))).isEqualTo(new Delivery(1, 0));
        assertThat(jdbc.sql("select count(*) from room where left_at is null and closed_at is null")
                .query(Integer.class).single()).isEqualTo(1);
        other.leave(account, "r");
        other.alive();
        assertThat(closed).hasSize(1);
        assertThat(jdbc.sql("select count(*) from room_presence").query(Integer.class).single()).isZero();
    }

    @Test
    void whoComesToAnotherNodeInTimeFindsTheRoomAsItWas() {
        other.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        other.metered(account, "r", 1, "s1");
        other.abandonAll();
        assertThat(one.enter(account, "r", AGENT, "essence-1", _ -> {
        })).isEqualTo(1);
        jdbc.sql("update room set left_at = left_at - interval '31 seconds'").update();
        one.sweep();
        assertThat(closed).isEmpty();
        assertThat(one.open(account, AGENT)).extracting(RoomInfo::sessionId).containsExactly("s1");
    }

    @Test
    void whoComesBackIsToldWhatCameAfterTheLastTheyHaveSeen() {
        one.enter(account, "r", AGENT, "essence-1", _ -> {
        });
        RoomMessage first = message("One");
        one.deliver(account, AGENT, null, first);
        one.deliver(account, AGENT, null, message("Two"));
        assertThat(other.after(account, "r", first.id())).extracting(RoomMessage::body).containsExactly("Two");
        assertThat(other.after(account, "r", null)).extracting(RoomMessage::body).containsExactly("One", "Two");
        assertThat(other.after(account, "s", null)).isEmpty();
        jdbc.sql("update room_message set sent_at = sent_at - interval '11 minutes'").update();
        one.sweep();
        assertThat(other.after(account, "r", first.id())).isEmpty();
    }

    @Test
    void whoeverLeavesAndEntersAtOnceClosesEachOpeningOnce() throws Exception {
        AtOnce.run(8, hand -> {
            EmbeddedRooms node = node();
            for (int i = 0; i < 25; i++) {
                int opening = node.enter(account, "r", AGENT, "essence-1", _ -> {
                });
                node.metered(account, "r", opening, "s" + opening);
                node.leave(account, "r");
            }
            return hand;
        });
        int openings = jdbc.sql("select opening from room").query(Integer.class).single();
        assertThat(closed).hasSize(openings);
        assertThat(one.open(account, AGENT)).isEmpty();
        assertThat(jdbc.sql("select count(*) from room_presence").query(Integer.class).single()).isZero();
    }
}
