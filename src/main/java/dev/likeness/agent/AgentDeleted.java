package dev.likeness.agent;

import java.util.UUID;

/** An agent is being deleted: its live sessions end. Published inside the deletion's transaction, before its row is taken. */
public record AgentDeleted(UUID accountId, String agentCode) {
}
