package dev.likeness.job;

import tools.jackson.databind.JsonNode;

/**
 * Knows one kind of work. The {@code on…} methods run in the transaction that moves the job, after its row is locked:
 * what they write commits with the job or not at all. They must take their locks in the order wallet, then agent.
 */
public interface JobHandler {

    String kind();

    /** Whether this node can do such work now. Where it cannot, others do, or it waits. */
    default boolean isReady() {
        return true;
    }

    /**
     * Does the work, outside any transaction, and returns what {@link #onComplete} needs. A {@link JobFailure} says how
     * it ended; any other error is tried again with the next attempt.
     */
    JsonNode run(JobContext context) throws Exception;

    /** An attempt that still holds its lease got further. */
    default void onProgress(Job job, double progress, String step, String message) {
    }

    /** The work is done; {@code result} is what {@link #run} returned or what a foreign worker sent. */
    void onComplete(Job job, JsonNode result);

    /** No attempt is left, or trying again would not help. {@code reason} is fit for the person who ordered it. */
    void onFailed(Job job, String step, String reason);

    /** Somebody called it off before it ended. */
    void onCancelled(Job job);
}
