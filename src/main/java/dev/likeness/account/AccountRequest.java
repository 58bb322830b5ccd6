package dev.likeness.account;

import dev.likeness.common.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * The account to be opened.
 *
 * @param plan what it subscribes to
 * @param email where its owner is reached
 * @param planCredits credits of the first month
 * @param topUp credits that never expire
 * @param secret its first secret; null: a random one is made
 */
public record AccountRequest(Plan plan, String email, long planCredits, long topUp, @Nullable String secret) {

    private static final int LONGEST_EMAIL = 254;

    public AccountRequest {
        if (planCredits < 0 || topUp < 0) {
            throw new IllegalArgumentException("credits are not negative");
        }
    }

    /** An account with the plan's monthly credits. */
    public static AccountRequest of(Plan plan, String email) {
        return new AccountRequest(plan, email, plan.monthlyCredits(), 0, null);
    }

    /** The address as given; {@code VALIDATION_ERROR} naming {@code email} when it cannot be one. */
    public static String checkedEmail(String email) {
        if (email.length() > LONGEST_EMAIL || !email.matches("[^@\\s]+@[^@\\s]+")) {
            throw ApiException.invalid("email", "email must be an e-mail address");
        }
        return email;
    }

    /** The same with these credits as top-up besides the month's. */
    public AccountRequest plusTopUp(long credits) {
        return new AccountRequest(plan, email, planCredits, credits, secret);
    }

    /** The same with exactly these credits, as top-up in place of the month's (CONTRACT 12, sandbox). */
    public AccountRequest withOnly(long credits) {
        return new AccountRequest(plan, email, 0, credits, secret);
    }

    /** The same with a first secret that is already known to its owner. */
    AccountRequest withSecret(@Nullable String known) {
        return new AccountRequest(plan, email, planCredits, topUp, known);
    }
}
