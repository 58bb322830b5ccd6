package dev.likeness.runtime;

import dev.likeness.account.Plan;
import dev.likeness.billing.BillingError;
import dev.likeness.billing.BillingLinks;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the outcomes of the database function {@code beat} mean to the client. */
@Component
class BeatRefusals {

    private final BillingLinks links;

    BeatRefusals(BillingLinks links) {
        this.links = links;
    }

    /** @param plan of the account, which only concurrency needs */
    ApiException of(String outcome, @Nullable String plan) {
        return switch (outcome) {
            case "runtime_suspended" ->
                new ApiException(RuntimeError.RUNTIME_SUSPENDED, "This session or its API secret has been revoked");
            case "account_suspended" -> new ApiException(BillingError.ACCOUNT_SUSPENDED, "This account is suspended");
            case "no_agent" -> new ApiException(CommonError.NOT_FOUND, "Agent not found");
            case "insufficient" -> new ApiException(BillingError.INSUFFICIENT_BALANCE,
                    "Insufficient balance: the next minute is not covered").with("topup_url", links.topup());
            case "concurrency" -> full(Plan.valueOf(Objects.requireNonNull(plan).toUpperCase(Locale.ROOT)));
            default -> throw new IllegalStateException("beat answered " + outcome);
        };
    }

    private ApiException full(Plan plan) {
        return new ApiException(RuntimeError.CONCURRENCY_LIMIT_REACHED, "The " + plan.displayName() + " plan allows "
                + plan.concurrentSessions() + " concurrent sessions, and all are in use")
                .with("upgrade_url", links.upgrade());
    }
}
