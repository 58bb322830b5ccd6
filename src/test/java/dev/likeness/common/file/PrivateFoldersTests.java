package dev.likeness.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFoldersTests {

    @TempDir
    private Path folder;

    @Test
    void aFolderIsItsOwnersAloneWhetherNewOrOld() throws IOException {
        assertThat(mode(PrivateFolders.make(folder.resolve("a/b")))).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
        Path old = Files.createDirectory(folder.resolve("old"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createFile(old.resolve("kept"));
        assertThat(mode(PrivateFolders.make(old))).isEqualTo("rwx------");
        assertThat(old.resolve("kept")).exists();
    }

    private static String mode(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
