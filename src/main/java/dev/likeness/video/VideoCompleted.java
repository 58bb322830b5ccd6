package dev.likeness.video;

import java.util.UUID;

/** A talking video can be fetched. Published inside the transaction that makes it so. */
public record VideoCompleted(UUID accountId, String jobId, String agentCode, String model, String videoUrl,
        double seconds, long credits) {
}
