package dev.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.likeness.storage.disk.UploadFolder;
import dev.likeness.web.PublicBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;

class StorageConfigurationTests {

    @TempDir
    Path folder;

    @ComponentScan({"dev.likeness.storage.disk", "dev.likeness.storage.s3"})
    static class Rooms {
    }

    private ApplicationContextRunner context(String... properties) {
        return new ApplicationContextRunner().withUserConfiguration(StorageConfiguration.class, Rooms.class)
                .withBean(Clock.class, Clock::systemUTC).withBean(PublicBase.class)
                .withPropertyValues("likeness.data-dir=" + folder)
                .withPropertyValues(properties);
    }

    @Test
    void keepsObjectsAndTheSigningKeyInTheDataFolder() {
        context("likeness.public-url=https://api.example.com/").run(started -> {
            ObjectStore store = started.getBean(ObjectStore.class);
            store.put("public/a", new byte[1], "text/plain");
            assertThat(folder.resolve("objects/public/a~meta")).exists();
            assertThat(folder.resolve("signing-key")).exists();
            assertThat(started.getBean(SignedUrls.class).publicUrl("public/a"))
                    .hasToString("https://api.example.com/public/a");
        });
    }

    @Test
    void theSweepRemovesUploadsLeftHereWhicheverStoreKeepsThem() {
        context("likeness.storage.kind=s3", "likeness.storage.s3.bucket=b", "likeness.storage.s3.access-key=a",
                "likeness.storage.s3.secret-key=s", "likeness.storage.s3.endpoint=http://127.0.0.1:1").run(started -> {
                    Path left = Files.setLastModifiedTime(started.getBean(UploadFolder.class).newFile(),
                            FileTime.from(Instant.now().minus(Duration.ofDays(3))));
                    RecurringTask<?> sweep = started.getBean("sweepingOfTheStore", RecurringTask.class);
                    assertThat(sweep.getName()).isEqualTo("storage-sweep");
                    assertThatThrownBy(() -> run(sweep)).isInstanceOf(StoreUnavailableException.class);
                    assertThat(left).doesNotExist();
                });
    }

    private static <T> void run(RecurringTask<T> task) {
        task.execute(new TaskInstance<>(task.getName(), "recurring"), mock(ExecutionContext.class));
    }

    @Test
    void aConfiguredSigningKeyIsNotWrittenDownAndMustBeLong() {
        context("likeness.storage.signing-key=0123456789abcdef0123456789abcdef", "likeness.public-url=")
                .run(started -> {
                    assertThat(started).hasSingleBean(SignedUrls.class);
                    assertThat(folder.resolve("signing-key")).doesNotExist();
                });
        context("likeness.storage.signing-key=short").run(started -> assertThat(started).hasFailed());
        context("likeness.public-url=example.com").run(started -> assertThat(started).hasFailed());
    }

    @Test
    void s3NeedsABucketAndPartsThatS3Takes() {
        context("likeness.storage.kind=s3").run(started -> assertThat(started).hasFailed());
        String[] good = {"likeness.storage.kind=s3", "likeness.storage.s3.bucket=b",
                "likeness.storage.s3.endpoint=http://127.0.0.1:1", "likeness.storage.s3.access-key=a",
                "likeness.storage.s3.secret-key=s"};
        context(good).run(started -> assertThat(started).hasNotFailed().getBean(ObjectStore.class)
                .extracting(store -> store.getClass().getSimpleName()).isEqualTo("S3ObjectStore"));
        context(good).withPropertyValues("likeness.storage.s3.part-size=1MB")
                .run(started -> assertThat(started).hasFailed());
        context(good).withPropertyValues("likeness.storage.s3.prefix=no-slash")
                .run(started -> assertThat(started).hasFailed());
    }
}
