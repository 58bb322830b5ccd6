package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.video.Waiting;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** CONTRACT 7 row by row, over HTTP; a worker makes the films. */
@WorkerServer
class VideoRowsTests {

    private static final String ORDER = "{\"model\": \"essence-1\", \"agent_code\": \"{code}\", "
            + "\"input\": {\"type\": \"text\", \"text\": \"Hello\"}}";

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Waiting waiting;

    private Workshop shop;
    private String code;

    @BeforeEach
    void haveAnAgent() {
        shop = new Workshop(port);
        code = shop.ready("essence-1");
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    private Client.Answer order(String body, String... headers) {
        return shop.client.post("/v1/video/generate", body.replace("{code}", code), headers);
    }

    /** As clients do: again while a twin is at work, which may be long on a machine that stands still. */
    private Client.Answer insist(String query, String key) {
        return await().pollDelay(Duration.ZERO).atMost(Duration.ofMinutes(2)).until(
                () -> shop.client.post("/v1/video/generate" + query, ORDER.replace("{code}", code), "Idempotency-Key",
                        key),
                answer -> answer.status() != 409 || !Workshop.error(answer).equals("IDEMPOTENCY_IN_FLIGHT"));
    }

    private String ordered() {
        Client.Answer answer = order(ORDER);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().toString())
                .matches("\\{\"success\":true,\"job_id\":\"vid_[0-9a-f]{20}\",\"status\":\"processing\"}");
        return answer.body().get("job_id").asString();
    }

    private JsonNode video(String id) {
        Client.Answer answer = shop.client.get("/v1/video/" + id);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private void film(JsonNode job, byte[] film) {
        shop.worker.put(shop.worker.upload(job, "video"), film);
        WorkerHand.Answer answer = shop.worker.on(job, "complete", "");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"0.04, 2", "60, 2", "60.04, 4", "120, 4"})
    void startedMinutesArePaidAndTheRestComesBackAsARowOfItsOwn(double seconds, int cost) {
        String id = ordered();
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - 4);
        assertThat(video(id).toString()).isEqualTo(
                "{\"success\":true,\"job_id\":\"" + id + "\",\"status\":\"processing\",\"model\":\"essence-1\"}");
        JsonNode job = shop.worker.claimed();
        assertThat(job.get("kind").asString()).isEqualTo("talking_video");
        assertThat(job.at("/order/text").asString()).isEqualTo("Hello");
        film(job, SpokenFilms.of(seconds));

        JsonNode done = video(id);
        assertThat(done.get("status").asString()).isEqualTo("completed");
        assertThat(done.get("duration_seconds").asDouble()).isEqualTo(seconds);
        assertThat(done.get("credits_charged").asInt()).isEqualTo(cost);
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - cost);
        List<String> usage = shop.usage();
        String price = "usage_talking_video_essence_1_by_api";
        assertThat(usage).startsWith(cost == 4 ? new String[]{price} : new String[]{"credit_refund_" + price, price});
        HttpResponse<byte[]> part = shop.client.bytes("GET", done.get("video_url").asString(), "Range", "bytes=4-7");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    @Test
    void aFailureGivesEverythingBackAndSaysWhy() {
        String id = ordered();
        JsonNode job = shop.worker.claimed();
        shop.worker.on(job, "fail", ", \"reason\": \"the text has no words\", \"retry\": false");
        JsonNode failed = video(id);
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.at("/error/message").asString()).isEqualTo("the text has no words");
        assertThat(failed.get("credits_charged").asInt()).isZero();
        assertThat(shop.balance()).isEqualTo(10_000 - 250);
        assertThat(shop.usage().getFirst()).isEqualTo("credit_refund_usage_talking_video_essence_1_by_api");
    }

    @Test
    void whatAWorkerSendsIsMeasuredAndNotBelieved() {
        ordered();
        JsonNode job = shop.worker.claimed();
        for (byte[] wrong : List.of(SpokenFilms.of(120.5), SpokenFilms.of(0), SpokenFilms.of(2, "mp4v", "mp4a"),
                SpokenFilms.of(2, "avc1", "sowt"), WorkerHand.film(512, 512), new byte[40])) {
            shop.worker.put(shop.worker.upload(job, "video"), wrong);
            WorkerHand.Answer answer = shop.worker.on(job, "complete", ", \"result\": {\"seconds\": 1}");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
            assertThat(answer.body().at("/error/details/0/field").asString()).isEqualTo("outputs.video");
        }
        film(job, SpokenFilms.of(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                                              | 400 | MISSING_PARAM
            {"model": "essence-9", "agent_code": "{code}", "input": {"type": "text", "text": "a"}}          | 400 | VALIDATION_ERROR
            {"model": "essence-1", "input": {"type": "text", "text": "a"}}                                  | 400 | MISSING_PARAM
            {"model": "essence-1", "agent_code": "{code}"}                                                  | 400 | MISSING_PARAM
            {"model": "essence-1", "agent_code": "{code}", "input": {"type": "film"}}                       | 400 | VALIDATION_ERROR
            {"model": "essence-1", "agent_code": "{code}", "input": "text"}                                 | 400 | VALIDATION_ERROR
            {"model": "essence-1", "agent_code": "A00NON0001", "input": {"type": "text"}}                   | 404 | NOT_FOUND
            {"model": "essence-1", "agent_code": "x", "input": {"type": "text", "text": "a"}}               | 404 | NOT_FOUND
            {"model": "essence-2-max", "agent_code": "{code}", "input": {"type": "text"}}                   | 409 | MODEL_NOT_GENERATED
            {"model": "essence-1", "agent_id": "{code}", "input": {"type": "text", "text": " "}}            | 400 | MISSING_PARAM
            {"model": "essence-1", "agent_id": "{code}", "input": {"type": "audio", "text": "a"}}           | 400 | MISSING_PARAM
            {"model": "essence-1", "agent_id": "{code}", "input": {"type": "audio", "audio_url": "a.wav"}}  | 400 | VALIDATION_ERROR
            {"model": "essence-1", "agent_id": "{code}", "input": {"type": "text", "text": "a", "voice": "Z9"}} | 400 | VALIDATION_ERROR
            {"model": "essence-1", "agent_id": "{code}", "input": {"type": "text", "text": "a", "voice": "bv1_x"}} | 404 | VOICE_NOT_FOUND
            {"model": "essence-1", "agent_id": "{code}", "input": {"type": "text", "text": "a", "voice": "0196e0a5-7c3c-7000-8000-000000000000"}} | 404 | VOICE_NOT_FOUND
            """)
    void refusalsChargeNothing(String body, int status, String error) {
        Client.Answer answer = order(body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(Workshop.error(answer)).isEqualTo(error);
        assertThat(shop.balance()).isEqualTo(10_000 - 250);
    }

    @Test
    void aSavedVoiceSpeaksThoughItIsDeletedMeanwhile() {
        String voice = shop.client.post("/v1/voices", "{\"name\": \"Mine\", \"base_voice\": \"F3\", "
                + "\"axes\": {\"pitch\": 240}}").body().get("id").asString();
        assertThat(order(ORDER.replace("\"Hello\"", "\"Hello\", \"voice\": \"" + voice + "\"")).status())
                .isEqualTo(200);
        assertThat(shop.client.delete("/v1/voices/" + voice).status()).isEqualTo(200);
        JsonNode told = shop.worker.claimed().at("/order/voice");
        assertThat(told.get("voice").asString()).isEqualTo("F3");
        assertThat(told.at("/tuning/pitch_ratio").asDouble()).isGreaterThan(1);
    }

    @Test
    void fiveThousandCharactersAreTakenAndOneMoreIsNot() {
        String longest = "\ud83d\ude00" + "a".repeat(4999);
        assertThat(order(ORDER.replace("Hello", longest + "a")).status()).isEqualTo(400);
        assertThat(order(ORDER.replace("Hello", longest)).status()).isEqualTo(200);
    }

    @Test
    void creditsComeLast() {
        try (Workshop poor = new Workshop(port, 253)) {
            String mine = poor.ready("essence-1");
            Workshop.assertRefused(poor.client.post("/v1/video/generate", ORDER.replace("{code}", mine)), 402,
                    "INSUFFICIENT_BALANCE", "Insufficient balance: this needs 4 credits, the balance is 3");
            assertThat(poor.client.post("/v1/video/generate", ORDER.replace("{code}", mine).replace("Hello", ""))
                    .status()).isEqualTo(400);
        }
    }

    @Test
    void somebodyElsesVideoLooksLikeNone() {
        String id = ordered();
        try (Workshop other = new Workshop(port)) {
            Client.Answer theirs = other.client.get("/v1/video/" + id);
            Client.Answer none = other.client.get("/v1/video/vid_00000000000000000000");
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(theirs.body().toString().replace(id, "vid_00000000000000000000"))
                    .isEqualTo(none.body().toString());
            assertThat(other.client.post("/v1/video/generate", ORDER.replace("{code}", code)).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aDeletedAgentTakesItsFilmsAlongAndWhatRunsIsGivenBack() {
        String done = ordered();
        film(shop.worker.claimed(), SpokenFilms.of(61));
        String url = video(done).get("video_url").asString();
        String running = ordered();
        shop.client.delete("/v1/agent/" + code);
        assertThat(shop.client.get("/v1/video/" + done).status()).isEqualTo(410);
        assertThat(video(running).at("/error/message").asString()).isEqualTo("The agent was deleted");
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - 4);
        assertThat(order(ORDER).status()).isEqualTo(410);
        await().atMost(Duration.ofMinutes(1)).until(() -> shop.client.bytes("GET", url).statusCode() == 404);
    }

    @Test
    void theRowOutlivesTheJob() {
        String id = ordered();
        film(shop.worker.claimed(), SpokenFilms.of(3));
        int gone = jdbc.sql("delete from job where payload ->> 'job_id' = :id or payload ->> 'jobId' = :id")
                .param("id", id)
                .update();
        assertThat(gone).isOne();
        assertThat(video(id).get("status").asString()).isEqualTo("completed");
    }

    @Test
    void twoOrdersWithOneKeyAreOneVideoAndOneCharge() throws Exception {
        List<String> ids = AtOnce.run(4, _ -> insist("", "k-" + code).body().get("job_id").asString());
        assertThat(ids).containsOnly(ids.getFirst());
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - 4);
        assertThat(Workshop.error(order(ORDER.replace("Hello", "Bye"), "Idempotency-Key", "k-" + code)))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whoWaitsIsToldAsItCompletesAndSoIsTheRepeat() throws Exception {
        for (int i = 0; i < 5; i++) {
            String key = "w" + i + code;
            Callable<JsonNode> waiting = () -> {
                Client.Answer answer = insist("?wait=true", key);
                assertThat(answer.status()).isEqualTo(200);
                return answer.body();
            };
            await().atMost(Duration.ofMinutes(1)).until(() -> this.waiting.videos() == 0);
            List<JsonNode> answers = AtOnce.run(List.of(waiting, waiting, () -> {
                await().atMost(Duration.ofMinutes(1)).until(() -> this.waiting.videos() > 0);
                film(shop.worker.claimed(), SpokenFilms.of(1));
                return shop.client.get("/v1/me").body();
            }));
            assertThat(answers.get(0).get("status").asString()).isEqualTo("completed");
            assertThat(answers.get(0).get("credits_charged").asInt()).isEqualTo(2);
            assertThat(answers.get(1)).isEqualTo(answers.get(0));
        }
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - 5 * 2);
    }

    /** Another node makes no noise here. */
    @Test
    void whoWaitsIsToldWhatEndedOnAnotherNode() throws Exception {
        List<JsonNode> answers = AtOnce.run(List.of(
                () -> shop.client.post("/v1/video/generate?wait=true", ORDER.replace("{code}", code)).body(),
                () -> {
                    await().atMost(Duration.ofMinutes(1)).until(() -> waiting.videos() > 0);
                    jdbc.sql("update video set status = 'failed', error_message = 'elsewhere', credits = 0, "
                            + "ended_at = now() where agent_code = :code").param("code", code).update();
                    return shop.worker.claimed();
                }));
        assertThat(answers.getFirst().at("/error/message").asString()).isEqualTo("elsewhere");
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.videos() == 0);
    }

    @Test
    void aCompletionAndADeletionEndInOneOfTwoWays() throws Exception {
        for (int i = 0; i < 8; i++) {
            long before = shop.balance();
            String id = ordered();
            JsonNode job = shop.worker.claimed();
            shop.worker.put(shop.worker.upload(job, "video"), SpokenFilms.of(70));
            AtOnce.run(List.of(() -> shop.worker.on(job, "complete", "").status(),
                    () -> shop.client.delete("/v1/agent/" + code).status()));
            boolean completed = shop.client.get("/v1/video/" + id).status() == 410;
            assertThat(before - shop.balance()).isEqualTo(completed ? 4 : 0);
            assertThat(completed || video(id).get("status").asString().equals("failed")).isTrue();
            code = shop.ready("essence-1");
        }
    }

    @Test
    void aClientThatHangsUpFreesItsPlace() throws Exception {
        // Whom an earlier test let wait may be leaving still.
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.videos() == 0);
        byte[] body = ORDER.replace("{code}", code).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/video/generate?wait=true HTTP/1.1\r\nHost: localhost\r\napi-secret: "
                    + shop.client.secret() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            await().atMost(Duration.ofMinutes(1)).until(() -> waiting.videos() == 1);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.videos() == 0);
    }
}
