package dev.likeness.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.likeness.TestDatabase;
import dev.likeness.TestEntities;
import dev.likeness.account.AccountDeleted;
import dev.likeness.common.InstallationClock;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.disk.UploadFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Rows of uploads whose bytes nobody will keep or need any more. */
class FileSweepTests {

    private static final UUID ACCOUNT = new UUID(0, 1);

    @TempDir
    private Path folder;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TestEntities entities = new TestEntities(database);
    private final FileRows rows = new FileRows(entities.repository(FileRepository.class), entities.entities,
            entities.transactions);
    private final ObjectStore store = mock(ObjectStore.class);
    private final Clock clock = new InstallationClock();
    private Uploads uploads;

    @BeforeEach
    void open() {
        FileProperties limits = new FileProperties(DataSize.ofMegabytes(10), DataSize.ofMegabytes(100),
                DataSize.ofMegabytes(50), DataSize.ofMegabytes(10), 40_000_000);
        uploads = new Uploads(new UploadFolder(folder), mock(FileSources.class), rows, store, mock(SignedUrls.class),
                limits, clock);
    }

    private UploadedFile row(String key, String age, boolean stored) {
        UploadedFile row = new UploadedFile(ACCOUNT, UUID.randomUUID(), "public/files/" + key, "image/png", 5, "a.png",
                clock.instant(), clock.instant());
        rows.begin(row);
        if (stored) {
            assertThat(rows.stored(row)).isTrue();
        }
        jdbc.sql("update uploaded_file set begun_at = now() - cast(:age as interval) where file_id = :id")
                .param("age", age).param("id", row.fileId).update();
        return row;
    }

    private void sweep() {
        FileSweep.sweepingOfUploads(uploads).execute(new TaskInstance<>("file-sweep", "recurring"),
                mock(ExecutionContext.class));
    }

    private boolean isThere(UploadedFile row) {
        return jdbc.sql("select count(*) from uploaded_file where file_id = :id").param("id", row.fileId)
                .query(Long.class).single() == 1;
    }

    @Test
    void takesUploadsThatNobodyEndedInADay() {
        UploadedFile left = row("left", "25 hours", false);
        UploadedFile running = row("running", "23 hours", false);
        UploadedFile kept = row("kept", "100 days", true);
        sweep();
        verify(store).delete(left.objectKey);
        verify(store, never()).delete(running.objectKey);
        verify(store, never()).delete(kept.objectKey);
        assertThat(isThere(left)).isFalse();
        assertThat(isThere(running)).isTrue();
        assertThat(isThere(kept)).isTrue();
    }

    @Test
    void aRowStaysUntilItsBytesAreGone() {
        UploadedFile left = row("left", "2 days", false);
        UploadedFile other = row("other", "2 days", false);
        doThrow(new IllegalStateException("away")).when(store).delete(left.objectKey);
        sweep();
        assertThat(isThere(left)).isTrue();
        assertThat(isThere(other)).isFalse();
    }

    @Test
    void filesOfADeletedAccountGoWithTheSweepWhenTheyCouldNotAtOnce() {
        UploadedFile kept = row("kept", "1 hour", true);
        UploadedFile running = row("running", "1 second", false);
        doThrow(new IllegalStateException("away")).when(store).delete(anyString());
        new FileSweep(uploads).onDeleted(new AccountDeleted(ACCOUNT));
        // The deletion that begins at once has failed.
        verify(store, timeout(20_000)).delete(kept.objectKey);
        verify(store, timeout(20_000)).delete(running.objectKey);
        // An upload that ends only now learns that it must remove its bytes itself.
        assertThat(rows.stored(running)).isFalse();
        doNothing().when(store).delete(anyString());
        sweep();
        assertThat(isThere(kept)).isFalse();
        assertThat(isThere(running)).isFalse();
    }
}
