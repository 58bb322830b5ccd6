package dev.likeness.runtime;

import dev.likeness.web.KnownSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a secret may have a session now, asked without opening one: the rules of the database function {@code beat}
 * that come before the session is known (CONTRACT 4.1, 4.2).
 */
@Component
public class Admission {

    private static final String ASK = """
            select a.plan, w.plan + w.reward + w.topup as balance,
                   case when s.alias is null or s.deleted_at is not null or a.runtime_suspended_at is not null
                            then 'runtime_suspended'
                        when a.status <> 'active' then 'account_suspended'
                        else 'admitted' end as outcome
            from account a join wallet w using (account_id)
                left join api_secret s on s.account_id = a.account_id and s.secret_hash = decode(:secret, 'hex')
            where a.account_id = :account
            """;

    private record Standing(String outcome, String plan, long balance) {
    }

    private final JdbcClient jdbc;
    private final BeatRefusals refusals;

    Admission(JdbcClient jdbc, BeatRefusals refusals) {
        this.jdbc = jdbc;
        this.refusals = refusals;
    }

    /** Refuses a secret that may have no session: {@code RUNTIME_SUSPENDED}, {@code ACCOUNT_SUSPENDED}. */
    public void check(KnownSecret secret) {
        standing(secret);
    }

    /**
     * As {@link #check}, and {@code INSUFFICIENT_BALANCE} unless the balance covers a minute.
     *
     * @param rate credits a minute
     * @return the balance
     */
    public long check(KnownSecret secret, long rate) {
        Standing standing = standing(secret);
        if (standing.balance() <= 0 || standing.balance() < rate) {
            throw refusals.of("insufficient", standing.plan());
        }
        return standing.balance();
    }

    private Standing standing(KnownSecret secret) {
        Standing standing = jdbc.sql(ASK).param("account", secret.accountId()).param("secret", secret.secretHash())
                .query((row, n) -> new Standing(row.getString("outcome"), row.getString("plan"),
                        row.getLong("balance")))
                .single();
        if (!standing.outcome().equals("admitted")) {
            throw refusals.of(standing.outcome(), standing.plan());
        }
        return standing;
    }
}
