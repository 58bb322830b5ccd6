package dev.likeness.generation.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.likeness.common.Unavailable;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.s3.FaultyS3;
import dev.likeness.web.body.Bodies;
import dev.likeness.web.body.SentFile;
import dev.likeness.web.egress.EgressClient;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Inputs that lie in our own store, over a network that fails. */
class InputsTests {

    private static final int LIMIT = 1 << 20;
    private static final String URL = "http://localhost/public/files/0/photo.png";
    private static final String KEY = "public/files/0/photo.png";

    @TempDir
    private Path folder;

    private final SignedUrls urls = mock(SignedUrls.class);

    private Inputs inputs(ObjectStore store) {
        when(urls.keyOf(URL)).thenReturn(Optional.of(KEY));
        return new Inputs(store, mock(EgressClient.class), urls,
                new InputProperties(DataSize.ofBytes(LIMIT), DataSize.ofBytes(2 * LIMIT), Duration.ofSeconds(3)));
    }

    @Test
    void ourOwnUrlsAreBoundedLikeForeignOnesBeforeAByteIsRead() throws Exception {
        try (FaultyS3 s3 = new FaultyS3(folder)) {
            ObjectStore store = spy(s3.store());
            Inputs inputs = inputs(store);
            SentFile upload = Bodies.url(URL);
            InputSource source = inputs.keep(UUID.randomUUID(), upload);
            store.put(KEY, new byte[LIMIT], "image/png");
            assertThat(fetched(inputs, source, false)).hasSize(LIMIT);
            inputs.peek(URL, target());
            assertThat(target()).hasSize(LIMIT);

            store.put(KEY, new byte[LIMIT + 1], "image/png");
            assertThat(fetched(inputs, source, true)).hasSize(LIMIT + 1);
            ObjectStore unread = spy(s3.store());
            doReturn(null).when(unread).open(any(), anyLong(), anyLong());
            Inputs others = inputs(unread);
            assertThatExceptionOfType(InputException.class).isThrownBy(() -> others.fetch(source, false, target()))
                    .withMessage("the file must have at most 1 MB");
            assertThatExceptionOfType(InputException.class).isThrownBy(() -> others.peek(URL, target()));
            verify(unread, never()).open(any(), anyLong(), anyLong());
        }
    }

    @Test
    void aStoreThatIsAwayIsNoFaultOfTheInput() throws Exception {
        try (FaultyS3 s3 = new FaultyS3(folder)) {
            s3.store().put(KEY, new byte[LIMIT], "image/png");
            InputSource source = new InputSource(URL, KEY);
            s3.away();
            assertThatThrownBy(() -> inputs(s3.store()).fetch(source, false, target())).isInstanceOf(Unavailable.class);
            s3.awayAfter(100_000);
            assertThatThrownBy(() -> inputs(s3.store()).fetch(source, false, target()))
                    .isInstanceOf(UncheckedIOException.class)
                    .rootCause().isNotInstanceOf(InputException.class);
            s3.back();
            assertThat(fetched(inputs(s3.store()), source, false)).hasSize(LIMIT);
            s3.store().delete(KEY);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> inputs(s3.store()).fetch(source, false, target()))
                    .withMessage("Failed to download: it is no longer stored");
        }
    }

    @Test
    void whatIsDeletedBetweenTheLookAndTheReadIsGone() {
        ObjectStore store = mock(ObjectStore.class);
        when(store.find(KEY)).thenReturn(Optional.of(new StoredObject(KEY, 5, "", "image/png",
                Instant.EPOCH)));
        when(store.open(KEY, 0, 5))
                .thenThrow(new UncheckedIOException(new NoSuchFileException(KEY)));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> inputs(store).fetch(new InputSource(null, KEY), false, target()))
                .withMessage("Failed to download: it is no longer stored");
    }

    private Path target() {
        return folder.resolve("fetched");
    }

    private Path fetched(Inputs inputs, InputSource source, boolean audio) throws InterruptedException {
        inputs.fetch(source, audio, target());
        return target();
    }
}
