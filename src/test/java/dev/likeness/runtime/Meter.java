package dev.likeness.runtime;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.TestDatabase;
import dev.likeness.billing.BillingLinks;
import dev.likeness.common.ApiException;
import dev.likeness.common.InstallationClock;
import dev.likeness.web.KnownSecret;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fresh database with its metering, and a clock that tests move. */
final class Meter {

    final DataSource database;
    final JdbcClient jdbc;
    final BeatStatements statements;
    final RuntimeSessions sessions;
    final Admission admission;

    Meter() {
        this(TestDatabase.fresh());
    }

    private Meter(DataSource database) {
        this.database = database;
        jdbc = JdbcClient.create(database);
        statements = new BeatStatements(new JdbcTemplate(database), new InstallationClock());
        BillingLinks links = mock(BillingLinks.class);
        when(links.topup()).thenReturn("https://example.com/topup");
        when(links.upgrade()).thenReturn("https://example.com/upgrade");
        BatchProperties rules = new BatchProperties(128, 2, Duration.ofSeconds(10), false);
        BeatRefusals refusals = new BeatRefusals(links, jdbc);
        sessions = new RuntimeSessions(jdbc, new BeatQueue(statements, rules), refusals);
        admission = new Admission(jdbc, refusals);
    }

    /** Another node on the same database. */
    Meter otherNode() {
        return new Meter(database);
    }

    /** An account with one secret and these credits as top-up. */
    KnownSecret account(String plan, long credits) {
        UUID id = UUID.randomUUID();
        String hash = id.toString().replace("-", "").repeat(2);
        jdbc.sql("""
                insert into account (account_id, email, plan, created_at) values (:id, 'a@example.com', :plan, now())
                """).param("id", id).param("plan", plan).update();
        jdbc.sql("""
                insert into api_secret (account_id, secret_hash, alias, display, created_at)
                values (:id, decode(:hash, 'hex'), 'default', 'x', now())
                """).param("id", id).param("hash", hash).update();
        jdbc.sql("insert into wallet (account_id) values (:id)").param("id", id).update();
        topUp(id, credits);
        return new KnownSecret(id, hash);
    }

    void topUp(UUID account, long credits) {
        jdbc.sql("select ledger_grant(:id, gen_random_uuid()::text, 'topup', :credits, 'test')").param("id", account)
                .param("credits", credits).query(Boolean.class).single();
    }

    String agent(KnownSecret owner, String code) {
        jdbc.sql("""
                insert into agent (account_id, id, code, model, status, created_at, updated_at)
                values (:id, gen_random_uuid(), :code, 'essence-1', 'ready', now(), now())
                """).param("id", owner.accountId()).param("code", code).update();
        jdbc.sql("insert into agent_directory (code, account_id) values (:code, :id)").param("code", code)
                .param("id", owner.accountId()).update();
        return code;
    }

    void deleteSecret(KnownSecret secret) {
        jdbc.sql("update api_secret set deleted_at = now() where account_id = :id").param("id", secret.accountId())
                .update();
    }

    /** What the creation of a secret does after revoke-all. */
    void liftRevocation(KnownSecret secret) {
        jdbc.sql("update account set runtime_suspended_at = null where account_id = :id")
                .param("id", secret.accountId()).update();
    }

    void pass(double seconds) {
        jdbc.sql("update installation_clock set offset_seconds = offset_seconds + :s").param("s", (long) seconds)
                .update();
    }

    static Heartbeat heartbeat(KnownSecret secret, @Nullable String fingerprint, @Nullable String agent,
            @Nullable String billingType) {
        return new Heartbeat(secret, fingerprint, null, agent, null, null, billingType, null, null, null);
    }

    Beat beat(KnownSecret secret, String fingerprint) {
        return sessions.beat(heartbeat(secret, fingerprint, null, null));
    }

    /** "live", or the code of the refusal. */
    String outcome(Heartbeat heartbeat) {
        try {
            sessions.beat(heartbeat);
            return "live";
        } catch (ApiException e) {
            return e.code().name();
        }
    }

    String outcome(KnownSecret secret, String fingerprint) {
        return outcome(heartbeat(secret, fingerprint, null, null));
    }

    long balance(KnownSecret secret) {
        return jdbc.sql("select plan + reward + topup from wallet where account_id = :id")
                .param("id", secret.accountId()).query(Long.class).single();
    }

    Session session(KnownSecret secret, Beat beat) {
        return sessions.find(secret.accountId(), beat.sessionId()).orElseThrow();
    }

    List<String> references(KnownSecret secret) {
        return jdbc.sql("""
                select reference from ledger_entry where account_id = :id and kind = 'charge' order by created_at
                """).param("id", secret.accountId()).query(String.class).list();
    }

    int sessionsOf(KnownSecret secret) {
        return jdbc.sql("select count(*) from runtime_session where account_id = :id").param("id", secret.accountId())
                .query(Integer.class).single();
    }

    /** Every wallet is the sum of its entries. */
    boolean booksBalance() {
        return jdbc.sql("""
                select bool_and(w.plan + w.reward + w.topup = coalesce(
                    (select sum(plan_delta + reward_delta + topup_delta) from ledger_entry e
                     where e.account_id = w.account_id), 0)) from wallet w
                """).query(Boolean.class).single();
    }
}
