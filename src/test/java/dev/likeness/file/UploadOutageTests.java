package dev.likeness.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Unavailable;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.disk.UploadFolder;
import dev.likeness.storage.s3.FaultyS3;
import dev.likeness.web.body.SentFile;
import dev.likeness.web.egress.EgressClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Uploads while the store is away, or the disk is full: nobody is told that the URL was wrong. */
class UploadOutageTests {

    private static final FileProperties LIMITS = new FileProperties(DataSize.ofMegabytes(10),
            DataSize.ofMegabytes(100), DataSize.ofMegabytes(50), DataSize.ofMegabytes(10), 40_000_000);
    private static final String URL = "http://localhost/public/files/0/film.mp4";
    private static final String KEY = "public/files/0/film.mp4";
    private static final int SIZE = 1_000_000;

    @TempDir
    private Path folder;

    private final SignedUrls urls = mock(SignedUrls.class);
    private final FileRows rows = mock(FileRows.class);
    private FaultyS3 s3;

    @BeforeEach
    void connect() throws Exception {
        s3 = new FaultyS3(folder);
        when(urls.keyOf(anyString())).thenReturn(Optional.empty());
        when(urls.keyOf(URL)).thenReturn(Optional.of(KEY));
        when(urls.publicUrl(any())).thenReturn(URI.create(URL));
    }

    @AfterEach
    void disconnect() throws Exception {
        s3.close();
    }

    private FileSources sources() {
        return new FileSources(mock(EgressClient.class), s3.store(), urls, LIMITS);
    }

    private UploadSink sink() throws IOException {
        return new UploadSink(Files.createTempFile(folder, "part", ""), LIMITS);
    }

    private static boolean isUnavailable(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof Unavailable)) {
            cause = cause.getCause();
        }
        return cause != null && !(failure instanceof ApiException);
    }

    @Test
    void aStoreThatIsAwayOrBreaksOffIsNotAFileThatIsGone() throws IOException {
        s3.store().put(KEY, new byte[SIZE], "video/mp4");
        try (UploadSink sink = sink()) {
            s3.away();
            assertThat(isUnavailable(catchThrowable(() -> sources().fetch(URL, sink)))).isTrue();
            s3.awayAfter(100_000);
            assertThat(isUnavailable(catchThrowable(() -> sources().fetch(URL, sink)))).isTrue();
        }
        s3.back();
        try (UploadSink sink = sink()) {
            sources().fetch(URL, sink);
            assertThat(sink.size()).isEqualTo(SIZE);
            s3.store().delete(KEY);
            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> sources().fetch(URL, sink))
                    .matches(e -> e.code() == CommonError.DOWNLOAD_FAILED).withMessage("The file is no longer stored");
        }
    }

    @Test
    void aFullDiskIsNotAFileThatIsGone() throws IOException {
        s3.store().put(KEY, new byte[SIZE], "video/mp4");
        try (UploadSink sink = sink()) {
            // Writing fails as on a full disk.
            sink.close();
            assertThatThrownBy(() -> sources().fetch(URL, sink)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void anUploadThatCannotBeKeptLeavesARowForTheSweepAndNoFile() throws IOException {
        UploadFolder parts = new UploadFolder(folder);
        Uploads uploads = new Uploads(parts, sources(), rows, s3.store(), urls, LIMITS, Clock.systemUTC());
        when(rows.stored(any())).thenReturn(true);
        assertThat(uploads.upload(UUID.randomUUID(), body()).fileSize()).isEqualTo(Samples.mp3().length);

        s3.away();
        Uploads cut = new Uploads(parts, sources(), rows, s3.store(), urls, LIMITS, Clock.systemUTC());
        assertThat(isUnavailable(catchThrowable(() -> cut.upload(UUID.randomUUID(), body())))).isTrue();
        verify(rows, never()).delete(any());
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void anUploadWhoseAccountIsDeletedMeanwhileRemovesItsBytes() {
        when(rows.stored(any())).thenReturn(false);
        Uploads uploads = new Uploads(new UploadFolder(folder), sources(), rows, s3.store(), urls, LIMITS,
                Clock.systemUTC());
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> uploads.upload(UUID.randomUUID(), body()))
                .matches(e -> e.code() == CommonError.UNAUTHORIZED);
        List<String> left = new ArrayList<>();
        s3.store().list("public", listed -> left.add(listed.key()));
        assertThat(left).isEmpty();
    }

    /** A sound, sent as base64. */
    private FileWire.Request body() {
        SentFile sound = mock(SentFile.class);
        try {
            when(sound.file()).thenReturn(Files.write(folder.resolve("sound"), Samples.mp3()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        when(sound.size()).thenReturn((long) Samples.mp3().length);
        return new FileWire.Request(null, null, "voice.mp3", sound);
    }
}
