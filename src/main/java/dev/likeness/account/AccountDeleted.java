package dev.likeness.account;

import java.util.UUID;

/**
 * An account is being deleted. Published by whoever deletes it, inside that transaction and before the row goes, so
 * that everybody who keeps something of it can remove it.
 */
public record AccountDeleted(UUID accountId) {
}
