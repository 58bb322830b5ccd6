package dev.likeness.billing;

import dev.likeness.account.AccountOpened;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the wallet of a new account and fills it, inside the transaction that opens the account. */
@Component
class OpeningGrants {

    private final JdbcClient jdbc;
    private final CreditLedger ledger;

    OpeningGrants(JdbcClient jdbc, CreditLedger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @EventListener
    void on(AccountOpened opened) {
        jdbc.sql("insert into wallet (account_id) values (:account)").param("account", opened.accountId()).update();
        if (opened.planCredits() > 0) {
            ledger.grant(opened.accountId(), "opening:plan", Bucket.PLAN, opened.planCredits(), "plan");
            jdbc.sql("""
                    insert into plan_period (account_id, anchor, started_at, ends_at)
                    select account_id, created_at, created_at, period_start(created_at, 1)
                    from account where account_id = :account
                    """).param("account", opened.accountId()).update();
        }
        if (opened.topUp() > 0) {
            ledger.grant(opened.accountId(), "opening:topup", Bucket.TOPUP, opened.topUp(), "topup");
        }
    }
}
