package dev.likeness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that makes trouble. Each trouble is the last segment of a path and what its next request gets: a status in the
 * server's stead, {@code cut} for a connection that breaks, or {@code lost} when the server does it and the answer is lost.
 */
final class BusyServer implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String origin;
    private final Queue<String> trouble;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    BusyServer(String origin, Queue<String> trouble) throws IOException {
        this.origin = origin;
        this.trouble = trouble;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String what = next(path.substring(path.lastIndexOf('/') + 1));
            if (what.isEmpty() || what.equals("lost")) {
                HttpResponse<byte[]> answer = forward(exchange, body);
                if (what.isEmpty()) {
                    answer(exchange, answer.statusCode(), answer.body());
                }
            } else if (!what.equals("cut")) {
                answer(exchange, Integer.parseInt(what), "<html>busy</html>".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private String next(String verb) {
        for (String one : trouble) {
            if (one.startsWith(verb + " ") && trouble.remove(one)) {
                return one.substring(verb.length() + 1);
            }
        }
        return "";
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(origin + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .header("worker-key", exchange.getRequestHeaders().getFirst("worker-key"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
