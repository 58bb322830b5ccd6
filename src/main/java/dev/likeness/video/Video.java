package dev.likeness.video;

import dev.likeness.common.Model;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param key of the film; null while there is none, and when it went with its agent
 * @param seconds how long it is; null while there is none
 * @param credits what it costs as things stand
 * @param error why it failed
 */
record Video(String jobId, String agentCode, Model model, String status, @Nullable String key, @Nullable Double seconds,
        long credits, @Nullable String error) {

    boolean isProcessing() {
        return status.equals("processing");
    }

    boolean isCompleted() {
        return status.equals("completed");
    }
}
