package dev.likeness.embed.showcase;

import dev.likeness.account.Accounts;
import dev.likeness.account.Plan;
import dev.likeness.billing.Bucket;
import dev.likeness.billing.CreditLedger;
import dev.likeness.generation.Showcase;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * In the sandbox the ready-made avatars may be met by everybody, and pay for it themselves: their account has credits that
 * are given once. Elsewhere an operator decides whether it has any.
 */
@Component
@ConditionalOnProperty("likeness.sandbox.enabled")
class ShowcasePurse {

    /** A visitor's time for almost a year. */
    private static final long CREDITS = 1_000_000;

    private final Accounts accounts;
    private final CreditLedger ledger;
    private final TransactionTemplate transaction;

    ShowcasePurse(Accounts accounts, CreditLedger ledger, PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener(ApplicationReadyEvent.class)
    void fill() {
        transaction.executeWithoutResult(_ -> {
            if (accounts.outfit(Showcase.OWNER, Plan.ENTERPRISE)) {
                ledger.grant(Showcase.OWNER, "opening:showcase", Bucket.TOPUP, CREDITS, "topup");
            }
        });
    }
}
