package dev.likeness.account;

import java.util.UUID;

/**
 * A new account with its first secret: the only time the clear value is handed out.
 *
 * @param accountId what the API calls {@code user_id}
 * @param email where its owner is reached
 * @param plan what it subscribed to
 * @param secret the clear value of the secret "default"
 */
public record NewAccount(UUID accountId, String email, Plan plan, String secret) {

    /** Without the secret, which is never to be logged by accident. */
    @Override
    public String toString() {
        return "NewAccount[" + accountId + ", " + email + ", " + plan + "]";
    }
}
