package dev.likeness.account;

import java.util.UUID;

/**
 * An account was opened. Published inside its transaction, so that its wallet comes into being with it or not at all.
 *
 * @param accountId the new account
 * @param plan what it subscribed to
 * @param planCredits credits of the first month, to be granted
 * @param topUp credits that never expire, to be granted
 */
public record AccountOpened(UUID accountId, Plan plan, long planCredits, long topUp) {
}
