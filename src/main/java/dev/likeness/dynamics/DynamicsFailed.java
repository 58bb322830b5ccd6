package dev.likeness.dynamics;

import java.util.UUID;

/** Gestures could not be made; a charge was given back. Published inside the transaction that says so. */
public record DynamicsFailed(UUID accountId, String agentCode, String message) {
}
