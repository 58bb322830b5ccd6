package dev.likeness.runtime;

import dev.likeness.web.KnownSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a secret may have a session now, asked without opening one, by the database function {@code admission}, which
 * heartbeats ask, too (CONTRACT 4.1, 4.2).
 */
@Component
public class Admission {

    private static final String ASK = """
            select outcome, account_plan, plan + reward + topup as balance, month_over,
                   covers_a_minute(plan + reward + topup, :rate) as covered
            from admission(:account, decode(:secret, 'hex'), null, null, installation_now())
            """;

    private record Standing(String outcome, String plan, long balance, boolean monthOver, boolean covered) {
    }

    private final JdbcClient jdbc;
    private final BeatRefusals refusals;

    Admission(JdbcClient jdbc, BeatRefusals refusals) {
        this.jdbc = jdbc;
        this.refusals = refusals;
    }

    /** Refuses a secret that may have no session: {@code RUNTIME_SUSPENDED}, {@code ACCOUNT_SUSPENDED}. */
    public void check(KnownSecret secret) {
        standing(secret, 0);
    }

    /**
     * As {@link #check}, and {@code INSUFFICIENT_BALANCE} unless the balance covers a minute.
     *
     * @param rate credits a minute
     * @return the balance
     */
    public long check(KnownSecret secret, long rate) {
        Standing standing = standing(secret, rate);
        if (standing.monthOver()) {
            // The heartbeat that is asked about would begin the month before it decides.
            jdbc.sql("select plan_reset(:account)").param("account", secret.accountId()).query(Boolean.class).single();
            standing = standing(secret, rate);
        }
        if (!standing.covered()) {
            throw refusals.of(secret.accountId(), "insufficient", standing.plan());
        }
        return standing.balance();
    }

    private Standing standing(KnownSecret secret, long rate) {
        Standing standing = jdbc.sql(ASK).param("account", secret.accountId()).param("secret", secret.secretHash())
                .param("rate", rate)
                .query((row, n) -> new Standing(row.getString("outcome"), row.getString("account_plan"),
                        row.getLong("balance"), row.getBoolean("month_over"), row.getBoolean("covered")))
                .single();
        if (!standing.outcome().equals("admitted")) {
            throw refusals.of(secret.accountId(), standing.outcome(), standing.plan());
        }
        return standing;
    }
}
