package dev.likeness.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packed server as its users start it, on an empty data folder, and its PostgreSQL. */
final class Server implements AutoCloseable {

    final int port;
    final Path data;
    private final Path log;
    private final Process process;

    Server(Options options) throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        data = options.home().toAbsolutePath().resolve("var");
        log = options.home().resolve("server.log");
        List<String> command = new ArrayList<>(List.of(options.java().toString()));
        command.addAll(options.jvm());
        command.addAll(List.of("-jar", options.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("LIKENESS_DATA_DIR", data.toString());
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (int i = 0; i < 600 && !healthy(); i++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended by itself:\n" + log());
            }
            Thread.sleep(100);
        }
    }

    private boolean healthy() {
        try (Wire connection = new Wire(port)) {
            return connection.call(Requests.get(port, "/health", "")).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    long postmaster() {
        return Long.parseLong(postmasterFile().get(0).strip());
    }

    int databasePort() {
        return Integer.parseInt(postmasterFile().get(3).strip());
    }

    /** What the account's secrets are hashed with. */
    String pepper() throws IOException {
        return Files.readString(data.resolve("secret-pepper")).strip();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private List<String> postmasterFile() {
        try {
            return Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file system the database writes to. */
    String disk() throws IOException {
        return Files.getFileStore(new File(data.toString()).toPath()).type();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
