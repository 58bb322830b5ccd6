package dev.likeness.generation.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portraits;
import dev.likeness.avatar.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectGateTests {

    private static final Upload IMAGE = new Upload(null, new byte[]{1});

    private final Portraits portraits = mock(Portraits.class);
    private final Inputs inputs = mock(Inputs.class);
    private final SubjectGate gate = gate(Duration.ofMillis(300));

    @AfterEach
    void stop() {
        gate.destroy();
    }

    @Test
    void namesWhatItSees() {
        when(portraits.subject(any())).thenReturn(Subject.HUMAN, Subject.DRAWING, Subject.ANIMAL, Subject.NOBODY);
        assertThat(gate.mismatch(IMAGE, null)).isEmpty();
        assertThat(gate.mismatch(IMAGE, null)).hasValue("this image looks like a cartoon");
        assertThat(gate.mismatch(IMAGE, null)).hasValue("this image looks like an animal");
        assertThat(gate.mismatch(IMAGE, null)).hasValue("this image looks like it shows no human face");
    }

    @Test
    void letsThroughWhatCannotBeDecoded() {
        when(portraits.subject(any())).thenThrow(new PictureException("The picture cannot be decoded."));
        assertThat(gate.mismatch(IMAGE, null)).isEmpty();
    }

    @Test
    void letsThroughWhatTakesTooLong() {
        CountDownLatch never = new CountDownLatch(1);
        when(portraits.subject(any())).thenAnswer(_ -> {
            never.await();
            return Subject.DRAWING;
        });
        assertThat(gate.mismatch(IMAGE, null)).isEmpty();
    }

    @Test
    void letsThroughAtOnceWhenTooManyAreLookedAt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger looking = new AtomicInteger();
        when(portraits.subject(any())).thenAnswer(_ -> {
            looking.incrementAndGet();
            release.await();
            return Subject.DRAWING;
        });
        SubjectGate patient = gate(Duration.ofMinutes(1));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(callers.submit(() -> patient.mismatch(IMAGE, null)));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> answers.stream().filter(Future::isDone).count() == 12);
            assertThat(looking).hasValue(2);
            release.countDown();
            List<Optional<String>> all = new ArrayList<>();
            for (Future<Optional<String>> answer : answers) {
                all.add(answer.get(20, TimeUnit.SECONDS));
            }
            assertThat(all.stream().filter(Optional::isEmpty)).hasSize(12);
        } finally {
            patient.destroy();
        }
    }

    private SubjectGate gate(Duration patience) {
        return new SubjectGate(portraits, inputs, InputFixture.properties(patience));
    }
}
