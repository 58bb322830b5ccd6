package dev.likeness.runtime;

import static dev.likeness.runtime.Meter.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.likeness.web.KnownSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.CannotAcquireLockException;

/** What goes together, and that everybody gets an answer whatever happens to the others. */
@Timeout(60)
class BeatQueueTests {

    private final BeatStatements statements = mock(BeatStatements.class);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void everybodyIsDone() {
        threads.close();
    }

    @Test
    void aLoneHeartbeatIsAskedAloneAndAtOnce() {
        doReturn(live("s")).when(statements).one(any(), anyBoolean());
        assertThat(queue(128, false).ask(beat(account(1), 0))).isEqualTo(live("s"));
        verify(statements, never()).many(any(), any(), anyBoolean());
    }

    @Test
    void whatArrivesMeanwhileGoesTogetherEachWithItsOwnAnswer() throws Exception {
        firstIsHeldUp();
        answerByFingerprint();
        BeatQueue queue = queue(128, false);
        List<Future<BeatAnswer>> answers = hundredBehindOne(queue);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(live("f" + i));
        }
        assertThat(batches).containsExactly(100);
    }

    @Test
    void noStatementHoldsMoreThanItsSize() throws Exception {
        firstIsHeldUp();
        answerByFingerprint();
        for (Future<BeatAnswer> answer : hundredBehindOne(queue(30, false))) {
            assertThat(answer.get().outcome()).isEqualTo("live");
        }
        assertThat(batches).containsExactly(30, 30, 30, 10);
    }

    @Test
    void onADistributedDatabaseAStatementHoldsOneAccount() throws Exception {
        firstIsHeldUp();
        answerByFingerprint();
        for (Future<BeatAnswer> answer : hundredBehindOne(queue(128, true))) {
            assertThat(answer.get().outcome()).isEqualTo("live");
        }
        assertThat(batches).containsExactly(25, 25, 25, 25);
        verify(statements, never()).many(any(), eq(null), anyBoolean());
    }

    @Test
    void whatFailsTogetherIsAskedOneByOne() throws Exception {
        firstIsHeldUp();
        doThrow(new CannotAcquireLockException("too long")).when(statements).many(any(), any(), anyBoolean());
        List<Future<BeatAnswer>> answers = hundredBehindOne(queue(128, false));
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(live("f" + i));
        }
    }

    @Test
    void whoIsBusyIsAskedAgainBesideTheLaneAndNobodyWaitsForIt() throws Exception {
        firstIsHeldUp();
        CompletableFuture<Void> lock = new CompletableFuture<>();
        doAnswer(call -> call.<List<Heartbeat>>getArgument(0).stream()
                .map(beat -> beat.secret().equals(account(0)) ? busy() : live(beat.fingerprint())).toList())
                .when(statements).many(any(), any(), eq(false));
        doAnswer(call -> {
            lock.join();
            return call.<List<Heartbeat>>getArgument(0).stream().map(beat -> live(beat.fingerprint())).toList();
        }).when(statements).many(any(), eq(account(0).accountId()), eq(true));
        List<Future<BeatAnswer>> answers = hundredBehindOne(queue(128, false));
        for (int i = 0; i < answers.size(); i++) {
            if (i % 4 != 0) {
                assertThat(answers.get(i).get()).isEqualTo(live("f" + i));
            }
        }
        assertThat(answers).filteredOn(Future::isDone).hasSize(75);
        lock.complete(null);
        for (int i = 0; i < answers.size(); i += 4) {
            assertThat(answers.get(i).get()).isEqualTo(live("f" + i));
        }
        verify(statements).many(any(), any(), eq(true));
        verify(statements, never()).one(any(), eq(true));
    }

    @Test
    void oneStatementAtATimeWaitsForALockedAccountHoweverManyAsk() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> lock = new CompletableFuture<>();
        doReturn(busy()).when(statements).one(any(), eq(false));
        doAnswer(call -> {
            asked.countDown();
            lock.join();
            return live("first");
        }).when(statements).one(any(), eq(true));
        answerByFingerprint();
        doAnswer(call -> call.<List<Heartbeat>>getArgument(0).stream().map(beat -> busy()).toList()).when(statements)
                .many(any(), any(), eq(false));
        BeatQueue queue = queue(128, false);
        Future<BeatAnswer> front = threads.submit(() -> queue.ask(beat(account(0), 0)));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        List<Future<BeatAnswer>> others = IntStream.range(1, 50)
                .mapToObj(i -> threads.submit(() -> queue.ask(beat(account(0), i)))).toList();
        while (queue.held() < 49) {
            Thread.onSpinWait();
        }
        lock.complete(null);
        assertThat(front.get()).isEqualTo(live("first"));
        for (int i = 1; i < 50; i++) {
            assertThat(others.get(i - 1).get()).isEqualTo(live("f" + i));
        }
        verify(statements).one(any(), eq(true));
        assertThat(batches).as("those that came while the lock was waited for").containsExactly(49);
    }

    @Test
    void aLockThatIsNotGivenInTimeIsSaidToWhoWaitedForIt() {
        doReturn(busy()).when(statements).one(any(), eq(false));
        doThrow(new CannotAcquireLockException("too long")).when(statements).one(any(), eq(true));
        BeatQueue queue = queue(128, false);
        assertThatThrownBy(() -> queue.ask(beat(account(0), 0))).isInstanceOf(CannotAcquireLockException.class);
        assertThat(queue.held()).isZero();
    }

    @Test
    void whoHasWaitedTooLongGoesPastALeaderThatHangs() throws Exception {
        firstIsHeldUp();
        answerByFingerprint();
        BeatQueue queue = new BeatQueue(statements, new BatchProperties(128, 1, Duration.ofMillis(50), false));
        Future<BeatAnswer> hanging = threads.submit(() -> queue.ask(heartbeat(account(9), "first", null, null)));
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        List<Future<BeatAnswer>> answers = IntStream.range(0, 100)
                .mapToObj(i -> threads.submit(() -> queue.ask(beat(account(i % 4), i)))).toList();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(live("f" + i));
        }
        assertThat(hanging.isDone()).isFalse();
        goOn.countDown();
        assertThat(hanging.get()).isEqualTo(live("first"));
        assertThat(queue.ask(beat(account(1), 1))).as("the lane goes on").isEqualTo(live("f1"));
    }

    @Test
    void anErrorOfTheOneInFrontIsItsOwnAlone() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        doAnswer(call -> {
            if (calls.getAndIncrement() == 0) {
                first.countDown();
                goOn.await();
                throw new IllegalStateException("a defect");
            }
            return live(call.getArgument(0, Heartbeat.class).fingerprint());
        }).when(statements).one(any(), anyBoolean());
        answerByFingerprint();
        for (Future<BeatAnswer> answer : hundredBehindOne(queue(128, false))) {
            assertThat(answer.get().outcome()).isEqualTo("live");
        }
    }

    /** Alone and without waiting, everybody is answered; the first one after a while. */
    private void firstIsHeldUp() {
        doAnswer(call -> {
            String fingerprint = call.getArgument(0, Heartbeat.class).fingerprint();
            if (fingerprint.equals("first")) {
                first.countDown();
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            }
            return live(fingerprint);
        }).when(statements).one(any(), eq(false));
    }

    private void answerByFingerprint() {
        doAnswer(call -> {
            List<Heartbeat> beats = call.getArgument(0);
            batches.add(beats.size());
            return beats.stream().map(beat -> live(beat.fingerprint())).toList();
        }).when(statements).many(any(), any(), anyBoolean());
    }

    /** A hundred heartbeats of four accounts, which all wait before the first one is let go on. */
    private List<Future<BeatAnswer>> hundredBehindOne(BeatQueue queue) throws Exception {
        threads.submit(() -> queue.ask(heartbeat(account(9), "first", null, null)));
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        List<Future<BeatAnswer>> answers = IntStream.range(0, 100)
                .mapToObj(i -> threads.submit(() -> queue.ask(beat(account(i % 4), i)))).toList();
        while (queue.waiting() < 100) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        return answers;
    }

    /** Nobody is overtaken within the time of a test, however slow the machine. */
    private BeatQueue queue(int size, boolean oneAccount) {
        return new BeatQueue(statements,
                new BatchProperties(size, 1, Duration.ofMinutes(2), oneAccount));
    }

    private static KnownSecret account(int number) {
        return new KnownSecret(new UUID(0, number), "00");
    }

    private static Heartbeat beat(KnownSecret secret, int number) {
        return heartbeat(secret, "f" + number, null, null);
    }

    private static BeatAnswer live(String session) {
        return new BeatAnswer("live", session, 1, "pro");
    }

    private static BeatAnswer busy() {
        return new BeatAnswer("busy", null, 0, null);
    }
}
