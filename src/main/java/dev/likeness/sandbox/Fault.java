package dev.likeness.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the next calls of an operation meet.
 *
 * @param operation an operationId, or {@code METHOD /path} with a real path or the one of the documentation
 * @param status answered in the error envelope instead of calling the operation; null: it is called
 * @param latencyMs waited before that
 * @param dropResponse whether the connection is cut instead of answered; the operation has taken effect
 * @param times how many calls it meets still
 */
record Fault(String operation, @Nullable Integer status, int latencyMs, boolean dropResponse, int times) {

    boolean doesNothing() {
        return status == null && latencyMs == 0 && !dropResponse;
    }

    /** The same with one call less to meet. */
    Fault once() {
        return new Fault(operation, status, latencyMs, dropResponse, times - 1);
    }
}
