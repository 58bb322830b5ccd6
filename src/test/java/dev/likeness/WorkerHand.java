package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.imx.ImxWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker outside the process whose every move the test makes. */
final class WorkerHand {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String origin;

    WorkerHand(String origin) {
        this.origin = origin;
    }

    record Answer(int status, JsonNode body) {
    }

    Answer claim(String body) {
        return post("/v1/worker/claim", body, WorkerServer.KEY);
    }

    /** The next job, of whatever model. */
    JsonNode claimed() {
        return claimed("essence-1", "essence-2", "expression-2");
    }

    JsonNode claimed(String... models) {
        JsonNode job = claim("{\"worker\": \"w\", \"models\": [\"" + String.join("\", \"", models)
                + "\"], \"wait_seconds\": 40}").body().get("job");
        assertThat(job.isNull()).isFalse();
        return job;
    }

    Answer on(JsonNode job, String verb, String more) {
        return post("/v1/worker/jobs/" + job.get("job_id").asString() + "/" + verb,
                "{\"attempt\": " + job.get("attempt") + more + "}", WorkerServer.KEY);
    }

    String upload(JsonNode job, String name) {
        return on(job, "uploads", ", \"name\": \"" + name + "\"").body().get("url").asString();
    }

    Answer put(String url, byte[] bytes) {
        return send(HttpRequest.newBuilder(URI.create(url)).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    /** Uploads everything the job makes, each model's file with its name in it, and completes. */
    void build(JsonNode job) {
        for (JsonNode output : job.get("outputs")) {
            String name = output.get("name").asString();
            put(upload(job, name), switch (name) {
                case "portrait" -> Pictures.portrait();
                case "identity_video" -> film(512, 512);
                default -> imx(name, Map.of());
            });
        }
        Answer answer = on(job, "complete", "");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    Answer post(String path, String body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return send(key == null ? request : request.header("worker-key", key));
    }

    /** The boxes of an MP4 with one track of pictures of that size, and nothing to play. */
    static byte[] film(int width, int height) {
        byte[] header = ByteBuffer.allocate(84).putInt(76, width << 16).putInt(80, height << 16).array();
        byte[] media = box("mdia", box("hdlr", new byte[8], bytes("vide"), new byte[13]));
        return joined(box("ftyp", bytes("isom"), new byte[4]), box("mdat", new byte[100]),
                box("moov", box("trak", box("tkhd", header), media)));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] body = joined(parts);
        return joined(ByteBuffer.allocate(4).putInt(8 + body.length).array(), bytes(type), body);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A file with the model's name in it; what is given comes on top of the least a manifest has. */
    static byte[] imx(String model, Map<String, String> manifest) {
        try {
            Path file = Files.createTempFile(Path.of("target"), model, ".imx");
            try {
                Map<String, Object> members = new HashMap<>(manifest);
                members.putAll(Map.of("engine", "test", "engine_abi", 1, "format_version", "2.0"));
                new ImxWriter().add("portrait.png", Pictures.portrait()).add("model.txt", model.getBytes()).write(file,
                        members);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.timeout(Duration.ofMinutes(5)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
