package dev.likeness.agent;

import java.util.UUID;

/** An agent is gone: its live sessions and rooms end. Published inside the transaction of the deletion. */
public record AgentDeleted(UUID accountId, String agentCode) {
}
