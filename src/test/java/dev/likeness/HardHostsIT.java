package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed server on hosts that make a first start hard. */
class HardHostsIT {

    @TempDir
    private Path folder;

    @Test
    void startsWithoutLocaleHomeAndTemporaryFolder() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        // Mounts in a namespace of its own, of which nothing is left: /tmp is read-only there, and the data are not in it.
        List<String> before = List.of("unshare", "--map-root-user", "--mount", "sh", "-c",
                "mount --bind '%s' /mnt && mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp && exec \"$0\" \"$@\""
                        .formatted(data));
        assumeTrue(succeeds(Stream.concat(before.stream(), Stream.of("true")).toList()),
                "this machine lets nobody mount in a namespace of users");
        try (ServerProcess server = new ServerProcess(data, Path.of("/mnt"), before, List.of("-Duser.home=/proc"),
                Map.of("LC_ALL", "de_XX.UTF-8", "LANG", "xx", "LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.start();
            Path natives = data.resolve("var/natives");
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100))
                    .until(() -> Files.isDirectory(natives) && has(natives, "opencv") && has(natives, "ffmpeg"));
            assertThat(new Client(server.origin(), "").get("/health/ready").status()).as(server.log()).isEqualTo(200);
            assertThat(server.log()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"export LIKENESS_DATA_DIR=/var/", "unset LIKENESS_DATA_DIR; cd "})
    void aFolderThatCannotBeNamedIsOneLineAndCodeOne(String there) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        // By a shell, since the locale of these tests may have no such letters either.
        List<String> before = List.of("sh", "-c", "a=$(printf 'd\\303\\244'); cd \"$DATA\"; mkdir $a; " + there
                + "$a; exec \"$0\" \"$@\"");
        try (ServerProcess server = new ServerProcess(data, data, before, List.of(),
                Map.of("LC_ALL", "C", "DATA", data.toString()))) {
            server.launch();
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.log().lines()).singleElement().asString().contains("Likeness cannot start",
                    "LC_ALL=C.UTF-8");
            assertThat(data).isDirectoryNotContaining(file -> file.getFileName().toString().contains("?"));
        }
    }

    private static boolean has(Path natives, String library) throws IOException {
        try (Stream<Path> unpacked = Files.list(natives)) {
            return unpacked.anyMatch(file -> file.getFileName().toString().startsWith(library));
        }
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
