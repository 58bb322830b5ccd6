package dev.likeness.web;

import java.util.UUID;

/**
 * Who sent the request, proven by a living secret. A handler takes it as a parameter.
 *
 * @param accountId the account that owns the secret
 * @param secretAlias the secret's name within the account
 * @param secretHash the keyed hash of the secret, hex
 */
public record Caller(UUID accountId, String secretAlias, String secretHash) {
}
