package dev.likeness.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a server that was started for a measurement, and waits for what it does. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    final HttpClient http = HttpClient.newHttpClient();
    private final Path log;

    /** @param log of the server, which is shown when it ends or takes for ever */
    Caller(Path log) {
        this.log = log;
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
