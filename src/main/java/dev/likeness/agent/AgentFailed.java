package dev.likeness.agent;

import java.util.UUID;

/** An agent could not be made; its charge was given back. Published inside the transaction that says so. */
public record AgentFailed(UUID accountId, String agentCode, String message) {
}
