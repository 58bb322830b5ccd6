package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.avatar.film.TestVideo;
import dev.likeness.avatarfile.AvatarFile;
import dev.likeness.imx.ImxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Gestures by the real engine, seen as a client sees them. */
@WholeServer
class DynamicsTests {

    @LocalServerPort
    private int port;
    @TempDir
    private Path folder;

    private Client client;

    private String agent(String model) {
        client = Client.ofNewAccount("http://localhost:" + port, "business", 10_000);
        String code = client.post("/v1/agent/generate",
                "{\"model\": \"" + model + "\", \"aspect_ratio\": \"1:1\", \"prompt\": \"A cheerful chef named Rosa\"}")
                .body().get("agent_id").asString();
        assertThat(EndToEndTests.awaitEnd(client, code).get("status").asString()).isEqualTo("ready");
        return code;
    }

    private JsonNode made(String code, String more) {
        Client.Answer answer = client.post("/v1/dynamics/generate",
                "{\"agent_id\": \"" + code + "\", \"duration\": 2" + more + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        await().atMost(Duration.ofMinutes(4)).until(() -> !status(code).equals("generating"));
        return client.get("/v1/dynamics/" + code).body().get("data");
    }

    private String status(String code) {
        return client.get("/v1/dynamics/" + code).body().at("/data/status").asString();
    }

    @Test
    void filmsAreInTheNewFileAndBeginAndEndWhereItsLoopBegins() throws IOException, InterruptedException {
        String code = agent("essence-1");
        JsonNode before = download(code, "essence-1");
        JsonNode made = made(code, "");
        assertThat(made.get("status").asString()).as(made.toString()).isEqualTo("ready");
        assertThat(made.get("gestures").propertyNames()).containsExactly("idle_subtle", "laugh_react",
                "mini_wave_hello", "talk_head_nod_subtle");
        JsonNode after = download(code, "essence-1");
        assertThat(after.get("sha256")).isNotEqualTo(before.get("sha256"));
        Path file = fetched(after);
        assertFilmsMeetTheLoop(file);
        try (AvatarFile avatar = AvatarFile.open(file); ImxFile entries = ImxFile.open(file)) {
            for (var gesture : Objects.requireNonNull(avatar.manifest().gestures()).entrySet()) {
                byte[] shown = client.bytes("GET", made.at("/gestures/" + gesture.getKey()).asString()).body();
                assertThat(entries.read(gesture.getValue(), 50 << 20)).isEqualTo(shown);
            }
        }
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 500);
    }

    @Test
    void aModelWithoutAFileIsFilmedFromItsPortraitAndAPictureThatIsNoneCostsNothing() {
        String code = agent("expression-1");
        JsonNode made = made(code, "");
        assertThat(made.get("status").asString()).as(made.toString()).isEqualTo("ready");
        assertThat(made.get("gestures")).hasSize(4);
        JsonNode failed = made(code, ", \"image_url\": \"http://localhost:" + port + "/health\"");
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.get("error_message").asString()).startsWith("The portrait could not be used: ");
        assertThat(failed.get("gestures")).isEqualTo(made.get("gestures"));
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 500);
    }

    @Test
    void aModelThatIsAddedLaterGetsThemToo() throws IOException, InterruptedException {
        String code = agent("essence-1");
        JsonNode made = made(code, "");
        JsonNode before = download(code, "essence-1");
        assertThat(client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-2\"}").status())
                .isEqualTo(200);
        for (String model : List.of("essence-2", "essence-2-max")) {
            Path file = await().atMost(Duration.ofMinutes(4)).until(() -> gesturing(code, model), Objects::nonNull);
            assertFilmsMeetTheLoop(file);
        }
        assertThat(download(code, "essence-1").get("sha256")).isEqualTo(before.get("sha256"));
        assertThat(client.get("/v1/dynamics/" + code).body().get("data")).isEqualTo(made);
        assertThat(client.get("/v1/usage?limit=10").body().get("data").valueStream()
                .filter(row -> row.get("pricing_code").asString().contains("dynamics"))).hasSize(1);
    }

    /** The file of a model, once it has gestures. */
    private @Nullable Path gesturing(String code, String model) throws IOException {
        JsonNode data = download(code, model);
        if (data == null) {
            return null;
        }
        Path file = fetched(data);
        try (AvatarFile avatar = AvatarFile.open(file)) {
            return avatar.manifest().gestures() == null ? null : file;
        }
    }

    private void assertFilmsMeetTheLoop(Path file) throws IOException, InterruptedException {
        try (AvatarFile avatar = AvatarFile.open(file); ImxFile entries = ImxFile.open(file)) {
            avatar.verify();
            List<byte[]> loop = frames(avatar.video());
            assertThat(avatar.manifest().gestures()).hasSize(4);
            for (var gesture : avatar.manifest().gestures().entrySet()) {
                List<byte[]> film = frames(entries.open(gesture.getValue()));
                assertThat(film).hasSize(50);
                assertThat(difference(film.getFirst(), loop.getFirst())).as(gesture.getKey()).isLessThan(1);
                assertThat(difference(film.getLast(), loop.getFirst())).as(gesture.getKey()).isLessThan(1);
            }
        }
    }

    private Path fetched(JsonNode download) throws IOException {
        return Files.write(Files.createTempFile(folder, "model", ".imx"),
                client.bytes("GET", download.get("url").asString()).body());
    }

    private JsonNode download(String code, String model) {
        return client.get("/v1/agent/" + code + "/model/download?redirect=false&model=" + model).body().get("data");
    }

    private List<byte[]> frames(InputStream mp4) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "film", ".mp4");
        try (mp4) {
            Files.write(file, mp4.readAllBytes());
        }
        return TestVideo.grayFrames(file);
    }

    private static double difference(byte[] one, byte[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 255) - (other[i] & 255));
        }
        return sum / one.length;
    }
}
