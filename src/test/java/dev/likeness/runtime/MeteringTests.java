package dev.likeness.runtime;

import static dev.likeness.runtime.Meter.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.account.Plan;
import dev.likeness.web.KnownSecret;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of CONTRACT 4.2, told as diaries. */
class MeteringTests {

    private final Meter meter = new Meter();

    @AfterEach
    void theBooksBalance() {
        assertThat(meter.booksBalance()).isTrue();
    }

    @Test
    void eachStartedMinuteIsBilledOnce() {
        KnownSecret me = meter.account("free", 100);
        Beat first = meter.beat(me, "f");
        assertThat(first.balance()).isEqualTo(99);
        assertThat(meter.beat(me, "f").balance()).isEqualTo(99);
        meter.pass(60);
        Beat second = meter.beat(me, "f");
        assertThat(second).isEqualTo(new Beat(first.sessionId(), 98));
        meter.pass(30);
        assertThat(meter.beat(me, "f").balance()).isEqualTo(98);
        assertThat(meter.references(me)).containsExactly("minute:" + first.sessionId() + ":1-1",
                "minute:" + first.sessionId() + ":2-2");
    }

    @Test
    void theMinutesOfAnOutageOfFiveMinutesAreBilledToTheSameSession() {
        KnownSecret me = meter.account("free", 100);
        Beat first = meter.beat(me, "f");
        meter.pass(300);
        Beat later = meter.beat(me, "f");
        assertThat(later).isEqualTo(new Beat(first.sessionId(), 94));
        assertThat(meter.references(me)).last().isEqualTo("minute:" + first.sessionId() + ":2-6");
    }

    @Test
    void aLongerOutageEndsTheSessionAtItsLastHeartbeatAndOpensAnother() {
        KnownSecret me = meter.account("free", 100);
        meter.beat(me, "f");
        meter.pass(60);
        Beat first = meter.beat(me, "f");
        meter.pass(301);
        Beat later = meter.beat(me, "f");
        assertThat(later.sessionId()).isNotEqualTo(first.sessionId());
        assertThat(later.balance()).isEqualTo(97);
        Session old = meter.session(me, first);
        assertThat(old.billedMinutes()).isEqualTo(2);
        assertThat(old.endedAt()).isEqualTo(old.lastBeatAt());
        assertThat(old.endReason()).isEqualTo("silent");
    }

    @Test
    void theFirstMinuteMustBeCovered() {
        KnownSecret me = meter.account("pro", 3);
        assertThat(meter.outcome(heartbeat(me, "f", null, "cloud-essence-2-model"))).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(meter.sessionsOf(me)).isZero();
        assertThat(meter.balance(me)).isEqualTo(3);
        assertThat(meter.outcome(me, "f")).isEqualTo("live");
    }

    @Test
    void aLiveSessionMayGoDownToTheFloorAndNotBelow() {
        KnownSecret me = meter.account("free", 1);
        Beat beat = meter.beat(me, "f");
        for (int minute = 2; minute <= 12; minute++) {
            meter.pass(60);
            assertThat(meter.outcome(me, "f")).isEqualTo("live");
        }
        assertThat(meter.balance(me)).isEqualTo(-11);
        meter.pass(60);
        assertThat(meter.outcome(me, "f")).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(meter.balance(me)).isEqualTo(-11);
        assertThat(meter.session(me, beat).endReason()).isEqualTo("balance");
        assertThat(meter.session(me, beat).billedMinutes()).isEqualTo(12);
        assertThat(meter.outcome(me, "f")).isEqualTo("INSUFFICIENT_BALANCE");
        meter.topUp(me.accountId(), 20);
        assertThat(meter.outcome(me, "f")).isEqualTo("live");
        assertThat(meter.balance(me)).isEqualTo(8);
    }

    @Test
    void aChargeThatWouldPassTheFloorChangesNothing() {
        KnownSecret me = meter.account("free", 4);
        Heartbeat beat = heartbeat(me, "f", null, "cloud-essence-2-model");
        meter.sessions.beat(beat);
        meter.pass(180);
        assertThat(meter.outcome(beat)).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(meter.balance(me)).isZero();
    }

    @Test
    void sessionsAreToldApartByFingerprintAgentAndBillingTypeElseRoomElseSecret() {
        KnownSecret me = meter.account("pro", 1000);
        String agent = meter.agent(me, "A00AAA0000");
        meter.sessions.beat(heartbeat(me, "f", null, null));
        meter.sessions.beat(heartbeat(me, "f", agent, null));
        meter.sessions.beat(heartbeat(me, "f", agent, "self-hosted-expression-2-model"));
        meter.sessions.beat(heartbeat(me, "g", null, null));
        meter.sessions.beat(heartbeat(me, null, null, null));
        meter.sessions.beat(new Heartbeat(me, null, "room", null, null, null, null, null, null, null));
        assertThat(meter.sessionsOf(me)).isEqualTo(6);
        // Another room with the same fingerprint is no other session, nor is the default spelled out.
        meter.sessions.beat(new Heartbeat(me, "f", "room", null, null, null, "self-hosted-essence-model", null, null,
                null));
        assertThat(meter.sessionsOf(me)).isEqualTo(6);
    }

    @Test
    void anAgentOfSomebodyElseIsNotFoundAndAShowcaseIsForEverybody() {
        KnownSecret me = meter.account("pro", 100);
        KnownSecret other = meter.account("pro", 100);
        String agent = meter.agent(other, "A00AAA0000");
        assertThat(meter.outcome(heartbeat(me, "f", agent, null))).isEqualTo("NOT_FOUND");
        assertThat(meter.outcome(heartbeat(me, "f", "A99ZZZ9999", null))).isEqualTo("NOT_FOUND");
        assertThat(meter.balance(me)).isEqualTo(100);
        meter.jdbc.sql("update agent_directory set showcase = true").update();
        assertThat(meter.outcome(heartbeat(me, "f", agent, null))).isEqualTo("live");
        assertThat(meter.balance(other)).isEqualTo(100);
    }

    @Test
    void theFileThatIsPlayedNamesTheAgent() {
        KnownSecret me = meter.account("pro", 100);
        String agent = meter.agent(me, "A00AAA0000");
        meter.jdbc.sql("""
                insert into agent_artifact (account_id, agent_code, model, object_key, filename, content_type, sha256,
                                            size, created_at)
                values (:id, :code, 'essence-1', 'k', 'f', 'c', 'abc123', 1, now())
                """).param("id", me.accountId()).param("code", agent).update();
        Beat known = meter.sessions.beat(new Heartbeat(me, "f", null, null, "ABC123", null, null, null, null, null));
        Beat unknown = meter.sessions.beat(new Heartbeat(me, "f", null, null, "ffff", null, null, null, null, null));
        assertThat(meter.session(me, known).agentCode()).isEqualTo(agent);
        assertThat(meter.session(me, unknown).agentCode()).isNull();
    }

    @Test
    void aDeadKeyStopsItsLiveSessionsAtTheNextHeartbeat() {
        KnownSecret me = meter.account("pro", 100);
        meter.beat(me, "f");
        meter.jdbc.sql("update api_secret set deleted_at = now()").update();
        meter.pass(60);
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        assertThat(meter.balance(me)).isEqualTo(99);
    }

    @Test
    void revokeAllAndSuspensionAreRefused() {
        KnownSecret me = meter.account("pro", 100);
        meter.jdbc.sql("update account set runtime_suspended_at = now()").update();
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        meter.jdbc.sql("update account set runtime_suspended_at = null, status = 'suspended'").update();
        assertThat(meter.outcome(me, "f")).isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(meter.balance(me)).isEqualTo(100);
    }

    @Test
    void oneAccountsKeyMovesNothingOfAnother() {
        KnownSecret me = meter.account("pro", 100);
        KnownSecret other = meter.account("pro", 100);
        meter.beat(me, "same");
        meter.beat(other, "same");
        assertThat(meter.balance(me)).isEqualTo(99);
        assertThat(meter.balance(other)).isEqualTo(99);
        assertThat(meter.outcome(new KnownSecret(me.accountId(), other.secretHash()), "same"))
                .isEqualTo("RUNTIME_SUSPENDED");
    }

    @Test
    void theSweepEndsOnlyWhatIsSilentAndFreesItsSlot() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        assertThat(meter.outcome(me, "g")).isEqualTo("CONCURRENCY_LIMIT_REACHED");
        meter.pass(299);
        assertThat(meter.sessions.sweep()).isZero();
        meter.pass(2);
        assertThat(meter.session(me, beat).ended()).isTrue();
        assertThat(meter.sessions.sweep()).isOne();
        assertThat(meter.sessions.sweep()).isZero();
        assertThat(meter.session(me, beat).billedMinutes()).isOne();
        assertThat(meter.outcome(me, "g")).isEqualTo("live");
    }

    @Test
    void aTerminatedIdentityIsRefusedForAWhile() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.sessions.end(me.accountId(), beat.sessionId());
        meter.jdbc.sql("update runtime_session set refused_until = installation_now() + interval '320 seconds'")
                .update();
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        meter.pass(321);
        assertThat(meter.outcome(me, "f")).isEqualTo("live");
    }

    @Test
    void endingTwiceGivesTheSameAnswerAndTheNextHeartbeatOpensAnother() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(61);
        Session ended = meter.sessions.end(me.accountId(), beat.sessionId());
        assertThat(ended.billedMinutes()).isEqualTo(2);
        meter.pass(600);
        assertThat(meter.sessions.end(me.accountId(), beat.sessionId())).isEqualTo(ended);
        assertThat(meter.balance(me)).isEqualTo(98);
        assertThat(meter.beat(me, "f").sessionId()).isNotEqualTo(beat.sessionId());
    }

    @Test
    void aSessionOfSomebodyElseIsNotThere() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        assertThat(meter.sessions.find(UUID.randomUUID(), beat.sessionId())).isEmpty();
    }

    @Test
    void theDatabaseKnowsTheSamePlansAsTheCode() {
        for (Plan plan : Plan.values()) {
            assertThat(meter.jdbc.sql("select plan_sessions(:plan)").param("plan", plan.slug()).query(Integer.class)
                    .single()).isEqualTo(plan.concurrentSessions());
        }
    }
}
