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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed server on hosts that make a first start hard. */
class HardHostsIT {

    @TempDir
    private Path folder;

    /** Mounts in a namespace of its own, of which nothing is left: the data are at /mnt, and programs run there. */
    private static final String MOUNTS = "mount --bind '%s' /mnt && mount -t tmpfs -o noexec none /media && ";

    @Test
    void startsWithoutLocaleHomeAndTemporaryFolder() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        // /tmp is read-only, and what lies in the home can be kept there but not be run.
        List<String> before = mounting(data, "mount --rbind /tmp /tmp && mount -o remount,bind,ro /tmp && ");
        try (ServerProcess server = new ServerProcess(data, Path.of("/mnt"), before, List.of("-Duser.home=/media"),
                Map.of("LC_ALL", "de_XX.UTF-8", "LANG", "xx", "LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.start();
            Path natives = data.resolve("var/natives");
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100))
                    .until(() -> Files.isDirectory(natives) && has(natives, "opencv") && has(natives, "ffmpeg"));
            assertThat(new Client(server.origin(), "").get("/health/ready").status()).as(server.log()).isEqualTo(200);
            assertThat(server.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void aDataFolderWhereNoProgramRunsIsOneLine() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ServerProcess server = new ServerProcess(data, Path.of("/media"), mounting(data, ""), List.of(),
                Map.of())) {
            server.launch();
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(refusal(server)).contains("The embedded PostgreSQL cannot be run from /media/var",
                    "where programs may not be executed", "noexec");
        }
    }

    @Test
    void aFolderForTheEngineWhereNothingRunsIsToldAtTheStart() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ServerProcess server = new ServerProcess(data, Path.of("/mnt"), mounting(data, ""),
                List.of("-Dorg.bytedeco.javacpp.cachedir=/media"), Map.of("LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.launch();
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200))
                    .until(() -> server.log().contains("does not work on this machine"));
            assertThat(server.log()).contains("could not be loaded from /media").doesNotContain("\tat ");
            // It may be told before there is anybody to ask.
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200)).ignoreExceptions()
                    .until(() -> new Client(server.origin(), "").get("/health/ready").status() == 503);
        }
    }

    @Test
    void aUserIdWithoutANameStartsOrReadsWhatItNeeds() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        List<String> nobody = List.of("unshare", "--user", "--map-user=54321", "--map-group=54321");
        assumeAllowed(nobody);
        List<String> withoutPrograms = Stream.concat(nobody.stream(), Stream.of("env", "PATH=/nowhere")).toList();
        try (ServerProcess server = new ServerProcess(data, data, withoutPrograms, List.of(), Map.of())) {
            server.launch();
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(refusal(server)).contains("has no entry in /etc/passwd",
                    "could not look up effective user ID 54321", "SPRING_DATASOURCE_URL");
        }
        try (ServerProcess server = new ServerProcess(data, data, nobody, List.of(),
                Map.of("LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.start();
            assertThat(Files.getAttribute(data.resolve("var/postgres/PG_VERSION"), "unix:uid"))
                    .isEqualTo(Files.getAttribute(data.resolve("var/api-secret"), "unix:uid"));
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

    private static String refusal(ServerProcess server) {
        assertThat(server.log()).doesNotContain("\tat ");
        return server.log().lines().filter(line -> line.contains("Likeness cannot start")).findFirst().orElseThrow();
    }

    /** What starts a server that sees those mounts. */
    private static List<String> mounting(Path data, String more) throws InterruptedException {
        List<String> before = List.of("unshare", "--map-root-user", "--mount", "sh", "-c",
                MOUNTS.formatted(data) + more + "exec \"$0\" \"$@\"");
        assumeAllowed(before);
        return before;
    }

    /** A machine may forbid namespaces of users, or mounts in them; then there is nothing to test with. */
    private static void assumeAllowed(List<String> before) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(Stream.concat(before.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true).start();
            String said = process.inputReader().lines().collect(Collectors.joining(" "));
            int status = process.waitFor();
            assumeTrue(status == 0, "not run, since this machine forbids namespaces or mounts to these tests: " + said);
        } catch (IOException e) {
            assumeTrue(false, "not run, since this machine has no unshare: " + e.getMessage());
        }
    }
}
