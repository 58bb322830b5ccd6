package dev.likeness.dynamics;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of the table.
 *
 * @param paid whether the newest generation was charged; a regeneration is not
 * @param clips keys of films by their actions; null before the first generation has ended well
 * @param enabled null as long as nobody said anything
 * @param settings what else was merged
 * @param error why the newest generation failed
 */
record DynamicsRow(String status, boolean paid, int seconds, @Nullable String imageUrl, @Nullable String imageKey,
        @Nullable Map<String, String> clips, @Nullable Boolean enabled, ObjectNode settings, @Nullable String error) {

    boolean isGenerating() {
        return status.equals("generating");
    }

    /** Whether the newest generation is one of the same films. */
    boolean isOf(int seconds, @Nullable String imageUrl) {
        return this.seconds == seconds && Objects.equals(this.imageUrl, imageUrl);
    }

    /** On once there are any, unless the owner said otherwise. */
    boolean isEnabled() {
        return enabled == null ? clips != null : enabled;
    }
}
