package dev.likeness.generation.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.portrait.PictureSubject;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.web.body.Bodies;
import dev.likeness.web.body.SentFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectGateTests {

    private static final SentFile IMAGE = Bodies.file(Path.of("src/test/resources/pictures/coffee.png"));

    @TempDir
    private static Path folder;

    private final Portraits portraits = mock(Portraits.class);
    private final Inputs inputs = mock(Inputs.class);
    private final SubjectGate gate = gate(Duration.ofMinutes(1));

    @AfterEach
    void stop() {
        gate.destroy();
    }

    @Test
    void namesWhatItSees() {
        when(portraits.subject(any())).thenReturn(PictureSubject.HUMAN, PictureSubject.DRAWING, PictureSubject.ANIMAL,
                PictureSubject.NOBODY);
        assertThat(gate.glance(IMAGE, null)).isEqualTo(new Verdict.Human());
        assertThat(gate.glance(IMAGE, null)).isEqualTo(new Verdict.Other("this image looks like a cartoon"));
        assertThat(gate.glance(IMAGE, null)).isEqualTo(new Verdict.Other("this image looks like an animal"));
        assertThat(gate.glance(IMAGE, null))
                .isEqualTo(new Verdict.Other("this image looks like it shows no human face"));
    }

    @Test
    void hearsWhatItIsTold() {
        assertThat(gate.glance(null, null)).isEqualTo(new Verdict.Human());
        assertThat(gate.glance(null, "a chef")).isEqualTo(new Verdict.Human());
        assertThat(gate.glance(null, "a cat"))
                .isEqualTo(new Verdict.Other("this description sounds like an animal"));
    }

    @Test
    void aPictureThatCannotBeHadIsLeftToTheBuild() {
        SentFile elsewhere = Bodies.url("https://example.com/me.png");
        doThrow(new InputException("gone")).when(inputs).peek(any(), any());
        assertThat(gate.glance(elsewhere, null)).isEqualTo(new Verdict.Open());
        doAnswer(call -> Files.write(call.getArgument(1), new byte[]{1})).when(inputs).peek(any(), any());
        when(portraits.subject(new byte[]{1})).thenReturn(PictureSubject.DRAWING);
        assertThat(gate.glance(elsewhere, null)).isInstanceOf(Verdict.Other.class);
    }

    @Test
    void aBuildWaitsForItsTurnAndIsToldWhateverComes() throws Exception {
        when(portraits.subject(any())).thenReturn(PictureSubject.DRAWING).thenThrow(new PictureException("no picture"))
                .thenThrow(new IllegalStateException("the classifier is broken"));
        assertThat(gate.look(new byte[1])).isEqualTo(new Verdict.Other("this image looks like a cartoon"));
        assertThat(gate.look(new byte[1])).isEqualTo(new Verdict.Human());
        assertThat(gate.look(new byte[1])).isEqualTo(new Verdict.Human());
    }

    @Test
    void letsThroughWhatCannotBeDecoded() {
        when(portraits.subject(any())).thenThrow(new PictureException("The picture cannot be decoded."));
        assertThat(gate.glance(IMAGE, null)).isEqualTo(new Verdict.Human());
    }

    @Test
    void whatTakesTooLongIsLeftToTheBuild() {
        CountDownLatch never = new CountDownLatch(1);
        when(portraits.subject(any())).thenAnswer(_ -> {
            never.await();
            return PictureSubject.DRAWING;
        });
        SubjectGate hasty = gate(Duration.ofMillis(300));
        assertThat(hasty.glance(IMAGE, null)).isEqualTo(new Verdict.Open());
        hasty.destroy();
    }

    @Test
    void leavesThoseToTheBuildAtOnceThatAreTooMany() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger looking = new AtomicInteger();
        when(portraits.subject(any())).thenAnswer(_ -> {
            looking.incrementAndGet();
            release.await();
            return PictureSubject.DRAWING;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(callers.submit(() -> gate.glance(IMAGE, null)));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> answers.stream().filter(Future::isDone).count() == 12 && looking.get() == 2);
            release.countDown();
            List<Verdict> all = new ArrayList<>();
            for (Future<Verdict> answer : answers) {
                all.add(answer.get(20, TimeUnit.SECONDS));
            }
            assertThat(all.stream().filter(Verdict.Open.class::isInstance)).hasSize(12);
        }
    }

    @Test
    void slowPicturesLeaveNobodyElsesToTheBuild() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        byte[] slow = {1};
        SentFile heavy = Bodies.file(Files.write(folder.resolve("heavy"), slow));
        when(portraits.isSlow(slow)).thenReturn(true);
        when(portraits.subject(any())).thenAnswer(call -> {
            if (Arrays.equals(call.getArgument(0), slow)) {
                release.await();
            }
            return PictureSubject.DRAWING;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> heavies = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                heavies.add(callers.submit(() -> gate.glance(heavy, null)));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> heavies.stream().filter(Future::isDone).count() == 2);
            assertThat(gate.glance(IMAGE, null)).isInstanceOf(Verdict.Other.class);
            release.countDown();
        }
    }

    @Test
    void onlyPicturesThatAreWorkedOnAreInMemory() throws Exception {
        CountDownLatch sort = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger sorting = new AtomicInteger();
        AtomicInteger looking = new AtomicInteger();
        Queue<byte[]> seen = new ConcurrentLinkedQueue<>();
        when(portraits.isSlow(any())).thenAnswer(_ -> {
            sorting.incrementAndGet();
            sort.await();
            return false;
        });
        when(portraits.subject(any())).thenAnswer(call -> {
            seen.add(call.getArgument(0));
            looking.incrementAndGet();
            release.await();
            return PictureSubject.HUMAN;
        });
        byte[] early = {1};
        byte[] late = {2};
        Path file = Files.write(folder.resolve("waiting"), early);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(Thread.ofPlatform().start(() -> gate.glance(Bodies.file(file), null)));
        }
        // Two are being sorted, and six wait for that: each by the clock, so that none is on its way any more.
        await().atMost(Duration.ofSeconds(20)).until(() -> sorting.get() >= 2 && callers.stream()
                .allMatch(caller -> caller.getState() == Thread.State.TIMED_WAITING
                        || caller.getState() == Thread.State.WAITING));
        assertThat(sorting).hasValue(2);
        sort.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> looking.get() == 2 && gate.waiting() == 6);
        // Who waits for a look has not read the picture yet, so it is the later one that is seen.
        Files.write(file, late);
        release.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(seen).containsExactlyInAnyOrder(early, early, late, late, late, late, late, late);
    }

    @Test
    void whoNoLongerWaitsTakesNobodysPlace() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        when(portraits.subject(any())).thenAnswer(_ -> {
            release.await();
            return PictureSubject.DRAWING;
        });
        SubjectGate hasty = gate(Duration.ofMillis(200));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 3; round++) {
                List<Future<Verdict>> gaveUp = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    gaveUp.add(callers.submit(() -> hasty.glance(IMAGE, null)));
                }
                for (Future<Verdict> one : gaveUp) {
                    assertThat(one.get(20, TimeUnit.SECONDS)).isInstanceOf(Verdict.Open.class);
                }
            }
            assertThat(hasty.waiting()).isZero();
            release.countDown();
        }
        hasty.destroy();
    }

    private SubjectGate gate(Duration patience) {
        return new SubjectGate(portraits, inputs, new WorkFolders(folder), InputFixture.properties(patience));
    }
}
