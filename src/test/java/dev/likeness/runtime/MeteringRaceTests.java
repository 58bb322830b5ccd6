package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.AtOnce;
import dev.likeness.web.KnownSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same rules with many hands at once. */
class MeteringRaceTests {

    private final Meter meter = new Meter();
    private final Meter otherNode = meter.otherNode();

    @AfterEach
    void theBooksBalance() {
        assertThat(meter.booksBalance()).isTrue();
    }

    @Test
    void twoHundredHeartbeatsOfAMinuteBillItOnce() throws Exception {
        KnownSecret me = meter.account("free", 100);
        List<Beat> first = AtOnce.run(200, i -> node(i).beat(me, "f"));
        assertThat(first).containsOnly(new Beat(first.getFirst().sessionId(), 99));
        assertThat(meter.balance(me)).isEqualTo(99);
        meter.pass(60);
        assertThat(AtOnce.run(200, i -> node(i).beat(me, "f")))
                .containsOnly(new Beat(first.getFirst().sessionId(), 98));
        assertThat(meter.balance(me)).isEqualTo(98);
        assertThat(meter.references(me)).hasSize(2);
    }

    /** Each a statement of its own, whatever the queue in front of them would have made of it. */
    @Test
    void twoHundredLoneStatementsOfAMinuteBillItOnce() throws Exception {
        KnownSecret me = meter.account("free", 100);
        for (int minute = 1; minute <= 2; minute++) {
            List<BeatAnswer> answers = AtOnce.run(200,
                    i -> node(i).statements.one(Meter.heartbeat(me, "f", null, null), true));
            assertThat(answers).containsOnly(answers.getFirst());
            assertThat(meter.balance(me)).isEqualTo(100 - minute);
            meter.pass(60);
        }
        assertThat(meter.references(me)).hasSize(2);
    }

    @Test
    void fiveHundredStartsLeaveRoomForNoMoreThanThePlans() throws Exception {
        KnownSecret me = meter.account("business", 1000);
        List<String> outcomes = AtOnce.run(500, i -> node(i).outcome(me, "f" + i));
        assertThat(outcomes).filteredOn("live"::equals).hasSize(50);
        assertThat(outcomes).filteredOn("CONCURRENCY_LIMIT_REACHED"::equals).hasSize(450);
        assertThat(meter.balance(me)).isEqualTo(950);
        assertThat(meter.sessionsOf(me)).isEqualTo(50);
    }

    @Test
    void aTopUpBesideHeartbeatsIsNeitherLostNorSpentTwice() throws Exception {
        for (int round = 0; round < 10; round++) {
            KnownSecret me = meter.account("pro", 8);
            AtOnce.run(8, i -> node(i).beat(me, "f" + i));
            // The next minute of all eight, and one more of three, is what the floor leaves room for.
            meter.pass(60);
            AtOnce.run(8, i -> node(i).outcome(me, "f" + i));
            meter.pass(60);
            List<String> outcomes = AtOnce.run(41, i -> {
                if (i == 20) {
                    meter.topUp(me.accountId(), 20);
                    return "topped up";
                }
                return node(i).outcome(me, "f" + i % 8);
            });
            assertThat(outcomes).containsOnlyOnce("topped up");
            int minutes = meter.jdbc.sql("select sum(billed_minutes) from runtime_session where account_id = :id")
                    .param("id", me.accountId()).query(Integer.class).single();
            assertThat(meter.balance(me)).isEqualTo(28 - minutes).isGreaterThanOrEqualTo(-11);
            assertThat(meter.outcome(me, "f0")).isEqualTo("live");
        }
    }

    @Test
    void chargesBesideHeartbeatsStopAtNothingAndHeartbeatsAtTheFloor() throws Exception {
        for (int round = 0; round < 10; round++) {
            KnownSecret me = meter.account("business", 30);
            AtOnce.run(20, i -> node(i).beat(me, "f" + i));
            meter.pass(60);
            List<String> outcomes = AtOnce.run(60, i -> i % 3 == 0
                    ? charge(node(i), me, "c" + i, 5)
                    : node(i).outcome(me, "f" + i % 20));
            long charged = outcomes.stream().filter("charged"::equals).count();
            // Ten are there: more than two charges of five would have gone below nothing.
            assertThat(charged).isLessThanOrEqualTo(2);
            int minutes = meter.jdbc.sql("select sum(billed_minutes) from runtime_session where account_id = :id")
                    .param("id", me.accountId()).query(Integer.class).single();
            assertThat(meter.balance(me)).isEqualTo(30 - 5 * charged - minutes).isGreaterThanOrEqualTo(-11);
        }
    }

    @Test
    void manySessionsTogetherStayAboveTheFloor() throws Exception {
        KnownSecret me = meter.account("pro", 12);
        AtOnce.run(10, i -> meter.beat(me, "f" + i));
        for (int minute = 0; minute < 3; minute++) {
            meter.pass(60);
            AtOnce.run(10, i -> meter.outcome(me, "f" + i));
            assertThat(meter.balance(me)).isGreaterThanOrEqualTo(-11);
        }
        assertThat(meter.balance(me)).isEqualTo(-11);
    }

    @Test
    void aSweepAndAHeartbeatAtOnceAgreeOnWhetherTheSessionIsOver() throws Exception {
        for (int round = 0; round < 20; round++) {
            KnownSecret me = meter.account("free", 100);
            Beat old = meter.beat(me, "f");
            meter.pass(301);
            List<Integer> swept = new ArrayList<>();
            AtOnce.run(6, i -> {
                if (i % 2 == 0) {
                    node(i / 2).beat(me, "f");
                } else {
                    int ended = node(i / 2).sessions.sweep();
                    synchronized (swept) {
                        swept.add(ended);
                    }
                }
                return "";
            });
            assertThat(swept.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(1);
            assertThat(meter.sessionsOf(me)).isEqualTo(2);
            assertThat(meter.balance(me)).isEqualTo(98);
            assertThat(meter.session(me, old).billedMinutes()).isOne();
            meter.pass(301);
            meter.sessions.sweep();
        }
    }

    @Test
    void manySweepsEndEachSessionOnce() throws Exception {
        KnownSecret me = meter.account("business", 1000);
        IntStream.range(0, 50).forEach(i -> meter.beat(me, "f" + i));
        meter.pass(301);
        assertThat(AtOnce.run(8, i -> node(i).sessions.sweep()).stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(50);
    }

    private Meter node(int hand) {
        return hand % 2 == 0 ? meter : otherNode;
    }

    private static String charge(Meter node, KnownSecret secret, String reference, long credits) {
        return node.jdbc.sql("""
                select account_charge(:id, :reference, :credits,
                    row('agent_generation', 'test', 'test', null, null, null, null, null)::ledger_subject)
                """).param("id", secret.accountId()).param("reference", reference).param("credits", credits)
                .query(String.class).single();
    }
}
