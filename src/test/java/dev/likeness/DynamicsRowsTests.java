package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** CONTRACT 5 row by row, over HTTP; a worker makes the films. */
@WorkerServer
class DynamicsRowsTests {

    private static final String ORDER = "{\"agent_id\": \"{code}\"}";
    private static final String LONGER = "{\"agent_id\": \"{code}\", \"duration\": 10}";
    private static final int HAD = 10_000 - 250;

    @LocalServerPort
    private int port;

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
        return shop.client.post("/v1/dynamics/generate", body.replace("{code}", code), headers);
    }

    private void ordered() {
        Client.Answer answer = order(ORDER);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().toString()).isEqualTo("{\"success\":true,\"message\":\"Dynamics generation started\","
                + "\"agent_id\":\"" + code + "\",\"status\":\"processing\"}");
    }

    private JsonNode shown() {
        Client.Answer answer = shop.client.get("/v1/dynamics/" + code);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("success").asBoolean()).isTrue();
        return answer.body().get("data");
    }

    private Client.Answer put(String body) {
        return shop.client.put("/v1/dynamics/" + code, body);
    }

    private void completed(JsonNode job, String... actions) {
        for (String action : actions) {
            shop.worker.put(shop.worker.upload(job, action), SpokenFilms.of(2));
        }
        WorkerHand.Answer answer = shop.worker.on(job, "complete", "");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    @Test
    void whatWasNeverGeneratedIsReadyAndEmpty() {
        assertThat(shown().toString()).isEqualTo("{\"url\":null,\"status\":\"ready\",\"agent_id\":\"" + code
                + "\",\"gestures\":{},\"enabled\":false,\"dynamics\":{},\"error_message\":null}");
    }

    @Test
    void filmsAreChargedOnceMadeByAWorkerAndShownByTheirActions() {
        ordered();
        assertThat(shop.balance()).isEqualTo(HAD - 250);
        assertThat(shown().get("status").asString()).isEqualTo("generating");
        ordered();
        assertThat(shop.balance()).as("while one runs another is the same").isEqualTo(HAD - 250);
        JsonNode job = shop.worker.claimed();
        assertThat(job.get("kind").asString()).isEqualTo("dynamics_generation");
        assertThat(job.at("/order/seconds").asInt()).isEqualTo(5);
        completed(job, "idle_subtle", "clap_cheer");

        JsonNode shown = shown();
        assertThat(shown.get("status").asString()).isEqualTo("ready");
        assertThat(shown.get("enabled").asBoolean()).isTrue();
        assertThat(shown.get("gestures").propertyNames()).containsExactly("clap_cheer", "idle_subtle");
        assertThat(shown.get("url")).isEqualTo(shown.at("/gestures/idle_subtle"));
        assertThat(shop.client.bytes("GET", shown.get("url").asString()).body()).isEqualTo(SpokenFilms.of(2));
        assertThat(shop.balance()).isEqualTo(HAD - 250);
        assertThat(shop.usage().getFirst()).isEqualTo("dynamics_generation");
    }

    @Test
    void aNewVersionOfTheFileComesWithTheFilms() {
        String before = shop.download(code, "essence-1").get("sha256").asString();
        ordered();
        JsonNode job = shop.worker.claimed();
        shop.worker.put(shop.worker.upload(job, "essence-1"),
                WorkerHand.imx("essence-2", Map.of("model", "essence-2")));
        shop.worker.put(shop.worker.upload(job, "idle_subtle"), SpokenFilms.of(2));
        WorkerHand.Answer wrong = shop.worker.on(job, "complete", "");
        assertThat(wrong.body().at("/error/details/0/field").asString()).isEqualTo("outputs.essence-1");
        shop.worker.put(shop.worker.upload(job, "essence-1"), WorkerHand.imx("essence-1", Map.of("gestures", "new")));
        completed(job);
        JsonNode after = shop.download(code, "essence-1");
        assertThat(after.get("sha256").asString()).isNotEqualTo(before);
        assertThat(after.get("filename").asString()).isEqualTo(code + ".imx");
        assertThat(shop.client.bytes("GET", after.get("url").asString()).statusCode()).isEqualTo(200);
    }

    @Test
    void theFileOfAModelThatIsAddedLaterGetsFilmsAndNothingElseChanges() {
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        JsonNode shown = shown();
        shop.add(code, "expression-2");
        shop.worker.build(shop.worker.claimed());
        long balance = shop.balance();
        JsonNode job = shop.worker.claimed();
        assertThat(job.get("outputs").valueStream().map(output -> output.get("name").asString()))
                .containsExactly("expression-2");
        String before = shop.download(code, "expression-2").get("sha256").asString();
        shop.worker.put(shop.worker.upload(job, "expression-2"),
                WorkerHand.imx("expression-2", Map.of("gestures", "new")));
        completed(job);
        assertThat(shop.download(code, "expression-2").get("sha256").asString()).isNotEqualTo(before);
        assertThat(shown()).isEqualTo(shown);
        assertThat(shop.balance()).isEqualTo(balance);
    }

    @Test
    void whatAWorkerSendsIsMeasured() {
        ordered();
        JsonNode job = shop.worker.claimed();
        assertThat(shop.worker.on(job, "complete", "").status()).isEqualTo(400);
        for (byte[] wrong : List.of(SpokenFilms.of(5.2), SpokenFilms.of(0), SpokenFilms.of(2, "mp4v", "mp4a"),
                new byte[40])) {
            shop.worker.put(shop.worker.upload(job, "laugh_react"), wrong);
            WorkerHand.Answer answer = shop.worker.on(job, "complete", "");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
            assertThat(answer.body().at("/error/details/0/field").asString()).isEqualTo("outputs.laugh_react");
        }
        completed(job, "laugh_react");
    }

    @Test
    void aFailureGivesTheCreditsBackAndSaysWhyAndWhatWasThereStays() {
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        JsonNode films = shown().get("gestures");
        ordered();
        assertThat(shop.balance()).isEqualTo(HAD - 500);
        shop.worker.on(shop.worker.claimed(), "fail", ", \"reason\": \"no face\", \"retry\": false");
        assertThat(shown().get("status").asString()).isEqualTo("failed");
        assertThat(shown().get("error_message").asString()).isEqualTo("no face");
        assertThat(shown().get("gestures")).isEqualTo(films);
        assertThat(shop.balance()).isEqualTo(HAD - 250);
        assertThat(shop.usage().getFirst()).isEqualTo("credit_refund_dynamics_generation");
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        assertThat(shown().get("error_message").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                       | 400 | MISSING_PARAM
            {"agent_id": " "}                                        | 400 | MISSING_PARAM
            {"agent_id": "{code}", "duration": 0}                    | 400 | VALIDATION_ERROR
            {"agent_id": "{code}", "duration": 11}                   | 400 | VALIDATION_ERROR
            {"agent_id": "{code}", "duration": "long"}               | 400 | VALIDATION_ERROR
            {"agent_id": "{code}", "image_url": "face.png"}          | 400 | VALIDATION_ERROR
            {"agent_id": "A00NON0001"}                               | 404 | NOT_FOUND
            {"agent_id": "x"}                                        | 404 | NOT_FOUND
            """)
    void refusalsChargeNothing(String body, int status, String error) {
        Client.Answer answer = order(body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(Workshop.error(answer)).isEqualTo(error);
        assertThat(shop.balance()).isEqualTo(HAD);
    }

    @Test
    void theOtherNameOfTheAgentAndAnyModelAreTakenAndTheDurationIsTold() {
        assertThat(order("{\"agent_code\": \"{code}\", \"model\": \"whatever\", \"duration\": 10}").status())
                .isEqualTo(200);
        assertThat(shop.worker.claimed().at("/order/seconds").asInt()).isEqualTo(10);
    }

    @Test
    void anAgentThatIsBeingMadeMustBeWaitedForAndCreditsComeLast() {
        try (Workshop poor = new Workshop(port, 300)) {
            String made = poor.order("{\"model\": \"essence-1\", \"prompt\": \"A librarian named Ada\"}");
            String body = "{\"agent_id\": \"" + made + "\"}";
            assertThat(Workshop.error(poor.client.post("/v1/dynamics/generate", body))).isEqualTo("AGENT_NOT_READY");
            poor.worker.build(poor.worker.claimed());
            Workshop.assertRefused(poor.client.post("/v1/dynamics/generate", body), 402, "INSUFFICIENT_BALANCE",
                    "Insufficient balance: this needs 250 credits, the balance is 50");
            assertThat(poor.client.get("/v1/dynamics/" + made).body().at("/data/status").asString())
                    .isEqualTo("ready");
        }
    }

    @Test
    void somebodyElsesAgentLooksLikeNone() {
        try (Workshop other = new Workshop(port)) {
            assertThat(other.client.get("/v1/dynamics/" + code).status()).isEqualTo(404);
            assertThat(other.client.put("/v1/dynamics/" + code, "{\"toggle_enabled\": true}").status())
                    .isEqualTo(404);
            assertThat(other.client.post("/v1/dynamics/generate", ORDER.replace("{code}", code)).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void settingsAreMergedAndTheFilmsMadeAnewForNothing() {
        assertThat(put("{}").status()).isEqualTo(400);
        JsonNode early = put("{\"dynamics\": {\"keywords\": {\"hello\": \"mini_wave_hello\"}, \"a\": {\"x\": 1}}}")
                .body();
        assertThat(early.get("regeneration_status").asString()).isEqualTo("failed");
        assertThat(early.get("regeneration_error").asString()).startsWith("No dynamics were generated yet");
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        JsonNode started = put("{\"dynamics\": {\"keywords\": {\"ha\": \"laugh_react\"}, \"a\": {\"x\": null}}, "
                + "\"toggle_enabled\": false}").body();
        assertThat(started.toString()).isEqualTo("{\"success\":true,\"message\":\"Dynamics updated successfully and "
                + "movements regeneration started\",\"agent_id\":\"" + code
                + "\",\"regeneration_status\":\"started\"}");
        JsonNode shown = shown();
        assertThat(shown.get("status").asString()).isEqualTo("generating");
        assertThat(shown.get("enabled").asBoolean()).isFalse();
        assertThat(shown.at("/dynamics/keywords").toString())
                .isEqualTo("{\"ha\":\"laugh_react\",\"hello\":\"mini_wave_hello\"}");
        assertThat(shown.at("/dynamics/a").isEmpty()).isTrue();
        assertThat(put("{\"toggle_enabled\": true}").body().get("regeneration_status").asString())
                .isEqualTo("started");
        shop.worker.on(shop.worker.claimed(), "fail", ", \"reason\": \"no face\", \"retry\": false");
        assertThat(shop.balance()).as("what was not charged is not given back").isEqualTo(HAD - 250);
        assertThat(shown().get("enabled").asBoolean()).isTrue();
    }

    @Test
    void anOrderTakesThePlaceOfARegenerationThatMakesOtherFilms() {
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        assertThat(put("{\"toggle_enabled\": true}").body().get("regeneration_status").asString())
                .isEqualTo("started");
        JsonNode regeneration = shop.worker.claimed();
        ordered();
        assertThat(shop.balance()).as("of the same films there is one").isEqualTo(HAD - 250);
        assertThat(order(LONGER).status()).isEqualTo(200);
        assertThat(shop.balance()).isEqualTo(HAD - 500);
        JsonNode job = shop.worker.claimed();
        assertThat(job.at("/order/seconds").asInt()).isEqualTo(10);
        String before = shop.download(code, "essence-1").get("sha256").asString();
        shop.worker.put(shop.worker.upload(regeneration, "essence-1"),
                WorkerHand.imx("essence-1", Map.of("gestures", "late")));
        completed(regeneration, "clap_cheer");
        assertThat(shown().get("status").asString()).isEqualTo("generating");
        assertThat(shown().get("gestures").propertyNames()).containsExactly("idle_subtle");
        assertThat(shop.download(code, "essence-1").get("sha256").asString()).isEqualTo(before);
        completed(job, "laugh_react");
        assertThat(shown().get("gestures").propertyNames()).containsExactly("laugh_react");
        assertThat(shop.balance()).isEqualTo(HAD - 500);
    }

    @Test
    void aRegenerationThatFailsTooLateChangesNothingAndTheOrderInItsPlaceIsGivenBackWhenItFails() {
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        put("{\"toggle_enabled\": true}");
        JsonNode regeneration = shop.worker.claimed();
        assertThat(order(LONGER).status()).isEqualTo(200);
        shop.worker.on(regeneration, "fail", ", \"reason\": \"late\", \"retry\": false");
        assertThat(shown().get("status").asString()).isEqualTo("generating");
        assertThat(shop.balance()).isEqualTo(HAD - 500);
        shop.worker.on(shop.worker.claimed(), "fail", ", \"reason\": \"no face\", \"retry\": false");
        assertThat(shown().get("error_message").asString()).isEqualTo("no face");
        assertThat(shop.balance()).isEqualTo(HAD - 250);
    }

    @Test
    void anotherOrderWaitsUntilTheOneThatWasChargedHasEnded() {
        assertThat(order(LONGER).status()).isEqualTo(200);
        assertThat(order(LONGER).status()).isEqualTo(200);
        Workshop.assertRefused(order(ORDER), 409, "CONFLICT", "Other dynamics of agent " + code
                + " are being generated: wait until their status is ready or failed");
        assertThat(Workshop.error(order("{\"agent_id\": \"{code}\", \"duration\": 10, "
                + "\"image_url\": \"https://example.com/face.png\"}"))).isEqualTo("CONFLICT");
        assertThat(shop.balance()).isEqualTo(HAD - 250);
        completed(shop.worker.claimed(), "idle_subtle");
        ordered();
        assertThat(shop.balance()).isEqualTo(HAD - 500);
    }

    @Test
    void aWrongSettingChangesNothing() {
        for (String wrong : List.of("{\"dynamics\": 7}", "{\"dynamics\": {\"a\": 1, \"enabled\": \"no\"}}",
                "{\"dynamics\": {\"a\": 1, \"keywords\": {\"hi\": \"fly\"}}}", "{\"toggle_enabled\": \"maybe\"}")) {
            assertThat(put(wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(shown().get("dynamics").isEmpty()).isTrue();
    }

    @Test
    void aDeletedAgentTakesItsFilmsAlongAndWhatRunsIsGivenBack() {
        ordered();
        completed(shop.worker.claimed(), "idle_subtle");
        String url = shown().get("url").asString();
        ordered();
        assertThat(shop.balance()).isEqualTo(HAD - 500);
        shop.client.delete("/v1/agent/" + code);
        assertThat(shop.balance()).isEqualTo(HAD - 250);
        assertThat(shop.client.get("/v1/dynamics/" + code).status()).isEqualTo(410);
        assertThat(order(ORDER).status()).isEqualTo(410);
        assertThat(put("{\"toggle_enabled\": true}").status()).isEqualTo(410);
        await().atMost(Duration.ofMinutes(1)).until(() -> shop.client.bytes("GET", url).statusCode() == 404);
    }

    @Test
    void manyOrdersAtOnceAreOneCharge() throws Exception {
        List<Integer> answers = AtOnce.run(4, _ -> order(ORDER).status());
        assertThat(answers).containsOnly(200);
        assertThat(shop.balance()).isEqualTo(HAD - 250);
        completed(shop.worker.claimed(), "idle_subtle");
        List<String> repeats = AtOnce.run(4, _ -> order(ORDER, "Idempotency-Key", "k-" + code).body().toString());
        assertThat(repeats).containsOnly(repeats.getFirst());
        completed(shop.worker.claimed(), "idle_subtle");
        assertThat(order(ORDER, "Idempotency-Key", "k-" + code).status()).isEqualTo(200);
        assertThat(shop.balance()).isEqualTo(HAD - 500);
        assertThat(Workshop.error(order("{\"agent_id\": \"{code}\", \"duration\": 2}", "Idempotency-Key", "k-" + code)))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aCompletionAndADeletionEndInOneOfTwoWays() throws Exception {
        for (int i = 0; i < 6; i++) {
            long before = shop.balance();
            ordered();
            JsonNode job = shop.worker.claimed();
            shop.worker.put(shop.worker.upload(job, "essence-1"), WorkerHand.imx("essence-1", Map.of()));
            shop.worker.put(shop.worker.upload(job, "idle_subtle"), SpokenFilms.of(2));
            List<Integer> answers = AtOnce.run(List.of(() -> shop.worker.on(job, "complete", "").status(),
                    () -> shop.client.delete("/v1/agent/" + code).status()));
            assertThat(answers.get(1)).isEqualTo(200);
            assertThat(before - shop.balance()).isEqualTo(answers.get(0) == 200 ? 250 : 0);
            assertThat(shop.client.get("/v1/dynamics/" + code).status()).isEqualTo(410);
            code = shop.ready("essence-1");
        }
    }

    @Test
    void aSettingAndACompletionBothCount() throws Exception {
        for (int i = 0; i < 6; i++) {
            ordered();
            JsonNode job = shop.worker.claimed();
            shop.worker.put(shop.worker.upload(job, "idle_subtle"), SpokenFilms.of(2));
            int turn = i;
            List<Integer> answers = AtOnce.run(List.of(() -> shop.worker.on(job, "complete", "").status(),
                    () -> put("{\"dynamics\": {\"turn\": " + turn + "}}").status()));
            assertThat(answers).containsOnly(200);
            assertThat(shown().at("/dynamics/turn").asInt()).isEqualTo(turn);
            assertThat(shown().get("gestures").has("idle_subtle")).isTrue();
            if (shown().get("status").asString().equals("generating")) {
                completed(shop.worker.claimed(), "idle_subtle");
            }
        }
    }
}
