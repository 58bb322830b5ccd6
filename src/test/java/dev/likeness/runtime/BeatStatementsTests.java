package dev.likeness.runtime;

import static dev.likeness.runtime.Meter.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.web.KnownSecret;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Many heartbeats in one statement are billed as each by itself would be. */
class BeatStatementsTests {

    private final Meter meter = new Meter();

    @AfterEach
    void theBooksBalance() {
        assertThat(meter.booksBalance()).isTrue();
    }

    @Test
    void eachGetsAnAnswerOfItsOwnInItsPlace() {
        KnownSecret rich = meter.account("pro", 1000);
        KnownSecret poor = meter.account("pro", 0);
        KnownSecret small = meter.account("free", 50);
        List<BeatAnswer> answers = together(beat(rich, "a"), beat(poor, "a"), beat(small, "a"),
                heartbeat(rich, "b", "A00AAA0000", null), beat(small, "b"), beat(rich, "b"), beat(rich, "a"));
        assertThat(answers).extracting(BeatAnswer::outcome).containsExactly("live", "insufficient", "live", "no_agent",
                "concurrency", "live", "live");
        assertThat(answers.getFirst().sessionId()).isEqualTo(answers.getLast().sessionId());
        assertThat(meter.balance(rich)).isEqualTo(998);
        assertThat(meter.balance(small)).isEqualTo(49);
    }

    @Test
    void theMinutesOfManyAreBilledTogetherAndFromTheBucketsInTheirOrder() {
        KnownSecret me = meter.account("business", 100);
        grant(me, "plan", 25);
        grant(me, "reward", 7);
        KnownSecret other = meter.account("business", 100);
        Heartbeat[] all = IntStream.range(0, 20)
                .mapToObj(i -> heartbeat(i % 4 == 3 ? other : me, "f" + i, null,
                        i % 2 == 0 ? "self-hosted-essence-2-model" : null))
                .toArray(Heartbeat[]::new);
        together(all);
        meter.pass(120);
        List<BeatAnswer> answers = together(all);
        assertThat(answers).extracting(BeatAnswer::outcome).containsOnly("live");
        assertThat(answers).filteredOn(a -> a.balance() == 57).as("15 of mine, 10 at 2 a minute").hasSize(15);
        assertThat(buckets(me)).containsExactly(0L, 0L, 57L);
        assertThat(entries(me, "2-3")).hasSize(15);
        // Every credit of a bucket is spent before the next is touched, entry by entry.
        assertThat(bucketsOfEntries(me)).isEqualTo(List.of(-25L, -7L, -43L));
        assertThat(meter.balance(other)).isEqualTo(85);
    }

    @Test
    void whereTheFloorIsNearEachIsDecidedInTurn() {
        KnownSecret me = meter.account("pro", 4);
        Heartbeat[] four = IntStream.range(0, 4).mapToObj(i -> beat(me, "f" + i)).toArray(Heartbeat[]::new);
        together(four);
        meter.pass(180);
        List<BeatAnswer> answers = together(four);
        assertThat(answers).extracting(BeatAnswer::outcome).containsExactly("live", "live", "live", "insufficient");
        assertThat(meter.balance(me)).isEqualTo(-9);
        assertThat(answers).extracting(BeatAnswer::balance).containsExactly(-3L, -6L, -9L, -9L);
    }

    @Test
    void doubledAndSilentAndRefusedOnesAreTakenAsByThemselves() {
        KnownSecret me = meter.account("business", 1000);
        KnownSecret revoked = meter.account("business", 1000);
        together(beat(me, "a"), beat(me, "silent"), beat(me, "refused"), beat(revoked, "a"));
        meter.pass(250);
        together(beat(me, "a"), beat(me, "refused"));
        meter.pass(60);
        meter.jdbc.sql("update api_secret set deleted_at = now() where account_id = :id")
                .param("id", revoked.accountId()).update();
        meter.jdbc.sql("""
                update runtime_session set refused_until = installation_now() + interval '1 minute'
                where account_id = :id and fingerprint = 'refused'
                """).param("id", me.accountId()).update();
        long before = meter.balance(me);
        List<BeatAnswer> answers = together(beat(me, "a"), beat(me, "a"), beat(me, "silent"), beat(me, "refused"),
                beat(revoked, "a"), beat(me, "a"), beat(me, "silent"));
        assertThat(answers).extracting(BeatAnswer::outcome).containsExactly("live", "live", "live",
                "runtime_suspended", "runtime_suspended", "live", "live");
        assertThat(before - meter.balance(me)).as("one minute of a, the first of a new one").isEqualTo(2);
        assertThat(meter.balance(revoked)).isEqualTo(999);
    }

    @Test
    void aNumberedBeatCountsOnceAndAnAccruedOneOpensNothing() {
        KnownSecret me = meter.account("pro", 100);
        assertThat(together(numbered(me, 1, true), numbered(me, 1, true))).extracting(BeatAnswer::outcome)
                .containsOnly("passed_over");
        assertThat(meter.sessionsOf(me)).isZero();
        List<BeatAnswer> first = together(numbered(me, 1, false), numbered(me, 2, false), numbered(me, 2, false));
        assertThat(first).extracting(BeatAnswer::outcome).containsExactly("live", "live", "passed_over");
        meter.pass(60);
        assertThat(together(numbered(me, 3, false), numbered(me, 3, false), numbered(me, 4, true)))
                .extracting(BeatAnswer::outcome).containsExactly("live", "passed_over", "live");
        assertThat(meter.balance(me)).isEqualTo(98);
        meter.pass(600);
        assertThat(together(numbered(me, 4, false), numbered(me, 5, true), numbered(me, 1, false)))
                .as("what comes late, after the grace, bills nothing").extracting(BeatAnswer::outcome)
                .containsOnly("passed_over");
        assertThat(meter.balance(me)).isEqualTo(98);
    }

    @Test
    void anAccountThatIsLockedHoldsNobodyElseUp() throws Exception {
        KnownSecret locked = meter.account("pro", 100);
        KnownSecret free = meter.account("pro", 100);
        new TransactionTemplate(new DataSourceTransactionManager(meter.database)).executeWithoutResult(tx -> {
            meter.jdbc.sql("select from wallet where account_id = :id for update").param("id", locked.accountId())
                    .query(rs -> {
                    });
            List<BeatAnswer> answers = inAnotherThread(() -> meter.statements
                    .many(List.of(beat(locked, "a"), beat(free, "a")), null, false));
            assertThat(answers).extracting(BeatAnswer::outcome).containsExactly("busy", "live");
            assertThat(inAnotherThread(() -> meter.statements.one(beat(locked, "a"), false)).busy()).isTrue();
        });
        assertThat(meter.outcome(locked, "a")).isEqualTo("live");
    }

    private List<BeatAnswer> together(Heartbeat... beats) {
        return meter.statements.many(List.of(beats), null, true);
    }

    private static Heartbeat beat(KnownSecret secret, String fingerprint) {
        return heartbeat(secret, fingerprint, null, null);
    }

    private static Heartbeat numbered(KnownSecret secret, long seq, boolean accrued) {
        return new Heartbeat(secret, null, null, null, null, null, null, null, null, null, "install session", seq,
                accrued);
    }

    private void grant(KnownSecret secret, String bucket, long credits) {
        meter.jdbc.sql("select ledger_grant(:id, :reference, :bucket, :credits, 'test')")
                .param("id", secret.accountId()).param("reference", UUID.randomUUID().toString())
                .param("bucket", bucket).param("credits", credits).query(Boolean.class).single();
    }

    private List<Long> buckets(KnownSecret secret) {
        return meter.jdbc.sql("select plan, reward, topup from wallet where account_id = :id")
                .param("id", secret.accountId()).query((row, n) -> List.of(row.getLong(1), row.getLong(2),
                        row.getLong(3)))
                .single();
    }

    private List<Long> bucketsOfEntries(KnownSecret secret) {
        return meter.jdbc.sql("""
                select sum(plan_delta), sum(reward_delta), sum(topup_delta) from ledger_entry
                where account_id = :id and kind = 'charge'
                """).param("id", secret.accountId()).query((row, n) -> List.of(row.getLong(1), row.getLong(2),
                row.getLong(3))).single();
    }

    private List<String> entries(KnownSecret secret, String minutes) {
        return meter.references(secret).stream().filter(r -> r.endsWith(":" + minutes)).toList();
    }

    private static <T> T inAnotherThread(Callable<T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(work).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
