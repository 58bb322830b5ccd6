package dev.likeness.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts a server for a measurement, asks it, and waits for what it does. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    final HttpClient http = HttpClient.newHttpClient();
    private final Path log;

    /** @param log of the server, which is shown when it ends or takes for ever */
    Caller(Path log) {
        this.log = log;
    }

    /** A server on an empty data folder, without showcases, which ends with this program. */
    Process start(Path java, List<String> jvm, Path jar, int port, Path data, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("LIKENESS_DATA_DIR", data.toString());
        builder.environment().put("LIKENESS_GENERATION_SHOWCASE", "false");
        builder.environment().putAll(settings);
        Process server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Of a process, as Linux tells it, such as {@code VmRSS}: in MB; 0 when it has ended. */
    static long resident(ProcessHandle process, String which) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(which + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Seconds of processors that it has had. */
    static double cores(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    interface Condition {

        boolean holds() throws Exception;
    }

    void await(Process server, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    /** Nothing while the server does not answer. */
    String get(String url, String secret) throws Exception {
        try {
            return send(HttpRequest.newBuilder(URI.create(url)).header("api-secret", secret).build());
        } catch (IOException e) {
            return "";
        }
    }

    String post(String url, String secret, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).header("api-secret", secret)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private String send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString()).body();
    }

    static String part(String member, String json) {
        Matcher found = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + member + " in " + json);
        }
        return found.group(1);
    }
}
