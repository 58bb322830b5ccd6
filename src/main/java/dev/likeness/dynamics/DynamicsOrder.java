package dev.likeness.dynamics;

import java.util.List;
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
 * @param added slugs of models that came when there were films already: only their files get some, of the same kind, and
 *        nothing else changes; null for an order of all
 */
record DynamicsOrder(UUID orderId, int seconds, @Nullable String imageUrl, @Nullable String imageKey, boolean paid,
        @Nullable List<String> added) {

    DynamicsOrder(UUID orderId, int seconds, @Nullable String imageUrl, @Nullable String imageKey, boolean paid) {
        this(orderId, seconds, imageUrl, imageKey, paid, null);
    }

    /** Whether it makes new versions of that model's file. */
    boolean renews(String model) {
        return added == null || added.contains(model);
    }

    /** The kind of its job. */
    static final String KIND = "dynamics_generation";
    static final int USUAL = 5;
    static final int LONGEST = 10;

    /** The ledger's reference. */
    String charge() {
        return KIND + ":" + orderId;
    }
}
