package dev.likeness.web;

import java.util.UUID;

/**
 * Who sent the request, proven. A handler takes it as a parameter. Who pays, who owns and who acted are one account where
 * an account's own secret is shown; a key of an organization is paid from its owner's account, makes what belongs to the
 * organization and acts for a member.
 *
 * @param kind by what it was proven
 * @param accountId who pays: the account whose credits, limits and rows the request touches
 * @param owner whose the things are that the caller makes, where that is another
 * @param actor who has done it
 * @param secretAlias the secret's name within the account
 * @param secretHash the keyed hash of the secret, hex
 */
public record Caller(CallerKind kind, UUID accountId, UUID owner, UUID actor, String secretAlias, String secretHash) {

    /** An account that acts for itself, with one of its secrets. */
    public static Caller ofAccount(UUID account, String secretAlias, String secretHash) {
        return new Caller(CallerKind.ACCOUNT_SECRET, account, account, account, secretAlias, secretHash);
    }
}
