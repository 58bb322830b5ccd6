package dev.likeness.imx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.imx.ImxFile.Entry;
import dev.likeness.imx.ImxFile.Sum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImxFileTests {

    @TempDir
    Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        try (ImxFile file = ImxFile.open(ImxFixture.write(folder, ImxFixture.manifest()))) {
            file.verify();
            assertThat(file.entries()).extracting(Entry::name).containsExactly("manifest.json", "manifest.sha256",
                    "identity/weights.bin", "motion/base.mp4", "empty.bin", "padding.bin");
            assertThat(file.read("identity/weights.bin", 1 << 20)).isEqualTo(ImxFixture.WEIGHTS);
            try (InputStream video = file.open("motion/base.mp4")) {
                video.skipNBytes(1_000);
                assertThat(video.readAllBytes()).hasSize(39_000).endsWith(ImxFixture.VIDEO[39_999]);
            }
            ImxManifest manifest = file.manifest();
            assertThat(manifest.engine()).isEqualTo("likeness1");
            assertThat(manifest.engineAbi()).isEqualTo(1);
            assertThat(manifest.formatVersion()).isEqualTo("2.0");
            assertThat(manifest.modelVersion()).isEqualTo("1.0");
            assertThat(manifest.model()).isEqualTo("expression-2");
            assertThat(manifest.resolution()).isEqualTo("720x960");
            assertThat(manifest.fps()).isEqualTo(25);
            assertThat(manifest.frames()).isEqualTo(250);
            assertThat(manifest.license()).startsWith("for the owner");
            assertThat(manifest.build()).containsEntry("seed", 7);
            assertThat(manifest.training()).isEmpty();
            assertThat(manifest.playback()).containsEntry("loop", true);
            assertThat(manifest.entries().get("empty.bin").size()).isZero();
        }
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheOrderOfTheMap() throws IOException {
        byte[] first = Files.readAllBytes(ImxFixture.write(folder, ImxFixture.manifest()));
        byte[] second = Files
                .readAllBytes(ImxFixture.write(folder, new TreeMap<>(ImxFixture.manifest()).descendingMap()));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void beginsWithMagicVersionCountAndTheManifest() throws IOException {
        byte[] bytes = Files.readAllBytes(ImxFixture.write(folder, ImxFixture.manifest()));
        assertThat(bytes).startsWith('I', 'M', 'X', 0, 2, 0, 6, 0, 13, 0, 'm', 'a', 'n', 'i', 'f', 'e', 's', 't');
    }

    @Test
    void returnsSizeAndChecksumOfTheWholeFile() throws IOException {
        Path target = folder.resolve("a.imx");
        Sum sum = new ImxWriter().add("a.bin", ImxFixture.WEIGHTS).write(target, ImxFixture.manifest());
        try (InputStream in = Files.newInputStream(target)) {
            assertThat(Checksums.of(in)).isEqualTo(sum);
        }
        assertThat(sum.size()).isEqualTo(Files.size(target));
    }

    @Test
    void aSmallAvatarIsPaddedToOneMebibyte() throws IOException {
        assertThat(Files.size(ImxFixture.write(folder, ImxFixture.manifest()))).isBetween(1_048_576L, 1_049_000L);
    }

    @Test
    void aLargeAvatarIsNotPaddedAndMayComeFromAFile() throws IOException {
        Path large = Files.write(folder.resolve("large.mp4"), ImxFixture.random(2_000_000, 3));
        Path target = folder.resolve("large.imx");
        new ImxWriter().add("large.mp4", large).write(target, ImxFixture.manifest());
        try (ImxFile file = ImxFile.open(target); InputStream in = file.open("large.mp4")) {
            file.verify();
            assertThat(file.has("padding.bin")).isFalse();
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(large));
        }
    }

    @Test
    void leavesNothingBehindWhenAnEntryCannotBeRead() {
        ImxWriter writer = new ImxWriter().add("a.bin", folder.resolve("missing"));
        assertThatThrownBy(() -> writer.write(folder.resolve("a.imx"), ImxFixture.manifest()))
                .isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileCutOffAnywhereIsNotOpened() throws IOException {
        byte[] whole = Files.readAllBytes(ImxFixture.write(folder, ImxFixture.manifest()));
        Path cut = folder.resolve("cut.imx");
        for (int length = 0; length < whole.length; length += length < 2_000 ? 1 : 9_973) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImxFile.open(cut)).isInstanceOf(ImxException.class)
                    .hasMessageMatching("(truncated|not an .imx file).*");
        }
    }

    @Test
    void appendedBytesAreNoticedAtOnce() throws IOException {
        Path file = ImxFixture.write(folder, ImxFixture.manifest());
        Files.write(file, new byte[]{1}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ImxFile.open(file)).hasMessage("altered: 1 bytes follow the last entry");
    }

    @Test
    void everySingleAlteredBitIsNoticed() throws IOException {
        Path path = ImxFixture.write(folder, ImxFixture.manifest());
        byte[] whole = Files.readAllBytes(path);
        // Every bit of table, manifest, seal and the first entry's start; then samples of all other regions.
        for (int at = 0; at < whole.length; at += at < 1_700 ? 1 : 7_919) {
            for (int bit = 0; bit < 8; bit += at < 1_700 ? 1 : 3) {
                flip(path, whole, at, bit);
                assertThatThrownBy(() -> verify(path)).as("byte %d bit %d", at, bit).isInstanceOf(ImxException.class);
            }
            flip(path, whole, at, -1);
        }
        verify(path);
    }

    @Test
    void anAlteredEntryIsNamed() throws IOException {
        Path path = ImxFixture.write(folder, ImxFixture.manifest());
        byte[] whole = Files.readAllBytes(path);
        flip(path, whole, whole.length - 1, 0);
        assertThatThrownBy(() -> verify(path)).hasMessage("altered: entry 'padding.bin' does not match its checksum");
    }

    @Test
    void aNewerMinorVersionOpens() throws IOException {
        Map<String, Object> manifest = ImxFixture.manifest();
        manifest.put("format_version", "2.7");
        manifest.put("something_new", Map.of("a", 1));
        try (ImxFile file = ImxFile.open(ImxFixture.write(folder, manifest))) {
            file.verify();
            assertThat(file.manifest().formatVersion()).isEqualTo("2.7");
            assertThat(file.manifest().members()).containsKey("something_new");
        }
    }

    @Test
    void anotherMajorVersionIsRefusedWithASentence() {
        assertThatThrownBy(() -> openWithManifest(json("\"3.0\"")))
                .hasMessage("unsupported: format version 3.0 is too new, this program reads 2.x");
        assertThatThrownBy(() -> openWithManifest(json("\"1.9\"")))
                .hasMessage("unsupported: format version 1.9 is too old, this program reads 2.x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}", "{\"format_version\":2.0}", "{\"format_version\":\"2.0\"}",
            "{\"format_version\":\"2.0\",\"format_version\":\"2.0\",\"engine\":\"e\",\"engine_abi\":1,\"entries\":{}}",
            "{\"format_version\":\"2.0\",\"engine\":\"e\",\"engine_abi\":1e99,\"entries\":{}}",
            "{\"format_version\":\"2.0\",\"engine\":\"e\",\"engine_abi\":1,\"entries\":{\"a\":null}}",
            "{\"format_version\":\"2.0\",\"engine\":\"e\",\"engine_abi\":1,\"entries\":{\"a\":{\"sha256\":\"x\",\"size\":1}}}"})
    void aManifestThatLacksWhatIsNeededIsRefused(String json) {
        assertThatThrownBy(() -> openWithManifest(json)).isInstanceOf(ImxException.class)
                .hasMessageStartingWith("altered: ");
    }

    @Test
    void aDeepOrEndlessManifestIsRefused() {
        String deep = "{\"a\":" + "[".repeat(1_000_000);
        assertThatThrownBy(() -> openWithManifest(deep)).isInstanceOf(ImxException.class);
        String many = "{\"a\":[" + "{},".repeat(1_000_000) + "{}]}";
        assertThatThrownBy(() -> openWithManifest(many)).isInstanceOf(ImxException.class);
        assertThatThrownBy(() -> openWithManifest(" ".repeat((4 << 20) + 1))).hasMessageContaining("more than 4194304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../up", "a/../../b", "a\\b", "C:x", "line\nbreak"})
    void badNamesAreNeitherWrittenNorOpened(String name) throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> new ImxWriter().add(name, new byte[0]));
        Path raw = ImxFixture.writeRaw(folder, table(List.of(name), new byte[1]), new byte[1]);
        assertThatThrownBy(() -> ImxFile.open(raw)).isInstanceOf(ImxException.class)
                .hasMessageContaining("name of entry 0");
    }

    @Test
    void namesAreUnique() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImxWriter().add("a", new byte[0]).add("a", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImxWriter().add("manifest.json", new byte[0]));
        Path raw = ImxFixture.writeRaw(folder, table(List.of("a", "a"), new byte[1], new byte[1]), new byte[2]);
        assertThatThrownBy(() -> ImxFile.open(raw)).hasMessage("altered: two entries are named 'a'");
    }

    @Test
    void entriesMayNotShareBytes() throws IOException {
        byte[] table = ImxTable.encode(List.of(new Entry("a", 46, 4), new Entry("b", 48, 4)));
        assertThat(table).hasSize(46);
        Path raw = ImxFixture.writeRaw(folder, table, new byte[6]);
        assertThatThrownBy(() -> ImxFile.open(raw)).hasMessage("altered: entry 'b' begins at byte 48 instead of 50");
    }

    @Test
    void hugeAndNegativePlacesAreRefused() throws IOException {
        for (long[] place : List.of(new long[]{27, Long.MAX_VALUE}, new long[]{Long.MAX_VALUE, 1}, new long[]{-1, 1},
                new long[]{27, -1}, new long[]{Long.MIN_VALUE, Long.MIN_VALUE})) {
            Path raw = ImxFixture.writeRaw(folder, ImxTable.encode(List.of(new Entry("a", place[0], place[1]))),
                    new byte[10]);
            assertThatThrownBy(() -> ImxFile.open(raw)).hasMessageStartingWith("truncated: entry 'a' reaches beyond");
        }
    }

    @Test
    void anEntryMissingInTheManifestIsNoticed() throws IOException {
        byte[] json = json("\"2.0\"").getBytes();
        byte[] seal = new byte[64];
        byte[] table = table(List.of("manifest.json", "manifest.sha256", "x"), json, seal, new byte[1]);
        seal = ImxFile.seal(table, json).getBytes();
        Path raw = ImxFixture.writeRaw(folder, table, json, seal, new byte[1]);
        assertThatThrownBy(() -> verify(raw)).hasMessage("altered: entry 'x' is not in the manifest");
    }

    @Test
    void anotherContainerVersionIsRefused() throws IOException {
        Path path = ImxFixture.write(folder, ImxFixture.manifest());
        byte[] whole = Files.readAllBytes(path);
        flip(path, whole, 4, 0);
        assertThatThrownBy(() -> ImxFile.open(path))
                .hasMessage("unsupported: container version 3, this program reads version 2");
    }

    @Test
    void anEntryLargerThanTheReaderWantsIsRefused() throws IOException {
        try (ImxFile file = ImxFile.open(ImxFixture.write(folder, ImxFixture.manifest()))) {
            assertThatThrownBy(() -> file.read("motion/base.mp4", 39_999))
                    .hasMessageContaining("has 40000 bytes, more than 39999");
            assertThatThrownBy(() -> file.open("nothing")).hasMessage("incomplete: there is no entry 'nothing'");
        }
    }

    private void openWithManifest(String json) throws IOException {
        byte[] bytes = json.getBytes();
        ImxFile.open(ImxFixture.writeRaw(folder, table(List.of("manifest.json"), bytes), bytes)).close();
    }

    private static String json(String formatVersion) {
        return "{\"format_version\":" + formatVersion + ",\"engine\":\"e\",\"engine_abi\":1,\"entries\":{}}";
    }

    private static byte[] table(List<String> names, byte[]... contents) {
        long offset = ImxTable.lengthOf(names);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            entries.add(new Entry(names.get(i), offset, contents[i].length));
            offset += contents[i].length;
        }
        return ImxTable.encode(entries);
    }

    /** Flips one bit of the file in place (and restores the byte with bit -1). */
    private static void flip(Path path, byte[] whole, int at, int bit) throws IOException {
        byte altered = bit < 0 ? whole[at] : (byte) (whole[at] ^ 1 << bit);
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[]{altered}), at);
        }
    }

    private static void verify(Path path) throws IOException {
        try (ImxFile file = ImxFile.open(path)) {
            file.verify();
        }
    }
}
