package dev.likeness.runtime;

import org.jspecify.annotations.Nullable;

/**
 * An accepted heartbeat.
 *
 * @param sessionId the session it opened or kept alive; null when a numbered beat counted before or came too late to
 *     count
 * @param balance the account's credits after it
 */
public record Beat(@Nullable String sessionId, long balance) {
}
