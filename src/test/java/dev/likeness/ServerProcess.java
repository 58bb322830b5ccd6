package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packed server as a process of its own, to be killed. Keeps its data folder between starts. */
final class ServerProcess implements AutoCloseable {

    /** Of postmaster.pid, from 0. */
    private static final int PORT_LINE = 3;

    private final Path data;
    private final int port;
    private final Path seen;
    private final List<String> before;
    private final List<String> options;
    private final Map<String, String> settings;
    private Process process;

    ServerProcess(Path data, Map<String, String> settings) {
        this(data, data, List.of(), List.of(), settings);
    }

    /**
     * @param seen where the server sees that folder
     * @param before programs that start it
     * @param options of its JVM
     */
    ServerProcess(Path data, Path seen, List<String> before, List<String> options, Map<String, String> settings) {
        this.data = data;
        this.seen = seen;
        this.before = before;
        this.options = options;
        this.settings = settings;
        this.port = freePort();
    }

    String origin() {
        return "http://localhost:" + port;
    }

    /** Starts, and waits for nothing. */
    void launch() {
        try {
            Files.createDirectories(data);
            List<String> command = new ArrayList<>(before);
            command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"),
                    "--enable-native-access=ALL-UNNAMED"));
            command.addAll(options);
            command.addAll(List.of("-jar", jar().toAbsolutePath().toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()));
            // What is tested with whole processes is not how often one may ask.
            builder.environment().put("LIKENESS_LIMITS_FACTOR", "1000");
            builder.environment().putAll(settings);
            builder.environment().put("SERVER_PORT", String.valueOf(port));
            builder.environment().put("LIKENESS_DATA_DIR", seen.resolve("var").toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts and waits until it takes requests. */
    void start() {
        launch();
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

    /** kill -9 of the PostgreSQL that the server runs; its own processes notice and end by themselves. */
    void killDatabase() {
        ProcessHandle database = database().orElseThrow();
        database.destroyForcibly();
        database.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** SIGTERM. */
    void tellToEnd() {
        process.destroy();
    }

    /** SIGTERM, and waits for the end. */
    void stop() {
        tellToEnd();
        waitForEnd();
    }

    /** Of a server that ends without being told to. */
    int exitCode() {
        waitForEnd();
        return process.exitValue();
    }

    /** Where the server's PostgreSQL listens; user postgres, no password. */
    String databaseUrl() {
        return "jdbc:postgresql://localhost:" + pidFile().get(PORT_LINE).trim() + "/postgres?user=postgres";
    }

    /** SIGTERM, and whatever it takes: a test leaves nothing behind. */
    @Override
    public void close() {
        try {
            if (process != null && process.isAlive()) {
                process.destroy();
                waitForEnd();
            }
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            // A killed server leaves its PostgreSQL.
            database().ifPresent(database -> {
                database.destroy();
                database.onExit().completeOnTimeout(database, 30, TimeUnit.SECONDS).join();
                database.destroyForcibly();
            });
        }
    }

    /** Where it keeps objects. */
    Path objects() {
        return data.resolve("var/objects");
    }

    /** The most that the server's process has had in memory, its PostgreSQL not counted, as Linux tells it. */
    String peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM")).findFirst().orElse("VmHWM unknown");
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

    private Optional<ProcessHandle> database() {
        List<String> lines = pidFile();
        return lines.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.getFirst().trim()));
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("var/postgres/postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("likeness-[0-9.]+\\.jar")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in target: run mvn verify"));
        }
    }

    /**
     * Below those that systems give to connections and to whoever does not mind: one of them could be somebody else's
     * by the time the server is there to take it, or while it is down between two starts.
     */
    private static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
