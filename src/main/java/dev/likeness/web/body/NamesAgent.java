package dev.likeness.web.body;

import org.jspecify.annotations.Nullable;

/** A body that names an agent under either name, {@code agent_code} before {@code agent_id} (CONTRACT 1.4). */
public interface NamesAgent {

    @Nullable
    String agentCode();

    @Nullable
    String agentId();

    /** The agent's code; null when neither field says one. */
    default @Nullable String agent() {
        String code = agentCode() == null || agentCode().isBlank() ? agentId() : agentCode();
        return code == null || code.isBlank() ? null : code;
    }
}
