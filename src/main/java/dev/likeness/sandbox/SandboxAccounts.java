package dev.likeness.sandbox;

import dev.likeness.account.AccountRequest;
import dev.likeness.account.Accounts;
import dev.likeness.account.NewAccount;
import dev.likeness.account.Plan;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Accounts on demand. */
@Component
@ConditionalOnProperty("likeness.sandbox.enabled")
class SandboxAccounts {

    private final Accounts accounts;

    SandboxAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @param credits in place of the plan's monthly grant, as top-up; null: the plan's grant */
    NewAccount open(@Nullable String plan, @Nullable Integer credits, @Nullable String email) {
        Plan subscribed = plan == null ? Plan.FREE : Plan.required(plan);
        String address = email == null
                ? "sandbox-" + UUID.randomUUID() + "@example.com"
                : AccountRequest.checkedEmail(email);
        AccountRequest request = AccountRequest.of(subscribed, address);
        return accounts.open(credits == null ? request : request.withOnly(credits));
    }
}
