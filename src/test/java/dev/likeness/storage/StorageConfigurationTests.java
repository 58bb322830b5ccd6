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
}
