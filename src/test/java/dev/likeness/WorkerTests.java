package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Engines outside the process: the example worker as a real process, and every rule of the door by hand. */
@WorkerServer
class WorkerTests {

    private static final String KEY = WorkerServer.KEY;

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;
    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private String origin;
    private WorkerHand hand;
    private Client client;

    @BeforeEach
    void openAccount() {
        origin = "http://localhost:" + port;
        hand = new WorkerHand(origin);
        client = Client.ofNewAccount(origin, "business", 10_000);
    }

    /** What a test ordered and did not build must not be claimed by the next one. */
    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        for (JsonNode agent : client.get("/v1/agents").body().get("data")) {
            client.delete("/v1/agent/" + agent.get("code").asString());
        }
    }

    @Test
    void theExampleWorkerBuildsAnAgentThatCanBeDownloadedAndVerified() throws Exception {
        String code = order();
        Path log = worker("--once");
        JsonNode end = EndToEndTests.awaitEnd(client, code);
        assertThat(end.get("status").asString()).as(end + Files.readString(log)).isEqualTo("ready");
        assertThat(end.get("name").asString()).isNotEmpty();
        assertThat(end.get("supported_models").valueStream().map(JsonNode::asString)).containsExactly("essence-2",
                "essence-2-max");
        assertThat(client.bytes("GET", end.get("image_url").asString()).body()).isEqualTo(Pictures.portrait());
        for (String model : List.of("essence-2", "essence-2-max")) {
            JsonNode data = download(code, model);
            Path imx = client.file(data.get("url").asString(), folder.resolve(model));
            assertThat(Files.size(imx)).isEqualTo(data.get("size").asLong());
            try (ImxFile file = ImxFile.open(imx)) {
                file.verify();
            }
        }
        assertThat(balance()).isEqualTo(9_500);
        assertThat(jdbc.sql("select worker from job where subject = :code").param("code", code).query(String.class)
                .single()).startsWith("worker:");
    }

    @Test
    void aWorkerStoppedPastItsLeaseAndResumedChangesNothing() throws Exception {
        assumeTrue(new ProcessBuilder("kill", "-l").start().waitFor() == 0, "there is no kill command");
        String code = order();
        Path zombieLog = worker("--once", "--slow", "5");
        Process zombie = processes.getFirst();
        await().atMost(Duration.ofSeconds(60)).until(() -> status(code).get("progress").asDouble() >= .2);
        signal("STOP", zombie);
        jdbc.sql("update job set lease_until = clock_timestamp() where subject = :code and status = 'leased'")
                .param("code", code).update();

        Path log = worker("--once");
        JsonNode end = EndToEndTests.awaitEnd(client, code);
        assertThat(end.get("status").asString()).as(end + Files.readString(log)).isEqualTo("ready");
        List<String> sums = sums(code);

        signal("CONT", zombie);
        assertThat(zombie.waitFor(2, TimeUnit.MINUTES)).as(Files.readString(zombieLog)).isTrue();
        assertThat(Files.readString(zombieLog)).contains("attempt 1", "stopped: ").doesNotContain("done");
        assertThat(sums(code)).isEqualTo(sums);
        assertThat(withoutSignature(status(code))).isEqualTo(withoutSignature(end));
        assertThat(balance()).isEqualTo(9_500);
        assertThat(jdbc.sql("select attempt from job where subject = :code").param("code", code).query(Integer.class)
                .single()).isEqualTo(2);
    }

    /** A signed URL is new with each second. */
    static JsonNode withoutSignature(JsonNode status) {
        return ((ObjectNode) status.deepCopy()).put("model_url",
                status.get("model_url").asString().replaceFirst("&expires=.*", ""));
    }

    @Test
    void aKilledWorkersJobIsTakenOver() throws Exception {
        String code = order();
        worker("--once", "--slow", "30");
        await().atMost(Duration.ofSeconds(60)).until(() -> status(code).get("progress").asDouble() >= .2);
        processes.getFirst().destroyForcibly().waitFor();
        jdbc.sql("update job set lease_until = clock_timestamp() where subject = :code").param("code", code).update();
        Path log = worker("--once");
        JsonNode end = EndToEndTests.awaitEnd(client, code);
        assertThat(end.get("status").asString()).as(end + Files.readString(log)).isEqualTo("ready");
        assertThat(balance()).isEqualTo(9_500);
    }

    @Test
    void theExampleWorkerOutlivesAServerThatIsBusyOrAwayAndThrowsNoBuildAway() throws Exception {
        Queue<String> trouble = new ConcurrentLinkedQueue<>(List.of("claim 503", "claim cut", "heartbeat 502",
                "uploads 429", "uploads cut", "complete 503", "complete lost"));
        String code = order();
        try (BusyServer busy = new BusyServer(origin, trouble)) {
            Path log = worker("--once", "--url", busy.origin());
            JsonNode end = EndToEndTests.awaitEnd(client, code);
            assertThat(end.get("status").asString()).as(end + Files.readString(log)).isEqualTo("ready");
            assertThat(processes.getFirst().waitFor(60, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
            assertThat(Files.readString(log)).contains("done").doesNotContain("failed");
        }
        assertThat(trouble).isEmpty();
        assertThat(jdbc.sql("select attempt from job where subject = :code").param("code", code).query(Integer.class)
                .single()).isEqualTo(1);
    }

    @Test
    void onlyWorkerKeysOpenTheDoorAndTheyOpenNothingElse() {
        String secret = client.post("/v2/" + me() + "/api-secrets", "{}").body().get("secret").asString();
        String claim = "{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 0}";
        assertThat(hand.post("/v1/worker/claim", claim, null).body().at("/error/code").asString())
                .isEqualTo("MISSING_AUTH");
        assertThat(hand.post("/v1/worker/claim", claim, secret).status()).isEqualTo(401);
        assertThat(hand.post("/v1/worker/claim", claim, KEY).body().get("job").isNull()).isTrue();
        assertThat(new Client(origin, KEY).get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aClaimNamesWhatItBuilds() {
        assertThat(hand.claim("{\"worker\": \"w\"}").status()).isEqualTo(400);
        assertThat(hand.claim("{\"worker\": \"a b\", \"models\": [\"essence-2\"]}").status()).isEqualTo(400);
        WorkerHand.Answer builtIn = hand.claim("{\"worker\": \"w\", \"models\": [\"expression-1\"]}");
        assertThat(builtIn.body().get("message").asString()).contains("'expression-1' is not left to workers");
        assertThat(
                hand.claim("{\"worker\": \"w\", \"models\": [\"essence-2\"], \"kinds\": [\"agent_assets\"]}").status())
                .isEqualTo(400);
        assertThat(hand.claim("{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 51}").status())
                .isEqualTo(400);
    }

    @Test
    void aClaimWaitsUntilThereIsWork() throws Exception {
        var waiting = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> hand.claim("{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 30}"));
        String code = order();
        JsonNode job = waiting.get(60, TimeUnit.SECONDS).body().get("job");
        assertThat(job.get("agent_code").asString()).isEqualTo(code);
        assertThat(job.get("kind").asString()).isEqualTo("agent_generation");
        assertThat(job.get("attempt").asInt()).isEqualTo(1);
        assertThat(job.at("/order/persona/name").asString()).isNotEmpty();
        assertThat(job.get("outputs").valueStream().filter(output -> output.get("required").asBoolean())
                .map(output -> output.get("name").asString()))
                .containsExactly("portrait", "essence-2", "essence-2-max");
        assertThat(client.bytes("GET", job.at("/inputs/0/url").asString()).body()).isEqualTo(Pictures.portrait());
    }

    @Test
    void aHeartbeatCarriesProgressUpAndCancelDown() {
        String code = order();
        JsonNode job = hand.claimed();
        assertThat(
                hand.on(job, "heartbeat", ", \"progress\": 0.6, \"step\": \"lip_sync\", \"message\": \"Epoch 3 of 5\"")
                        .body().get("status").asString())
                .isEqualTo("continue");
        assertThat(status(code).get("progress").asDouble()).isEqualTo(.6);
        assertThat(status(code).get("progress_msg").asString()).isEqualTo("Epoch 3 of 5");
        assertThat(hand.on(job, "heartbeat", "").body().get("status").asString()).isEqualTo("continue");
        assertThat(status(code).get("progress_msg").asString()).isEqualTo("Epoch 3 of 5");
        assertThat(hand.on(job, "heartbeat", ", \"progress\": 2").status()).isEqualTo(400);

        client.delete("/v1/agent/" + code);
        assertThat(hand.on(job, "heartbeat", "").body().get("status").asString()).isEqualTo("cancelled");
        assertThat(hand.on(job, "complete", "").status()).isEqualTo(409);
        assertThat(balance()).isEqualTo(10_000);
    }

    @Test
    void whatIsHandedOverIsCheckedAndMayBeRepeated() {
        String code = order();
        JsonNode job = hand.claimed();
        assertThat(hand.on(job, "complete", "").body().at("/error/message").asString())
                .isEqualTo("output portrait was not uploaded");
        assertThat(hand.on(job, "uploads", ", \"name\": \"nothing\"").status()).isEqualTo(400);
        assertThat(hand.on(job, "uploads", ", \"name\": \"portrait\", \"content_type\": \"text/html\"").status())
                .isEqualTo(400);
        assertThat(hand.put(hand.upload(job, "portrait"), "<html>no picture</html>".getBytes()).status())
                .isEqualTo(200);
        assertThat(hand.on(job, "complete", "").body().get("message").asString())
                .contains("is not image/jpeg or image/png");
        hand.put(hand.upload(job, "portrait"), Pictures.portrait());
        hand.put(hand.upload(job, "essence-2"), new byte[1 << 20]);
        assertThat(hand.on(job, "complete", "").body().get("message").asString()).contains("is no good .imx file");
        assertThat(status(code).get("status").asString()).isNotIn("ready", "failed");
    }

    @Test
    void picturesAndFilmsThatOnlyBeginAsOnesAreRefused() {
        String code = order();
        JsonNode job = hand.claimed();
        String page = "<html><script>alert(1)</script></html>";
        hand.put(hand.upload(job, "portrait"), ("<PNG\r\n" + page).getBytes());
        assertThat(refusal(job, "")).isEqualTo("outputs.portrait: output portrait is not image/jpeg or image/png");
        byte[] headless = Pictures.portrait();
        Arrays.fill(headless, 8, 60, (byte) ' ');
        hand.put(hand.upload(job, "portrait"), headless);
        assertThat(refusal(job, "")).startsWith("outputs.portrait: output portrait cannot be used: ");
        hand.put(hand.upload(job, "portrait"), Pictures.portrait());

        String film = hand.upload(job, "identity_video");
        for (byte[] bad : List.of(("\0\0\0\24ftypisom" + page).getBytes(), WorkerHand.film(20, 20),
                WorkerHand.film(30_000, 30_000), Arrays.copyOf(WorkerHand.film(512, 512), 250))) {
            hand.put(film, bad);
            assertThat(refusal(job, "")).startsWith("outputs.identity_video: output identity_video cannot be used: ");
        }
        hand.put(film, WorkerHand.film(512, 512));
        assertThat(refusal(job, "")).isEqualTo("outputs.essence-2: output essence-2 was not uploaded");
        assertThat(status(code).get("status").asString()).isNotIn("ready", "failed");
    }

    @Test
    void aFileForAnotherModelAndASubjectThatIsNoneAreRefused() {
        String code = order();
        JsonNode job = hand.claimed();
        hand.put(hand.upload(job, "portrait"), Pictures.portrait());
        hand.put(hand.upload(job, "essence-2"), WorkerHand.imx("a", Map.of("model", "expression-2")));
        hand.put(hand.upload(job, "essence-2-max"), WorkerHand.imx("b", Map.of("model", "essence-2-max")));
        assertThat(refusal(job, "")).isEqualTo("outputs.essence-2: output essence-2 is no file for essence-2: "
                + "its manifest names another model");
        hand.put(hand.upload(job, "essence-2"), WorkerHand.imx("a", Map.of()));
        for (String subject : List.of("[1]", "{}", "1", "\"cat\"")) {
            assertThat(refusal(job, ", \"subject\": " + subject))
                    .isEqualTo("subject: subject must be one of: human, drawn, other");
        }
        assertThat(hand.on(job, "complete", ", \"subject\": \"other\"").status()).isEqualTo(200);
        assertThat(status(code).get("status").asString()).isEqualTo("ready");
    }

    @Test
    void anUploadThatComesAfterTheCompletionChangesNothing() throws Exception {
        String code = order();
        JsonNode job = hand.claimed();
        Path file = folder.resolve("a.imx");
        new ImxWriter().add("portrait.png", Pictures.portrait()).write(file,
                Map.of("engine", "test", "engine_abi", 1, "format_version", "2.0"));
        hand.put(hand.upload(job, "portrait"), Pictures.portrait());
        hand.put(hand.upload(job, "essence-2-max"), Files.readAllBytes(file));
        String url = hand.upload(job, "essence-2");
        hand.put(url, Files.readAllBytes(file));
        assertThat(hand.on(job, "complete", "").body().get("status").asString()).isEqualTo("done");
        assertThat(hand.on(job, "complete", "").body().get("status").asString()).isEqualTo("done");
        assertThat(hand.on(job, "fail", ", \"reason\": \"late\"").status()).isEqualTo(409);
        hand.put(url, new byte[100]);
        String download = download(code, "essence-2").get("url").asString();
        assertThat(client.bytes("GET", download).body()).isEqualTo(Files.readAllBytes(file));
        assertThat(status(code).get("status").asString()).isEqualTo("ready");
        assertThat(balance()).isEqualTo(9_500);
    }

    @Test
    void anUploadUrlTakesOneObjectUpToItsLimit() {
        order();
        String url = hand.upload(hand.claimed(), "portrait");
        assertThat(hand.put(url, new byte[(10 << 20) + 1]).status()).isEqualTo(413);
        assertThat(hand.put(url.replace("limit=", "limit=9"), new byte[1]).status()).isEqualTo(403);
        assertThat(hand.put(url.replace("portrait", "essence-2"), new byte[1]).status()).isEqualTo(403);
        assertThat(hand.put(url.replace("/uploads/", "/objects/"), new byte[1]).status()).isEqualTo(405);
        assertThat(hand.put(url, new byte[3]).body().get("size").asInt()).isEqualTo(3);
    }

    @Test
    void aFailureIsTriedAgainUntilTheWorkerSaysItIsOfNoUse() {
        String code = order();
        JsonNode job = hand.claimed();
        assertThat(hand.on(job, "fail", ", \"reason\": \"out of memory\"").body().get("status").asString())
                .isEqualTo("queued");
        await().atMost(Duration.ofMinutes(1)).until(() -> status(code).get("progress_msg").asString()
                .startsWith("Something went wrong; trying again."));
        assertThat(hand.on(job, "heartbeat", "").body().get("status").asString()).isEqualTo("lost");
        jdbc.sql("update job set available_at = clock_timestamp()").update();
        JsonNode again = hand.claimed();
        assertThat(again.get("attempt").asInt()).isEqualTo(2);
        assertThat(hand.on(again, "fail", ", \"reason\": \"no face\", \"step\": \"video\", \"retry\": false").body()
                .get("status").asString()).isEqualTo("failed");
        assertThat(status(code).get("error_message").asString()).isEqualTo("Video generation failed: no face");
        assertThat(balance()).isEqualTo(10_000);
    }

    @Test
    void aJobHandedBackGoesOnWithoutLosingAnAttempt() {
        order();
        JsonNode job = hand.claimed();
        assertThat(hand.on(job, "release", "").body().get("status").asString()).isEqualTo("queued");
        assertThat(hand.on(job, "release", "").status()).isEqualTo(409);
        assertThat(hand.claimed().get("attempt").asInt()).isEqualTo(2);
    }

    @Test
    void anInputThatCannotBeFetchedFailsTheJobBeforeAWorkerSeesIt() {
        String code = client.post("/v1/agent/generate",
                "{\"model\": \"essence-2\", \"prompt\": \"A chef\", \"image\": \"" + origin + "/no-such.png\"}").body()
                .get("agent_id").asString();
        assertThat(hand.claim("{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 0}").body().get("job")
                .isNull()).isTrue();
        assertThat(status(code).get("error_message").asString())
                .isEqualTo("Image processing failed: Failed to download after 3 attempts: 404");
        assertThat(balance()).isEqualTo(10_000);
    }

    /** The field and the message of a completion's refusal. */
    private String refusal(JsonNode job, String more) {
        WorkerHand.Answer answer = hand.on(job, "complete", more);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        JsonNode detail = answer.body().at("/error/details/0");
        return detail.path("field").asString() + ": " + detail.path("message").asString();
    }

    private String order() {
        Client.Answer answer = client.post("/v1/agent/generate", """
                {"model": "essence-2", "prompt": "A friendly librarian", "image": "%s"}
                """.formatted(Pictures.dataUri(Pictures.portrait())));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().get("agent_id").asString();
    }

    /** Starts the example worker; its output. Skips the test where there is no Python. */
    private Path worker(String... options) throws IOException, InterruptedException {
        boolean python;
        try {
            python = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            python = false;
        }
        assumeTrue(python, "python3 is not installed, which the example worker needs");
        Path log = Files.createTempFile(folder, "worker-", ".log");
        List<String> command = new ArrayList<>(
                List.of("python3", "src/examples/worker.py", "--url", origin, "--key", KEY));
        command.addAll(List.of(options));
        processes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
        return log;
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor()).isZero();
    }

    private List<String> sums(String code) {
        return List.of(download(code, "essence-2").get("sha256").asString(),
                download(code, "essence-2-max").get("sha256").asString());
    }

    private JsonNode download(String code, String model) {
        return client.get("/v1/agent/" + code + "/model/download?redirect=false&model=" + model).body().get("data");
    }

    private JsonNode status(String code) {
        return client.get("/v1/agent/status/" + code).body().get("data");
    }

    private long balance() {
        return client.get("/v1/me").body().at("/data/credit_balance").asLong();
    }

    private String me() {
        return client.get("/v1/me").body().at("/data/user_id").asString();
    }
}
