package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.ApiException;
import dev.likeness.web.KnownSecret;
import org.junit.jupiter.api.Test;

/** Asking first says what a heartbeat would say, and moves nothing that it would not. */
class AdmissionTests {

    private static final long RATE = BillingType.of(null).rate();

    private final Meter meter = new Meter();

    @Test
    void theAnswerIsTheHeartbeats() {
        KnownSecret rich = meter.account("pro", 100);
        KnownSecret poor = meter.account("pro", 0);
        KnownSecret revoked = meter.account("pro", 100);
        meter.jdbc.sql("update account set runtime_suspended_at = now() where account_id = ?")
                .param(revoked.accountId()).update();
        KnownSecret deleted = meter.account("pro", 100);
        meter.deleteSecret(deleted);
        KnownSecret suspended = meter.account("pro", 100);
        meter.jdbc.sql("update account set status = 'suspended' where account_id = ?").param(suspended.accountId())
                .update();
        KnownSecret unknown = new KnownSecret(rich.accountId(), "ff");
        assertThat(asked(rich)).isEqualTo("live");
        assertThat(asked(poor)).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(asked(revoked)).isEqualTo("RUNTIME_SUSPENDED");
        assertThat(asked(deleted)).isEqualTo("RUNTIME_SUSPENDED");
        assertThat(asked(suspended)).isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(asked(unknown)).isEqualTo("RUNTIME_SUSPENDED");
        for (KnownSecret each : new KnownSecret[]{rich, poor, revoked, deleted, suspended, unknown}) {
            assertThat(meter.outcome(each, "f")).isEqualTo(asked(each));
        }
    }

    @Test
    void aMonthThatIsOverNeitherPaysNorRefuses() {
        KnownSecret spent = meter.account("free", 0);
        monthOver(spent);
        assertThat(meter.admission.check(spent, RATE)).as("the next month's").isEqualTo(99);
        KnownSecret left = meter.account("free", 0);
        meter.jdbc.sql("select ledger_grant(?, 'plan', 'plan', 1000, 'plan')").param(left.accountId())
                .query(Boolean.class).single();
        monthOver(left);
        assertThat(meter.admission.check(left, RATE)).as("without the last month's").isEqualTo(99);
        assertThat(meter.outcome(left, "f")).isEqualTo("live");
        assertThat(meter.balance(left)).isEqualTo(99 - RATE);
    }

    private void monthOver(KnownSecret account) {
        meter.jdbc.sql("""
                insert into plan_period (account_id, anchor, started_at, ends_at)
                values (:id, now() - interval '32 days', now() - interval '32 days', now() - interval '1 second')
                """).param("id", account.accountId()).update();
    }

    private String asked(KnownSecret secret) {
        try {
            meter.admission.check(secret, RATE);
            return "live";
        } catch (ApiException e) {
            return e.code().name();
        }
    }
}
