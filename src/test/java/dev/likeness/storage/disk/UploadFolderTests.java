package dev.likeness.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTests {

    @TempDir
    private Path data;

    @Test
    void anotherNodeThatStartsLeavesRunningUploadsAlone() throws IOException {
        UploadFolder running = new UploadFolder(data);
        Path arriving = running.newFile();
        // As another container names it, whose process number is ours or nobody's here.
        Path others = Files.writeString(data.resolve("uploads").resolve("1-2342"), "x");
        new UploadFolder(data).sweep();
        assertThat(arriving).exists();
        assertThat(others).exists();
        running.delete(arriving);
        running.delete(arriving);
        assertThat(arriving).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftGoesAtAStartAndWithTheSweep() throws IOException {
        UploadFolder folder = new UploadFolder(data);
        Path left = aged(folder.newFile());
        Path still = folder.newFile();
        folder.sweep();
        assertThat(left).doesNotExist();
        assertThat(still).exists();
        aged(still);
        new UploadFolder(data);
        assertThat(data.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void othersOnTheMachineReadNothing() throws IOException {
        Path file = new UploadFolder(data).newFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("uploads"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatOthersCouldReadIsMadePrivate() throws IOException {
        Path uploads = Files.createDirectory(data.resolve("uploads"));
        Files.setPosixFilePermissions(uploads, PosixFilePermissions.fromString("rwxr-xr-x"));
        new UploadFolder(data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(uploads))).isEqualTo("rwx------");
    }

    private static Path aged(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(49))));
    }
}
