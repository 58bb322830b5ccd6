package dev.likeness.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What the database functions {@code beat} and {@code beats} say of one heartbeat.
 *
 * @param outcome as {@code beat} lists them
 * @param sessionId null unless live
 * @param balance of the account, in credits; meaningless when busy
 * @param plan of the account; null when busy
 */
record BeatAnswer(String outcome, @Nullable String sessionId, long balance, @Nullable String plan) {

    boolean busy() {
        return outcome.equals("busy");
    }

    /** Whether the client is told that all is well. */
    boolean accepted() {
        return outcome.equals("live") || outcome.equals("passed_over");
    }
}
