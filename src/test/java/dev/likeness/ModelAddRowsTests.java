package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** CONTRACT 3.4 row by row, over HTTP, on agents that a worker built. */
@WorkerServer
class ModelAddRowsTests {

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;

    private Workshop shop;

    @BeforeEach
    void openAccount() {
        shop = new Workshop(port);
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"model": "essence"}                         | essence-1    | ready      | 0    | Agent {code} has essence-1 already
            {"model": "essence-1"}                       | essence-1    | ready      | 0    | Agent {code} has essence-1 already
            {"model": "expression-1"}                    | expression-1 | ready      | 0    | expression-1 is ready
            {"model": "expression"}                      | expression-1 | ready      | 0    | expression-1 is ready
            {"model": "essence-2"}                       | essence-2    | processing | 500  | Adding essence-2 to agent {code}
            {"model": "essence-2-max"}                   | essence-2    | processing | 500  | Adding essence-2 to agent {code}
            {"model": "essence", "version": "v2"}        | essence-2    | processing | 500  | Adding essence-2 to agent {code}
            {"model": "expression-2", "version": "v7"}   | expression-2 | processing | 2000 | Adding expression-2 to agent {code}
            {"model": "expression", "version": "v2"}     | expression-2 | processing | 2000 | Adding expression-2 to agent {code}
            """)
    void eachModelHasItsPriceAndAnswer(String body, String model, String status, int credits, String message) {
        String code = shop.ready("essence-1");
        Client.Answer first = shop.client.post("/v1/agent/" + code + "/models", body);
        String supported = model.equals("expression-1") ? "\"essence-1\",\"expression-1\"" : "\"essence-1\"";
        String answer = "{\"success\":true,\"agent_id\":\"" + code + "\",\"model\":\"" + model + "\",\"status\":\"%s\","
                + "\"credits\":%d,\"supported_models\":[" + supported + "],\"message\":\"%s\"}";
        assertThat(first.body()).hasToString(answer.formatted(status, credits, message.replace("{code}", code)));
        String again = status.equals("ready")
                ? "Agent " + code + " has " + model + " already"
                : model + " is being added already";
        assertThat(shop.client.post("/v1/agent/" + code + "/models", body).body())
                .hasToString(answer.formatted(status, 0, again));
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - credits);
        assertThat(shop.status(code).get("status").asString()).isEqualTo("ready");
        assertThat(shop.status(code).get("error_message").isNull()).isTrue();
        if (credits > 0) {
            assertThat(shop.usage().getFirst()).isEqualTo("agent_model_add_" + model.replace('-', '_'));
            Workshop.assertRefused(shop.client.get("/v1/agent/" + code + "/model/download?model=" + model), 409,
                    "MODEL_NOT_GENERATED", "agent " + code + "'s " + model
                            + " model hasn't been generated yet — add it with POST /v1/agent/" + code + "/models");
            shop.worker.build(shop.worker.claimed());
            assertThat(Workshop.texts(shop.agent(code).get("supported_models"))).containsExactlyElementsOf(
                    model.equals("essence-2")
                            ? List.of("essence-1", "essence-2", "essence-2-max")
                            : List.of("essence-1", model));
            assertThat(shop.agent(code).get("model").asString()).isEqualTo("essence-1");
        }
    }

    /** Named before the credits that are missing as well. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            essence-1    | image_key = null, video_key = null    | identity video or image
            essence-2    | video_key = null                      | identity video; add essence-1 first, which makes one
            essence-2    | image_key = null, video_key = null    | identity video; add essence-1 first, which makes one
            expression-1 | image_key = null                      | image
            expression-1 | voice_id = null                       | voice
            expression-2 | image_key = null                      | image
            """)
    void theAssetThatIsMissingIsNamed(String model, String lost, String name) {
        boolean cheap = model.equals("expression-2");
        try (Workshop exact = new Workshop(port, cheap ? 250 : 2_000)) {
            String code = exact.ready(cheap ? "essence-1" : "expression-2");
            assertThat(exact.balance()).isZero();
            jdbc.sql("update agent set " + lost + ", supported_models = '{}' where code = :code").param("code", code)
                    .update();
            Workshop.assertRefused(
                    exact.client.post("/v1/agent/" + code + "/models", "{\"model\": \"" + model + "\"}"), 422,
                    "MODEL_PREREQUISITE_MISSING", model + " needs what agent " + code + " has not stored: " + name);
            assertThat(exact.agent(code).get("model_adds")).isEmpty();
        }
    }

    /** What is there is enough: the video stands in for the image, and the other way round. */
    @ParameterizedTest
    @CsvSource({"essence-1,video_key = null", "expression-2,video_key = null", "expression-1,video_key = null"})
    void whatIsNotNeededMayBeMissing(String model, String lost) {
        String code = shop.ready(model.equals("expression-2") ? "essence-1" : "expression-2");
        jdbc.sql("update agent set " + lost + " where code = :code").param("code", code).update();
        assertThat(shop.add(code, model).get("success").asBoolean()).isTrue();
    }

    @Test
    void anAgentThatIsNotReadyIsToldBeforeAnythingIsCharged() {
        String code = shop.order("{\"model\": \"essence-2\", \"prompt\": \"A librarian\"}");
        for (String model : List.of("essence-2", "expression-2")) {
            Workshop.assertRefused(shop.client.post("/v1/agent/" + code + "/models", "{\"model\": \"" + model + "\"}"),
                    409, "AGENT_NOT_READY", "Agent " + code + " is processing: wait until its status is ready");
        }
        shop.worker.on(shop.worker.claimed(), "fail", ", \"reason\": \"no face\", \"retry\": false");
        Workshop.assertRefused(shop.client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-1\"}"), 409,
                "AGENT_NOT_READY", "Agent " + code + " is failed: create another");
        assertThat(shop.balance()).isEqualTo(10_000);
    }

    @Test
    void aFailedAdditionIsRefundedAndTellsWhyOnItselfAlone() {
        String code = shop.ready("essence-1");
        long before = shop.balance();
        shop.add(code, "expression-2");
        JsonNode job = shop.worker.claimed();
        shop.worker.on(job, "heartbeat", ", \"progress\": 0.6, \"step\": \"lip_sync\", \"message\": \"Epoch 3\"");
        JsonNode running = shop.agent(code).at("/model_adds/0");
        assertThat(running.propertyNames()).containsExactlyInAnyOrder("model", "status", "progress", "progress_msg",
                "current_step", "error_message", "created_at", "updated_at");
        assertThat(running.get("model").asString()).isEqualTo("expression-2");
        assertThat(running.get("status").asString()).isEqualTo("processing");
        assertThat(running.get("progress").asDouble()).isEqualTo(.6);
        assertThat(running.get("progress_msg").asString()).isEqualTo("Epoch 3");
        assertThat(shop.agent(code).get("progress").asDouble()).isEqualTo(1);
        shop.worker.on(job, "fail", ", \"reason\": \"out of memory\", \"step\": \"lip_sync\", \"retry\": false");
        for (JsonNode told : List.of(shop.agent(code), shop.status(code),
                shop.client.get("/v1/agents").body().at("/data/0"))) {
            assertThat(told.get("status").asString()).isEqualTo("ready");
            assertThat(told.get("error_message").isNull()).isTrue();
            assertThat(told.at("/model_adds/0/status").asString()).isEqualTo("failed");
            assertThat(told.at("/model_adds/0/error_message").asString())
                    .isEqualTo("Model build failed: out of memory");
            assertThat(Workshop.texts(told.get("supported_models"))).containsExactly("essence-1");
        }
        assertThat(shop.balance()).isEqualTo(before);
        assertThat(shop.usage()).startsWith("credit_refund_agent_model_add_expression_2",
                "agent_model_add_expression_2");
        assertThat(shop.add(code, "expression-2").get("credits").asInt()).isEqualTo(2_000);
        assertThat(shop.agent(code).at("/model_adds/0/error_message").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            other | A guide.      | this agent's image does not look like one
            drawn | A fox.        | this description sounds like an animal
            drawn | A cartoon man | this description sounds like a cartoon
            """)
    void essence2WantsAHumanAndSaysSoBeforeTheCharge(String subject, String description, String what) {
        try (Workshop exact = new Workshop(port, 250)) {
            String code = exact.ready("essence-1");
            jdbc.sql("update agent set subject = :subject, description = :description where code = :code")
                    .param("subject", subject).param("description", description).param("code", code).update();
            Workshop.assertRefused(exact.client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-2\"}"),
                    422, "MODEL_SUBJECT_MISMATCH", "essence-2 requires a photorealistic human subject; " + what
                            + " — use expression-2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                            | MISSING_PARAM    | model is required
            {"model": ""}                 | MISSING_PARAM    | model is required
            {"model": 7}                  | VALIDATION_ERROR | model must be a string
            {"model": "auto"}             | VALIDATION_ERROR | Invalid model 'auto'; must be one of: essence-1, essence-2, expression-1, expression-2
            {"model": "essence-2-light"}  | VALIDATION_ERROR | 'essence-2-light' is retired; use essence-2
            {"model": "essence-1", "figure_id": "x"} | VALIDATION_ERROR | figure_id is no longer supported; use agent_code
            """)
    void aModelThatIsNoneIsRefused(String body, String code, String message) {
        Workshop.assertRefused(shop.client.post("/v1/agent/A00NON0001/models", body), 400, code, message);
    }

    @Test
    void aRepeatUnderAKeyIsTheFirstAnswerAndAnotherBodyIsRefused() {
        String code = shop.ready("essence-1");
        String path = "/v1/agent/" + code + "/models";
        Client.Answer first = shop.client.post(path, "{\"model\": \"essence-2\"}", "Idempotency-Key", "k");
        Client.Answer again = shop.client.post(path, "{\"model\": \"essence-2\"}", "Idempotency-Key", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.body().get("credits").asInt()).isEqualTo(500);
        assertThat(again.response().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(Workshop.error(shop.client.post(path, "{\"model\": \"expression-2\"}", "Idempotency-Key", "k")))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(Workshop.error(shop.client.post(path, "{\"model\": \"essence-2\"}", "Idempotency-Key",
                "x".repeat(256)))).isEqualTo("VALIDATION_ERROR");
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - 500);
    }

    /** With a key, too, which would be stored beside the code. */
    @Test
    void aCodeThatIsNoneIsNotFoundHoweverLongItIs() {
        String random = new SplittableRandom(3).ints(5_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        for (String code : List.of("A00NON0001", "A1", random)) {
            Workshop.assertRefused(shop.client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-2\"}",
                    "Idempotency-Key", "k"), 404, "NOT_FOUND", "Agent not found for code: " + code);
        }
    }

    @Test
    void whatCannotBePaidIsRefusedWithALinkAndAFormIsAsGoodAsJson() {
        try (Workshop poor = new Workshop(port, 300)) {
            String code = poor.ready("essence-1");
            Client.Answer refused = poor.client.postAs("application/x-www-form-urlencoded",
                    "/v1/agent/" + code + "/models", "model=expression-2");
            assertThat(refused.status()).isEqualTo(402);
            assertThat(refused.body().at("/error/topup_url").asString()).isNotEmpty();
            assertThat(poor.client.postAs("application/x-www-form-urlencoded", "/v1/agent/" + code + "/models",
                    "model=expression-1").body().get("status").asString()).isEqualTo("ready");
            assertThat(poor.balance()).isEqualTo(50);
        }
    }
}
