package dev.likeness.dynamics;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made; the payload of its job.
 *
 * @param orderId the order's own id, from which its charge is found
 * @param seconds how long each film is
 * @param imageUrl a picture in place of the agent's own; null for that
 * @param imageKey under which it is stored here, if it is ours
 * @param paid whether it was charged; a regeneration is not
 */
record DynamicsOrder(UUID orderId, int seconds, @Nullable String imageUrl, @Nullable String imageKey, boolean paid) {

    /** The kind of its job. */
    static final String KIND = "dynamics_generation";
    static final int USUAL = 5;
    static final int LONGEST = 10;

    /** The ledger's reference. */
    String charge() {
        return KIND + ":" + orderId;
    }
}
