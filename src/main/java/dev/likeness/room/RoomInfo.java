package dev.likeness.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open room.
 *
 * @param sessionId under which it is metered; null while it has just been opened
 */
public record RoomInfo(String roomId, String agentCode, @Nullable String sessionId, Instant openedAt) {
}
