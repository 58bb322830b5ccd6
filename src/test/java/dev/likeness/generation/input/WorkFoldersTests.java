package dev.likeness.generation.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFoldersTests {

    @TempDir
    private Path data;

    @Test
    void removesAtAStartWhatWasLeftADayAgoAndNothingOfARunningServer() throws IOException {
        Path work = data.resolve("work");
        Path left = Files.createDirectories(work.resolve("1-left/build-1"));
        Files.writeString(left.resolve("video.mp4"), "half");
        Path running = Files.createDirectories(work.resolve("1-running/build-1"));
        FileTime now = Files.getLastModifiedTime(work);
        Files.setLastModifiedTime(left.getParent(), FileTime.from(now.toInstant().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(running.getParent(), FileTime.from(now.toInstant().minus(Duration.ofHours(2))));

        WorkFolders folders = new WorkFolders(data);
        folders.afterPropertiesSet();

        assertThat(left.getParent()).doesNotExist();
        assertThat(running).exists();
        assertThat(folders.create()).isEmptyDirectory();
    }
}
