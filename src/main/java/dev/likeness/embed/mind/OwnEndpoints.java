package dev.likeness.embed.mind;

import java.util.Optional;
import java.util.UUID;

/**
 * Models that accounts bring for their agents (CONTRACT 2.6). Implemented by the package that owns them, which also sees to
 * it that their addresses may be reached: here they are believed.
 */
public interface OwnEndpoints {

    /** Who thinks for an agent; empty: the server's. */
    Optional<Endpoint> chat(UUID account, String agentCode);

    /** Who writes down what is said to it; empty: the server's. */
    Optional<Endpoint> transcription(UUID account, String agentCode);
}
