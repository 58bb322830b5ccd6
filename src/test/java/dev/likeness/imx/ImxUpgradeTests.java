package dev.likeness.imx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImxUpgradeTests {

    @TempDir
    Path folder;

    private static Map<String, Object> manifest(String version) {
        Map<String, Object> manifest = ImxFixture.manifest();
        manifest.put("format_version", version);
        manifest.put("somebody_elses", Map.of("kept", true));
        return manifest;
    }

    @Test
    void anUpgradedFileIsTheOneThatWouldHaveBeenWritten() throws IOException {
        Path file = ImxFixture.write(folder, manifest("2.0"));
        byte[] old = Files.readAllBytes(file);
        assertThat(ImxUpgrade.run(file, file)).isEqualTo("upgraded from format version 2.0 to 2.1");
        byte[] upgraded = Files.readAllBytes(file);
        Files.delete(file);
        byte[] fresh = Files.readAllBytes(ImxFixture.write(folder, manifest("2.1")));
        assertThat(upgraded).isEqualTo(fresh).isNotEqualTo(old);
        try (ImxFile opened = ImxFile.open(file)) {
            opened.verify();
            assertThat(opened.manifest().members()).containsEntry("somebody_elses", Map.of("kept", true));
            assertThat(opened.manifest().members().get("entries").toString()).contains("type=video/mp4");
        }
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void aFileOfThisOrANewerVersionIsLeftAlone() throws IOException {
        for (String version : new String[]{"2.1", "2.7"}) {
            Path file = ImxFixture.write(folder, manifest(version));
            byte[] before = Files.readAllBytes(file);
            assertThat(ImxUpgrade.run(file, file)).isEqualTo("nothing to do: format version " + version);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            Path copy = folder.resolve("copy.imx");
            ImxUpgrade.run(file, copy);
            assertThat(Files.readAllBytes(copy)).isEqualTo(before);
        }
    }

    @Test
    void aDamagedFileIsRefusedAndKept() throws IOException {
        Path file = ImxFixture.write(folder, manifest("2.0"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1]++;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ImxUpgrade.run(file, file)).isInstanceOf(ImxException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void theCommandTakesATarget() throws IOException {
        Path file = ImxFixture.write(folder, manifest("2.0"));
        Path target = folder.resolve("new.imx");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImxCommand.run(new String[]{"upgrade", file.toString(), target.toString()}, new PrintStream(out),
                System.err)).isZero();
        assertThat(out.toString()).startsWith("upgraded from");
        assertThat(ImxCommand.run(new String[]{"verify", target.toString()}, new PrintStream(out), System.err))
                .isZero();
        try (ImxFile kept = ImxFile.open(file)) {
            assertThat(kept.manifest().formatVersion()).isEqualTo("2.0");
        }
    }
}
