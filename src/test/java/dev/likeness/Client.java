package dev.likeness;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API as users have them: plain HTTP, no knowledge of the server's classes. */
final class Client {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(1)).build();

    private final String origin;
    private final String secret;
    private final boolean bearer;

    Client(String origin, String secret) {
        this(origin, secret, false);
    }

    private Client(String origin, String secret, boolean bearer) {
        this.origin = origin;
        this.secret = secret;
        this.bearer = bearer;
    }

    String secret() {
        return secret;
    }

    /** Whoever shows that token. */
    static Client bearing(String origin, String token) {
        return new Client(origin, token, true);
    }

    /** An account of the sandbox. */
    static Client ofNewAccount(String origin, String plan, long credits) {
        JsonNode account = new Client(origin, "").post("/sandbox/accounts",
                "{\"plan\":\"" + plan + "\",\"credits\":" + credits + "}").body();
        return new Client(origin, account.at("/data/secret").asString());
    }

    /** @param body null where the answer is no JSON */
    record Answer(int status, JsonNode body, HttpResponse<?> response) {
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json, String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** A large body, sent as it is read. */
    Answer postFile(String path, String contentType, Path body) {
        try {
            return send(request(path).header("Content-Type", contentType).timeout(Duration.ofMinutes(5))
                    .POST(HttpRequest.BodyPublishers.ofFile(body)));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A body of another kind than JSON. */
    Answer postAs(String contentType, String path, String body) {
        return send(request(path).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Any bytes, with any headers. */
    Answer postBytes(String path, byte[] body, String... headers) {
        return send(request(path).headers(headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<byte[]> bytes(String method, String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(2))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return exchange(request.build(), BodyHandlers.ofByteArray());
    }

    Path file(String url, Path target) {
        return exchange(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofFile(target)).body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofMinutes(2));
        if (secret.isEmpty()) {
            return request;
        }
        return bearer ? request.header("Authorization", "Bearer " + secret) : request.header("api-secret", secret);
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.nullNode(), response);
    }

    private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
