package dev.likeness.web;

import java.util.UUID;

/**
 * A secret this installation has issued, dead or alive, and the account it belongs to. A handler that takes it instead
 * of a {@link Caller} decides by itself whether the secret is still good, as the heartbeat does inside its one round
 * trip to the database.
 *
 * @param accountId the account that the secret was issued to; never changes
 * @param secretHash the keyed hash of the secret, hex
 */
public record KnownSecret(UUID accountId, String secretHash) {
}
