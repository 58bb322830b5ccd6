package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Artifact;
import dev.likeness.common.Model;
import dev.likeness.web.KnownSecret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may meet an agent.
 *
 * @param payer the secret that pays; null where none is left
 * @param file what the browser plays
 * @param participant under which somebody comes back; null for somebody new
 * @param after the last id they have seen
 * @param heard the sentence that came last before they were cut off; null where none was on its way
 */
record Visit(Agent agent, Model model, Artifact file, @Nullable KnownSecret payer, String roomId,
        @Nullable String participant, @Nullable UUID after, @Nullable Heard heard, @Nullable String fingerprint,
        @Nullable String endUserId,
        @Nullable String token) {

    /**
     * A sentence that a page has.
     *
     * @param id of its speech
     * @param seq its number
     */
    record Heard(UUID id, int seq) {
    }

    UUID account() {
        return agent.accountId();
    }
}
