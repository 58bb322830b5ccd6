package dev.likeness.runtime;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A metered session as it stands. A silent one is ended here even when no sweep has come by yet.
 *
 * @param model the family it is billed as; null for a managed conversation
 * @param lastBeatAt the last sign of life
 * @param billedMinutes started minutes paid for
 * @param credits what they cost
 * @param endReason why it is over; null while it is not
 */
public record Session(UUID accountId, String sessionId, @Nullable String agentCode, @Nullable String model,
        String billingType, boolean hosted, @Nullable String roomName, Instant startedAt, Instant lastBeatAt,
        int billedMinutes, long credits, @Nullable Instant endedAt, @Nullable String endReason) {

    public boolean ended() {
        return endedAt != null;
    }
}
