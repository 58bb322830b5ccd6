package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portraits;
import dev.likeness.avatar.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SubjectGateTests {

    private static final Upload IMAGE = new Upload(null, new byte[]{1});

    private final Portraits portraits = mock(Portraits.class);
    private final Inputs inputs = mock(Inputs.class);
    private final SubjectGate gate = new SubjectGate(portraits, inputs, new GenerationProperties(false, List.of(),
            Duration.ofMinutes(10), 2, DataSize.ofMegabytes(10), DataSize.ofMegabytes(50), Duration.ofMillis(300)));

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
}
