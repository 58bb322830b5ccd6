package dev.likeness.sandbox;

import dev.likeness.common.ApiException;
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

    private static final int LONGEST_MS = 120_000;
    private static final int MOST_TIMES = 1_000_000;

    Fault {
        if (operation.isBlank()) {
            throw ApiException.invalid("operation", "operation must be an operationId or \"METHOD /path\"");
        }
        if (status != null && (status < 400 || status > 599)) {
            throw ApiException.invalid("status", "status must be between 400 and 599");
        }
        if (latencyMs < 0 || latencyMs > LONGEST_MS) {
            throw ApiException.invalid("latency_ms", "latency_ms must be between 0 and " + LONGEST_MS);
        }
        if (times < 1 || times > MOST_TIMES) {
            throw ApiException.invalid("times", "times must be between 1 and " + MOST_TIMES);
        }
        if (status == null && latencyMs == 0 && !dropResponse) {
            throw ApiException.invalid("status", "give at least one of status, latency_ms, drop_response");
        }
    }

    /** The same with one call less to meet. */
    Fault once() {
        return new Fault(operation, status, latencyMs, dropResponse, times - 1);
    }
}
