package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.web.KnownSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same rules with many hands at once. */
class MeteringRaceTests {

    private final Meter meter = new Meter();

    @AfterEach
    void theBooksBalance() {
        assertThat(meter.booksBalance()).isTrue();
    }

    @Test
    void twoHundredHeartbeatsOfAMinuteBillItOnce() throws Exception {
        KnownSecret me = meter.account("free", 100);
        List<Beat> first = atOnce(200, i -> meter.beat(me, "f"));
        assertThat(first).extracting(Beat::sessionId).containsOnly(first.getFirst().sessionId());
        assertThat(meter.balance(me)).isEqualTo(99);
        meter.pass(60);
        atOnce(200, i -> meter.beat(me, "f"));
        assertThat(meter.balance(me)).isEqualTo(98);
    }

    @Test
    void aHundredStartsLeaveRoomForNoMoreThanThePlans() throws Exception {
        KnownSecret me = meter.account("pro", 1000);
        List<String> outcomes = atOnce(100, i -> meter.outcome(me, "f" + i));
        assertThat(outcomes).filteredOn("live"::equals).hasSize(10);
        assertThat(outcomes).filteredOn("CONCURRENCY_LIMIT_REACHED"::equals).hasSize(90);
        assertThat(meter.balance(me)).isEqualTo(990);
    }

    @Test
    void manySessionsTogetherStayAboveTheFloor() throws Exception {
        KnownSecret me = meter.account("pro", 12);
        atOnce(10, i -> meter.beat(me, "f" + i));
        for (int minute = 0; minute < 3; minute++) {
            meter.pass(60);
            atOnce(10, i -> meter.outcome(me, "f" + i));
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
            atOnce(6, i -> {
                if (i % 2 == 0) {
                    meter.beat(me, "f");
                } else {
                    int ended = meter.sessions.sweep();
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
        assertThat(atOnce(8, i -> meter.sessions.sweep()).stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    }

    private interface Hand<T> {
        T move(int index) throws Exception;
    }

    private static <T> List<T> atOnce(int hands, Hand<T> hand) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> moves = new ArrayList<>();
            for (int i = 0; i < hands; i++) {
                int index = i;
                Callable<T> move = () -> {
                    start.await();
                    return hand.move(index);
                };
                moves.add(threads.submit(move));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> move : moves) {
                results.add(move.get());
            }
            return results;
        }
    }
}
