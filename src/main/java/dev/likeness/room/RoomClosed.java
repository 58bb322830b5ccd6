package dev.likeness.room;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is in the room any more, on no node. Published once a closing, after it is committed.
 *
 * @param sessionId under which it was metered; null where that had not begun
 */
public record RoomClosed(UUID accountId, String roomId, @Nullable String sessionId) {
}
