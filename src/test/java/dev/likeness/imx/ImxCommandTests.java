package dev.likeness.imx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImxCommandTests {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void infoTellsWhatIsInside() throws IOException {
        Path file = ImxFixture.write(folder, ImxFixture.manifest());
        assertThat(run("info", file.toString())).isZero();
        assertThat(out.toString()).contains("engine         likeness1", "resolution     720x960", "fps            25.0",
                "license        for the owner", "identity/weights.bin", "entries        6");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void verifySaysOk() throws IOException {
        assertThat(run("verify", ImxFixture.write(folder, ImxFixture.manifest()).toString())).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("ok");
    }

    @Test
    void infoOfATruncatedFileIsOneSentenceAndStatusOne() throws IOException {
        Path file = ImxFixture.write(folder, ImxFixture.manifest());
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 500_000));
        assertThat(run("info", file.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains("truncated: entry 'padding.bin'");
    }

    @Test
    void infoOfAnAlteredFileIsOneSentenceAndStatusOne() throws IOException {
        Path file = ImxFixture.write(folder, ImxFixture.manifest());
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 5]++;
        Files.write(file, whole);
        assertThat(run("info", file.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains("altered: entry 'padding.bin'");
    }

    @Test
    void aMissingFileAndAFolderAreBadFiles() {
        assertThat(run("info", folder.resolve("no.imx").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file");
        assertThat(run("info", folder.toString())).isEqualTo(1);
    }

    @Test
    void anUpgradeIntoAFolderThatIsMissingSaysSo() throws IOException {
        Path file = ImxFixture.write(folder, ImxFixture.manifest());
        assertThat(run("upgrade", file.toString(), folder.resolve("nowhere/x.imx").toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("imx: there is no folder " + folder.resolve("nowhere"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void otherArgumentsShowTheUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("info")).isEqualTo(2);
        assertThat(run("pack", "a")).isEqualTo(2);
        assertThat(err.toString()).contains("usage: imx info FILE");
    }

    @Test
    void textOfAForeignFileSendsNothingToTheTerminal() throws IOException {
        Map<String, Object> manifest = ImxFixture.manifest();
        manifest.put("license", "\u001b[31mred\u202e");
        assertThat(run("info", ImxFixture.write(folder, manifest).toString())).isZero();
        assertThat(out.toString()).contains("license        ?[31mred?");
    }

    private int run(String... args) {
        return ImxCommand.run(args, new PrintStream(out, true), new PrintStream(err, true));
    }
}
