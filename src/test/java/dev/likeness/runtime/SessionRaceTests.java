package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.AtOnce;
import dev.likeness.Ledgers;
import dev.likeness.account.Accounts;
import dev.likeness.web.KnownSecret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions that are stopped while their clients beat, on two nodes. */
class SessionRaceTests {

    private final Meter meter = new Meter();
    private final Meter otherNode = meter.otherNode();
    private ConfigurableApplicationContext accounts;
    private SessionControls controls;

    @BeforeEach
    void open(@TempDir Path folder) {
        accounts = Ledgers.node(meter.database, folder, false);
        controls = new SessionControls(meter.jdbc, meter.sessions, accounts.getBean(Accounts.class));
    }

    @AfterEach
    void theBooksBalance() {
        accounts.close();
        assertThat(meter.booksBalance()).isTrue();
    }

    @Test
    void aTerminatedClientBillsNothingMoreHoweverHardItBeats() throws Exception {
        for (int round = 0; round < 10; round++) {
            KnownSecret me = meter.account("pro", 100);
            Beat beat = meter.beat(me, "f");
            meter.pass(60);
            List<String> outcomes = AtOnce.run(51, i -> i == 25
                    ? terminated(me, beat)
                    : (i % 2 == 0 ? meter : otherNode).outcome(me, "f"));
            assertThat(outcomes).containsOnlyOnce("terminated").hasSize(51);
            assertThat(outcomes).isSubsetOf("terminated", "live", "RUNTIME_SUSPENDED");
            assertThat(meter.sessionsOf(me)).isOne();
            assertThat(meter.balance(me)).isEqualTo(98);
            Session ended = meter.session(me, beat);
            assertThat(ended.billedMinutes()).isEqualTo(2);
            meter.pass(319);
            assertThat(AtOnce.run(20, i -> meter.outcome(me, "f"))).containsOnly("RUNTIME_SUSPENDED");
            assertThat(meter.session(me, beat)).isEqualTo(ended);
            assertThat(meter.balance(me)).isEqualTo(98);
        }
    }

    @Test
    void fiftyWhoEndASessionEndItOnce() throws Exception {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(85);
        List<Session> answers = AtOnce.run(50, i -> i % 2 == 0
                ? (i % 4 == 0 ? meter : otherNode).sessions.end(me.accountId(), beat.sessionId())
                : controls.terminate(me.accountId(), beat.sessionId(), null));
        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(answers.getFirst().billedMinutes()).isEqualTo(2);
        assertThat(meter.balance(me)).isEqualTo(98);
    }

    @Test
    void nothingLivesOnceAllIsRevoked() throws Exception {
        for (int round = 0; round < 10; round++) {
            KnownSecret me = meter.account("business", 1000);
            AtOnce.run(10, i -> meter.beat(me, "f" + i));
            meter.pass(60);
            List<String> outcomes = AtOnce.run(61, i -> {
                if (i == 30) {
                    controls.revokeAll(me.accountId(), null);
                    assertThat(live(me)).isZero();
                    return "revoked";
                }
                return (i % 2 == 0 ? meter : otherNode).outcome(me, "f" + i % 40);
            });
            assertThat(outcomes).isSubsetOf("revoked", "live", "RUNTIME_SUSPENDED");
            assertThat(live(me)).isZero();
            long before = meter.balance(me);
            assertThat(before).isEqualTo(1000 - minutes(me));
            meter.pass(60);
            assertThat(AtOnce.run(20, i -> meter.outcome(me, "f" + i))).containsOnly("RUNTIME_SUSPENDED");
            assertThat(meter.balance(me)).isEqualTo(before);
        }
    }

    @Test
    void aDeletedKeyStopsItsSessionsOnEveryNode() throws Exception {
        KnownSecret me = meter.account("business", 1000);
        AtOnce.run(20, i -> meter.beat(me, "f" + i));
        meter.pass(60);
        meter.deleteSecret(me);
        assertThat(AtOnce.run(40, i -> (i % 2 == 0 ? meter : otherNode).outcome(me, "f" + i % 20)))
                .containsOnly("RUNTIME_SUSPENDED");
        assertThat(meter.balance(me)).isEqualTo(980);
    }

    private String terminated(KnownSecret me, Beat beat) {
        return String.valueOf(controls.terminate(me.accountId(), beat.sessionId(), null).endReason());
    }

    private int live(KnownSecret me) {
        return meter.jdbc.sql("select count(*) from runtime_session where account_id = :id and ended_at is null")
                .param("id", me.accountId()).query(Integer.class).single();
    }

    private long minutes(KnownSecret me) {
        return meter.jdbc.sql("select sum(billed_minutes) from runtime_session where account_id = :id")
                .param("id", me.accountId()).query(Long.class).single();
    }
}
