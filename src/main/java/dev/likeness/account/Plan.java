package dev.likeness.account;

import dev.likeness.common.ApiException;
import dev.likeness.web.limit.Allowance;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account has subscribed to (CONTRACT 2.1, 1.5). */
public enum Plan {

    FREE(99, 1, 0, new Allowance(4, 30, 120)),
    CREATOR(1_800, 3, 0, new Allowance(10, 60, 240)),
    PRO(10_000, 10, 10,
            new Allowance(30, 180, 720)),
    BUSINESS(50_000, 50, 25, new Allowance(60, 360, 1_440)),
    ENTERPRISE(250_000,
            200, 50, new Allowance(120, 720, 2_880));

    private final long monthlyCredits;
    private final int concurrentSessions;
    private final int seats;
    private final Allowance allowance;

    Plan(long monthlyCredits, int concurrentSessions, int seats, Allowance allowance) {
        this.monthlyCredits = monthlyCredits;
        this.concurrentSessions = concurrentSessions;
        this.seats = seats;
        this.allowance = allowance;
    }

    /** The plan of that name, such as {@code free}. */
    public static Optional<Plan> of(String slug) {
        return Arrays.stream(values()).filter(plan -> plan.slug().equals(slug)).findFirst();
    }

    /** The plan of that name; {@code VALIDATION_ERROR} naming {@code plan} when there is none. */
    public static Plan required(String slug) {
        return of(slug).orElseThrow(() -> ApiException.invalid("plan",
                "plan must be one of free, creator, pro, business, enterprise"));
    }

    /** The name in requests and in the database, such as {@code free}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code of the membership, such as {@code membership_free}. */
    public String planCode() {
        return "membership_" + slug();
    }

    /** The name for people, such as {@code Free}. */
    public String displayName() {
        return name().charAt(0) + slug().substring(1);
    }

    /** Credits a month; what is left at the period's end is gone. */
    public long monthlyCredits() {
        return monthlyCredits;
    }

    /** Live sessions at a time, cloud and self-hosted together. */
    public int concurrentSessions() {
        return concurrentSessions;
    }

    /** Members of the organization that the account may own; 0: it may own none. */
    public int seats() {
        return seats;
    }

    /** Requests a minute (CONTRACT 1.5). */
    public Allowance allowance() {
        return allowance;
    }
}
