package dev.likeness.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.common.Ids;
import dev.likeness.room.RoomMessage.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What holds of {@link Rooms} wherever they are (CONTRACT 3.6). The test of an implementation extends it. */
abstract class RoomsContract {

    static final String AGENT = "A91XMB7113";
    static final String ANOTHER = "A91XMB7114";

    final UUID account = UUID.randomUUID();

    abstract Rooms rooms();

    /** Opens a room in which somebody hears what is sent. */
    abstract void open(UUID account, String room, String agent, RoomEar ear);

    /** Nobody is in a room any more, and it is over. */
    abstract void leave(UUID account, String room);

    static RoomMessage message(String text) {
        return new RoomMessage(Ids.sortable(System.nanoTime() / 1_000_000), Kind.SPEAK, text);
    }

    private static void eventually(List<RoomMessage> heard, RoomMessage... sent) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard).contains(sent));
    }

    @Test
    void everyOpenRoomOfTheAgentHearsIt() {
        List<RoomMessage> first = new CopyOnWriteArrayList<>();
        List<RoomMessage> second = new CopyOnWriteArrayList<>();
        List<RoomMessage> others = new CopyOnWriteArrayList<>();
        open(account, "r1", AGENT, first::add);
        open(account, "r2", AGENT, second::add);
        open(account, "r3", ANOTHER, others::add);
        RoomMessage message = message("Hi");
        assertThat(rooms().deliver(account, AGENT, null, message)).isEqualTo(new Delivery(2, 0));
        eventually(first, message);
        eventually(second, message);
        RoomMessage next = message("You too");
        assertThat(rooms().deliver(account, ANOTHER, null, next)).isEqualTo(new Delivery(1, 0));
        eventually(others, next);
        assertThat(others).doesNotContain(message);
    }

    @Test
    void oneRoomHearsWhatIsForItAlone() {
        List<RoomMessage> first = new CopyOnWriteArrayList<>();
        List<RoomMessage> second = new CopyOnWriteArrayList<>();
        open(account, "r1", AGENT, first::add);
        open(account, "r2", AGENT, second::add);
        RoomMessage one = message("You");
        RoomMessage all = message("All of you");
        assertThat(rooms().deliver(account, AGENT, "r1", one)).isEqualTo(new Delivery(1, 0));
        rooms().deliver(account, AGENT, null, all);
        eventually(first, one, all);
        eventually(second, all);
        assertThat(second).doesNotContain(one);
    }

    @Test
    void noRoomOfAnotherAgentOrAccountOrOneThatIsOverCounts() {
        open(account, "r1", AGENT, _ -> {
        });
        Delivery none = new Delivery(0, 0);
        assertThat(rooms().deliver(account, ANOTHER, null, message("Hi"))).isEqualTo(none);
        assertThat(rooms().deliver(account, ANOTHER, "r1", message("Hi"))).isEqualTo(none);
        assertThat(rooms().deliver(UUID.randomUUID(), AGENT, "r1", message("Hi"))).isEqualTo(none);
        leave(account, "r1");
        assertThat(rooms().deliver(account, AGENT, null, message("Hi"))).isEqualTo(none);
    }

    @Test
    void whatOneSendsIsHeardInOrder() {
        List<RoomMessage> heard = new CopyOnWriteArrayList<>();
        open(account, "r1", AGENT, heard::add);
        List<RoomMessage> sent = List.of(message("One"), message("Two"), message("Three"));
        sent.forEach(message -> rooms().deliver(account, AGENT, "r1", message));
        eventually(heard, sent.toArray(RoomMessage[]::new));
        assertThat(heard.stream().distinct()).containsExactlyElementsOf(sent);
    }

    @Test
    void whoeverCannotHearFailsNobodyElse() {
        List<RoomMessage> heard = new CopyOnWriteArrayList<>();
        open(account, "r1", AGENT, _ -> {
            throw new IllegalStateException("gone");
        });
        open(account, "r2", AGENT, heard::add);
        RoomMessage message = message("Hi");
        assertThat(rooms().deliver(account, AGENT, null, message)).isEqualTo(new Delivery(2, 0));
        eventually(heard, message);
    }
}
