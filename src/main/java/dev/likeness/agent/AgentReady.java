package dev.likeness.agent;

import java.util.UUID;

/** An agent can be used from now on. Published inside the transaction that makes it so. */
public record AgentReady(UUID accountId, String agentCode, String model) {
}
