package dev.likeness.dynamics;

import java.util.UUID;

/** An agent has gestures. Published inside the transaction that makes it so. */
public record DynamicsReady(UUID accountId, String agentCode) {
}
