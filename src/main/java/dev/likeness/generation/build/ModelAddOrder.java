package dev.likeness.generation.build;

import dev.likeness.common.Model;
import java.util.UUID;

/**
 * What the build of an added model needs to know beside the agent; the payload of its job.
 *
 * @param addId the order's own id, from which its charge is found
 * @param model what was asked for
 */
public record ModelAddOrder(UUID addId, Model model) {

    /** The kind of its job. */
    public static final String KIND = "agent_model_add";

    /** The ledger's reference: each order is charged once, and a failed one may be ordered again. */
    public String charge() {
        return "agent_model_add:" + addId;
    }
}
