package dev.likeness.room;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What owners send into the rooms of their agents. */
@Component
public class RoomOrders {

    private final Rooms rooms;
    private final Clock clock;

    RoomOrders(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    /**
     * Sends something to all open rooms of an agent, or to one.
     *
     * @param roomId null or blank for all of them
     * @throws ApiException {@code NOT_FOUND} where there is none
     */
    public Delivery send(UUID account, String agentCode, @Nullable String roomId, RoomMessage.Kind kind, String body) {
        Delivery delivery = rooms.deliver(account, agentCode, roomId == null || roomId.isBlank() ? null : roomId,
                new RoomMessage(Ids.sortable(clock.millis()), kind, body));
        if (delivery.rooms() + delivery.skipped() == 0) {
            throw new ApiException(CommonError.NOT_FOUND, "No active rooms found for agent " + agentCode);
        }
        return delivery;
    }
}
