package dev.likeness.generation;

import dev.likeness.common.Ids;
import dev.likeness.generation.build.ContentSeed;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The code a new agent gets. */
final class AgentCodes {

    private AgentCodes() {
    }

    /**
     * From account and key when there is one, so that any replica converges on the same agent; else random.
     *
     * @param round another one, when the first is taken
     */
    static String next(UUID account, @Nullable String idempotencyKey, int round) {
        return idempotencyKey == null
                ? Ids.agentCode()
                : Ids.agentCode(new SplittableRandom(ContentSeed.of((account + "\n" + round + "\n" + idempotencyKey)
                        .getBytes(StandardCharsets.UTF_8))));
    }
}
