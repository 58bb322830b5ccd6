package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packed server as a process of its own, to be killed. Keeps its data folder between starts. */
final class ServerProcess implements AutoCloseable {

    private final Path data;
    private final int port;
    private final Map<String, String> settings;
    private Process process;

    ServerProcess(Path data, Map<String, String> settings) {
        this.data = data;
        this.settings = settings;
        this.port = freePort();
    }

    String origin() {
        return "http://localhost:" + port;
    }

    /** Starts and waits until it takes requests. */
    void start() {
        try {
            Files.createDirectories(data);
            List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
                    "--enable-native-access=ALL-UNNAMED", "-jar", jar().toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()));
            builder.environment().putAll(settings);
            builder.environment().put("SERVER_PORT", String.valueOf(port));
            builder.environment().put("LIKENESS_DATA_DIR", data.resolve("var").toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Client anybody = new Client(origin(), "");
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).ignoreExceptions().until(() -> {
            assertThat(process.isAlive()).as(log()).isTrue();
            return anybody.get("/health").status() == 200;
        });
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    /** SIGTERM. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            waitForEnd();
        }
        stopOrphanedDatabase();
    }

    String log() {
        try {
            return Files.readString(data.resolve("server.log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private void waitForEnd() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the server ended").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A killed server leaves its PostgreSQL; a test leaves nothing. */
    private void stopOrphanedDatabase() {
        Path pid = data.resolve("var/postgres/postmaster.pid");
        if (Files.exists(pid)) {
            try {
                ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().trim()))
                        .ifPresent(ProcessHandle::destroy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("likeness-[0-9.]+\\.jar")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in target: run mvn verify"));
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
