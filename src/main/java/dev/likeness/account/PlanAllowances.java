package dev.likeness.account;

import dev.likeness.web.limit.Allowance;
import dev.likeness.web.limit.Allowances;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the plan of an account allows in a minute. */
@Component
class PlanAllowances implements Allowances {

    private final Accounts accounts;

    PlanAllowances(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Allowance of(UUID account) {
        return accounts.get(account).plan().allowance();
    }
}
