package dev.likeness.runtime;

/**
 * An accepted heartbeat.
 *
 * @param sessionId the session it opened or kept alive
 * @param balance the account's credits after it
 */
public record Beat(String sessionId, long balance) {
}
