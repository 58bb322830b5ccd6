package dev.likeness.billing;

/**
 * What an account has, in credits. Spent in this order: plan, reward, top-up (CONTRACT 2.1).
 *
 * @param plan of this month; gone at its end
 * @param reward given by the operator
 * @param topup bought, never expires; below zero when a live session has overdrawn
 */
public record Balance(long plan, long reward, long topup) {

    public long total() {
        return plan + reward + topup;
    }
}
