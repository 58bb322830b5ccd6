package dev.likeness.video;

import java.util.UUID;

/** A talking video could not be made; its charge was given back. Published inside the transaction that says so. */
public record VideoFailed(UUID accountId, String jobId, String agentCode, String model, String message) {
}
