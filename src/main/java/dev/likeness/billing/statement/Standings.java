package dev.likeness.billing.statement;

import dev.likeness.account.Account;
import dev.likeness.account.Plan;
import dev.likeness.billing.Balance;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an account is and has: one statement, so that a plan is never shown with the credits of another. */
@Component
class Standings {

    record Standing(Account account, Balance balance) {
    }

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Standing of(UUID account) {
        return jdbc.sql("""
                select a.email, a.plan as plan_slug, a.status, a.runtime_suspended_at is not null as runtime_suspended,
                       w.plan, w.reward, w.topup
                from account a join wallet w using (account_id) where account_id = :account
                """).param("account", account)
                .query((row, n) -> new Standing(
                        new Account(account, row.getString("email"),
                                Plan.valueOf(row.getString("plan_slug").toUpperCase(Locale.ROOT)),
                                Account.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                                row.getBoolean("runtime_suspended")),
                        new Balance(row.getLong("plan"), row.getLong("reward"), row.getLong("topup"))))
                .single();
    }
}
