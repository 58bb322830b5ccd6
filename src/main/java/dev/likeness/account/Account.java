package dev.likeness.account;

import java.util.UUID;

/**
 * An account as it stands.
 *
 * @param id what the API calls {@code user_id}
 * @param email where its owner is reached; not unique
 * @param plan what it has subscribed to
 * @param status whether the operator lets it spend
 * @param runtimeSuspended whether revoke-all is in force: token endpoints answer RUNTIME_SUSPENDED until a new secret
 *        is created
 */
public record Account(UUID id, String email, Plan plan, Status status, boolean runtimeSuspended) {

    /** Whether the operator lets an account spend. */
    public enum Status {
        ACTIVE, SUSPENDED
    }
}
