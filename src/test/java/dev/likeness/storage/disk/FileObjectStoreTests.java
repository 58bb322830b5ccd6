package dev.likeness.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileObjectStoreTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path folder;

    private FileObjectStore store;

    @BeforeEach
    void open() {
        store = new FileObjectStore(folder, CLOCK);
    }

    @Test
    void findsWhatWasPutWithSizeAndChecksum() throws IOException {
        StoredObject put = store.put("agents/A1/model.imx", "hello".getBytes(), "application/octet-stream");
        assertThat(put).isEqualTo(new StoredObject("agents/A1/model.imx", 5, HELLO, "application/octet-stream", NOW));
        assertThat(store.find("agents/A1/model.imx")).contains(put);
        assertThat(new FileObjectStore(folder, CLOCK).find("agents/A1/model.imx")).contains(put);
        assertThat(read("agents/A1/model.imx", 0, 5)).isEqualTo("hello");
    }

    @Test
    void keepsACopyOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("upload"), "hello");
        store.put("a", file, "text/plain");
        Files.delete(file);
        assertThat(read("a", 0, 5)).isEqualTo("hello");
    }

    @Test
    void readsPartsAndRefusesPartsOutside() throws IOException {
        store.put("a", "hello".getBytes(), "text/plain");
        assertThat(read("a", 1, 3)).isEqualTo("ell");
        assertThat(read("a", 5, 0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", 1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", Long.MAX_VALUE, Long.MAX_VALUE));
        assertThatThrownBy(() -> store.open("b", 0, 0)).isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aReplacementLeavesOneCopy() throws IOException {
        store.put("a", "hello".getBytes(), "text/plain");
        store.put("a", "goodbye".getBytes(), "text/html");
        assertThat(read("a", 0, 7)).isEqualTo("goodbye");
        assertThat(store.find("a").orElseThrow().contentType()).isEqualTo("text/html");
        assertThat(filesOnDisk()).hasSize(2);
    }

    @Test
    void anObjectMayBeNamedLikeTheFolderOfAnother() throws IOException {
        store.put("a", "1".getBytes(), "text/plain");
        store.put("a/b", "2".getBytes(), "text/plain");
        store.put("a/b/c.meta", "3".getBytes(), "text/plain");
        assertThat(read("a", 0, 1) + read("a/b", 0, 1) + read("a/b/c.meta", 0, 1)).isEqualTo("123");
    }

    @Test
    void deletesOneOrAllBelow() {
        for (String key : List.of("a", "a/b", "a/b/c", "ab", "b")) {
            store.put(key, key.getBytes(), "text/plain");
        }
        store.delete("b");
        store.delete("b");
        assertThat(store.find("b")).isEmpty();
        store.deleteAll("a/");
        assertThat(Stream.of("a", "a/b", "a/b/c")).allMatch(key -> store.find(key).isEmpty());
        assertThat(store.find("ab")).isPresent();
        assertThat(filesOnDisk()).hasSize(2);
        store.deleteAll("never/there");
        store.put("a/b", "again".getBytes(), "text/plain");
        assertThat(store.find("a/b")).isPresent();
    }

    @Test
    void aCrashBeforeTheLastRenameLeavesTheOldObject() throws IOException {
        store.put("a", "hello".getBytes(), "text/plain");
        // The new bytes are in place, their meta file is not yet.
        Files.writeString(folder.resolve("a~00000000-0000-0000-0000-000000000000"), "half");
        Files.writeString(folder.resolve("~tmp/11111111-0000-0000-0000-000000000000"), "{\"da");
        FileObjectStore restarted = new FileObjectStore(folder, CLOCK);
        assertThat(restarted.find("a").orElseThrow().sha256()).isEqualTo(HELLO);
        assertThat(restarted.find("~tmp/11111111-0000-0000-0000-000000000000")).isEmpty();
    }

    @Test
    void anObjectWhoseBytesAreGoneOrShortIsNotThere() throws IOException {
        store.put("a", "hello".getBytes(), "text/plain");
        Path data = filesOnDisk().stream().filter(file -> !file.toString().endsWith("~meta")).findFirst().orElseThrow();
        Files.writeString(data, "hel");
        assertThat(store.find("a")).isEmpty();
        assertThatThrownBy(() -> read("a", 0, 5)).isInstanceOf(IOException.class)
                .hasMessageContaining("2 bytes are missing");
        Files.delete(data);
        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void aStartRemovesOnlyOldLeftovers() throws IOException {
        Path old = Files.writeString(folder.resolve("~tmp/old"), "x");
        Path young = Files.writeString(folder.resolve("~tmp/young"), "x");
        age(old, Duration.ofDays(3));
        age(young, Duration.ofHours(30));
        new FileObjectStore(folder, CLOCK);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void theSweepRemovesOldBytesThatNoMetaFileNames() throws IOException {
        store.put("a/b", "hello".getBytes(), "text/plain");
        Path orphan = Files.writeString(folder.resolve("a/b~00000000-0000-0000-0000-000000000000"), "half");
        Path nobodys = Files.writeString(folder.resolve("a/c~00000000-0000-0000-0000-000000000000"), "half");
        Path young = Files.writeString(folder.resolve("a/c~10000000-0000-0000-0000-000000000000"), "half");
        for (Path file : filesOnDisk()) {
            age(file, file.equals(young) ? Duration.ofHours(1) : Duration.ofDays(3));
        }
        store.sweep();
        assertThat(orphan).doesNotExist();
        assertThat(nobodys).doesNotExist();
        assertThat(young).exists();
        assertThat(read("a/b", 0, 5)).isEqualTo("hello");
    }

    @Test
    void listsWhatIsBelow() {
        for (String key : List.of("a", "a/b", "a/b/c", "ab", "b")) {
            store.put(key, key.getBytes(), "text/plain");
        }
        List<String> keys = new ArrayList<>();
        store.list("a", listed -> {
            keys.add(listed.key());
            assertThat(listed.stored()).isBetween(Instant.EPOCH, Instant.now().plusSeconds(5));
        });
        assertThat(keys).containsExactlyInAnyOrder("a/b", "a/b/c");
        store.list("never/there", listed -> assertThat(listed).isNull());
    }

    @Test
    void othersOnTheMachineReadNothing() throws IOException {
        FileObjectStore fresh = new FileObjectStore(folder.resolve("fresh"), CLOCK);
        fresh.put("a/b", "hello".getBytes(), "text/plain");
        try (Stream<Path> tree = Files.walk(folder.resolve("fresh"))) {
            assertThat(tree.toList()).hasSizeGreaterThan(4).allSatisfy(path -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void aFailedPutLeavesNothing() {
        assertThatThrownBy(() -> store.put("a", folder.resolve("missing"), "text/plain"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(store.find("a")).isEmpty();
        assertThat(filesOnDisk()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/..", "./a", "a b", "a\\b", "a~meta",
            "~tmp/x", "ä",
            "a\n", "C:a", "a%2fb"})
    void otherTextsAreNoKeys(String key) {
        assertThat(store.find(key)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.put(key, new byte[0], "text/plain"));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(key));
        assertThatThrownBy(() -> store.open(key, 0, 0)).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "a..b", ".a", "a.", "A-1_x.imx/..b"})
    void dotsAreAllowedInsideASegment(String key) {
        store.put(key, new byte[0], "text/plain");
        assertThat(store.find(key)).isPresent();
    }

    @Test
    void readersSeeWholeVersionsWhileWritersReplaceThem() throws Exception {
        byte[][] versions = {new byte[100_000], new byte[50_000]};
        Arrays.fill(versions[0], (byte) 'a');
        Arrays.fill(versions[1], (byte) 'b');
        store.put("a", versions[0], "text/plain");
        Callable<Boolean> writer = () -> {
            for (int i = 0; i < 40; i++) {
                store.put("a", versions[i % 2], "text/plain");
            }
            return true;
        };
        Callable<Boolean> reader = () -> {
            for (int i = 0; i < 400; i++) {
                assertThat(store.find("a").orElseThrow().size()).isIn(100_000L, 50_000L);
                String text = read("a", 0, 50_000);
                assertThat(text.chars().filter(c -> c == text.charAt(0)).count()).isEqualTo(50_000);
            }
            return true;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> future : threads.invokeAll(List.of(writer, writer, reader, reader))) {
                assertThat(future.get()).isTrue();
            }
        }
        assertThat(filesOnDisk()).hasSize(2);
    }

    private String read(String key, long offset, long length) throws IOException {
        try (InputStream in = store.open(key, offset, length)) {
            return new String(in.readAllBytes());
        }
    }

    private List<Path> filesOnDisk() {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
