package dev.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StorageConfigurationTests {

    @TempDir
    Path folder;

    private ApplicationContextRunner context(String... properties) {
        return new ApplicationContextRunner().withUserConfiguration(StorageConfiguration.class)
                .withBean(Clock.class, Clock::systemUTC).withPropertyValues("likeness.data-dir=" + folder)
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
                .isInstanceOf(S3ObjectStore.class));
        context(good).withPropertyValues("likeness.storage.s3.part-size=1MB")
                .run(started -> assertThat(started).hasFailed());
        context(good).withPropertyValues("likeness.storage.s3.prefix=no-slash")
                .run(started -> assertThat(started).hasFailed());
    }
}
