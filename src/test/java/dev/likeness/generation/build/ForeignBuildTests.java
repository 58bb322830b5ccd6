package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.ForeignHandler.Output;
import dev.likeness.job.Job;
import dev.likeness.job.JobFixture;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in a store that still finds them and has lost them when they are read. */
class ForeignBuildTests {

    private static final UncheckedIOException GONE = new UncheckedIOException(new NoSuchFileException("upload"));

    @TempDir
    private Path folder;

    private final ObjectStore store = mock(ObjectStore.class);
    private final Job job = new Job(UUID.randomUUID(), "test", "essence-2", new UUID(0, 7), "A91XMB7113",
            JobFixture.JSON.createObjectNode(), 1, 0, 0, "payment");
    private ForeignBuild build;
    private List<Output> outputs;

    @BeforeEach
    void upload() {
        build = new ForeignBuild(store, new WorkFolders(folder), mock(OutputChecks.class));
        outputs = build.outputs(job, List.of(Model.ESSENCE_2), true, true);
        when(store.find(any()))
                .thenReturn(Optional.of(new StoredObject("upload", 100, "", "image/png", Instant.EPOCH)));
    }

    @Test
    void whatIsLostBeforeItIsReadWasNotUploaded() {
        when(store.open(any(), anyLong(), anyLong())).thenThrow(GONE);
        assertLost();
    }

    @Test
    void whatIsLostWhileItIsReadWasNotUploaded() {
        when(store.open(any(), anyLong(), anyLong())).thenReturn(new InputStream() {
            @Override
            public int read() {
                throw GONE;
            }
        });
        assertLost();
    }

    private void assertLost() {
        assertThatThrownBy(() -> build.published(job, outputs, ForeignBuild.PORTRAIT, "portrait"))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo(CommonError.VALIDATION_ERROR);
                    assertThat(e.message()).isEqualTo("output portrait was not uploaded");
                });
        assertThat(build.published(job, outputs, ForeignBuild.VIDEO, "identity.mp4")).isNull();
        assertThat(folder).isDirectoryNotContaining("glob:**/upload");
    }
}
