package dev.likeness.generation;

import dev.likeness.common.Ids;
import dev.likeness.generation.build.ContentSeed;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The code a new agent gets. */
final class AgentCodes {

    private AgentCodes() {
    }

    /**
     * A code that nobody has: from account and key when there is one, so that any replica converges on the same agent;
     * else random. A key that is used again day after day finds the codes of the days before taken, one after the other;
     * doubling and halving finds their end in a few looks, however many they are.
     */
    static String next(UUID account, @Nullable String idempotencyKey, Predicate<String> taken) {
        if (idempotencyKey == null) {
            String code = Ids.agentCode();
            while (taken.test(code)) {
                code = Ids.agentCode();
            }
            return code;
        }
        int used = -1;
        int free = 0;
        while (taken.test(derived(account, idempotencyKey, free))) {
            used = free;
            free = 2 * free + 1;
        }
        while (free - used > 1) {
            int middle = (used + free) >>> 1;
            if (taken.test(derived(account, idempotencyKey, middle))) {
                used = middle;
            } else {
                free = middle;
            }
        }
        return derived(account, idempotencyKey, free);
    }

    /** @param round how often the key was used before */
    static String derived(UUID account, String idempotencyKey, int round) {
        return Ids.agentCode(new SplittableRandom(ContentSeed.of((account + "\n" + round + "\n" + idempotencyKey)
                .getBytes(StandardCharsets.UTF_8))));
    }
}
