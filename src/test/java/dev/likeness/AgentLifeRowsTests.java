package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** CONTRACT 3.2 and 3.3 row by row: the steps of a build, and reading, listing, changing and deleting agents. */
@WorkerServer
class AgentLifeRowsTests {

    private static final List<String> STATUS_KEYS = List.of("agent_id", "name", "description", "status",
            "system_prompt", "image_url", "video_url", "model_url", "voice_id", "progress", "progress_msg",
            "current_step", "supported_models", "event_type", "error_message", "created_at", "updated_at");
    private static final List<String> AGENT_KEYS = List.of("code", "agent_id", "name", "description", "language",
            "gender", "model", "supported_models", "subject", "system_prompt", "image_url", "video_url", "model_url",
            "voice_id", "status", "event_type", "progress", "progress_msg", "current_step", "error_message",
            "created_at", "updated_at");
    private static final String ESSENCE_2 = "{\"model\": \"essence-2\", \"prompt\": \"A librarian named Ada\"}";

    @LocalServerPort
    private int port;

    private Workshop shop;

    @BeforeEach
    void openAccount() {
        shop = new Workshop(port);
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    @Test
    void theStepsOfABuildAreTheContractsAndProgressNeverFalls() {
        String code = shop.order(ESSENCE_2);
        assertAt(code, "processing", "payment", .02);
        JsonNode job = shop.worker.claimed();
        assertAt(code, "generating", "persona", .15);
        assertAt(code, job, .18, "voice_image", "generating", "voice_image", .18);
        assertAt(code, job, .20, "voice_image", "success", "voice_image", .20);
        assertAt(code, job, .10, "persona", "success", "voice_image", .20);
        assertAt(code, job, .45, "video", "success", "video", .45);
        assertAt(code, job, .70, "lip_sync", "success", "lip_sync", .70);
        assertAt(code, job, .45, "video", "success", "lip_sync", .70);
        assertAt(code, job, 1, "lip_sync", "success", "lip_sync", .99);
        shop.worker.build(job);
        assertAt(code, "ready", "done", 1);
    }

    @Test
    void everyKeyIsThereInEveryStateAndNullIsWhatIsNotKnown() {
        String code = shop.order(ESSENCE_2);
        assertNulls(code, "description", "image_url", "video_url", "model_url", "voice_id", "error_message");
        assertThat(shop.agent(code).get("name").asString("?")).isEmpty();
        assertThat(shop.agent(code).get("system_prompt").asString("?")).isEmpty();
        assertThat(Workshop.texts(shop.status(code).get("supported_models"))).containsExactly("essence-2",
                "essence-2-max");

        JsonNode job = shop.worker.claimed();
        assertNulls(code, "image_url", "video_url", "model_url", "voice_id", "error_message");
        assertThat(shop.agent(code).get("name").asString()).isEqualTo("Ada");
        assertThat(shop.agent(code).get("system_prompt").asString()).contains("A librarian named Ada");
        assertThat(shop.agent(code).get("description").asString()).isEqualTo("A librarian named Ada.");
        assertThat(shop.agent(code).get("language").asString()).isEqualTo("en");

        shop.worker.build(job);
        assertNulls(code, "error_message");
        assertThat(shop.status(code).get("voice_id").asString()).matches("[FM][1-5]");
        assertThat(shop.client.bytes("GET", shop.status(code).get("model_url").asString()).statusCode()).isEqualTo(200);

        String failed = shop.order(ESSENCE_2);
        job = shop.worker.claimed();
        shop.worker.on(job, "fail", ", \"reason\": \"no face\", \"step\": \"lip_sync\", \"retry\": false");
        assertNulls(failed, "image_url", "video_url", "model_url", "voice_id");
        assertThat(shop.status(failed).get("error_message").asString()).isEqualTo("Model build failed: no face");
        assertThat(shop.status(failed).get("supported_models")).isEmpty();
        assertThat(shop.balance()).isEqualTo(9_500);
    }

    @Test
    void totalsAreExactlyTheRowsThatPagingYields() {
        String ready = shop.ready("essence-1");
        String failed = shop.order(ESSENCE_2);
        shop.worker.on(shop.worker.claimed(), "fail", ", \"reason\": \"no face\", \"retry\": false");
        shop.client.delete("/v1/agent/" + shop.order(ESSENCE_2));
        String first = shop.order(ESSENCE_2);
        String second = shop.order(ESSENCE_2);
        String capacity = shop.order(ESSENCE_2);
        assertThat(walked("")).containsExactly(capacity, second, first, failed, ready);
        assertThat(walked("&status=")).hasSize(5);
        assertThat(walked("&status=processing")).containsExactly(second, first);
        assertThat(walked("&status=ready")).containsExactly(ready);
        assertThat(walked("&status=failed")).containsExactly(capacity, failed);
        for (String none : List.of("generating", "completed", "success")) {
            assertThat(walked("&status=" + none)).isEmpty();
        }
        JsonNode beyond = shop.client.get("/v1/agents?offset=7").body();
        assertThat(beyond.get("data")).isEmpty();
        assertThat(beyond.at("/pagination/total").asInt()).isEqualTo(5);
        assertThat(beyond.at("/pagination/has_more").asBoolean()).isFalse();
        assertThat(beyond.at("/pagination/limit").asInt()).isEqualTo(20);
        assertThat(beyond.at("/pagination/offset").asInt()).isEqualTo(7);
        assertThat(shop.client.get("/v1/agents?limit=100").body().get("data")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=101,limit", "limit=-1,limit", "limit=x,limit", "offset=-1,offset",
            "offset=1.5,offset", "status=sleeping,status", "status=deleted,status", "status=READY,status",
            "figure_id=1,figure_id"})
    void aParameterOutOfRangeIsNamed(String query, String field) {
        Client.Answer answer = shop.client.get("/v1/agents?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Workshop.error(answer)).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.body().at("/error/details/0/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"system_prompt,You are Eve.", "name,Eve", "description,A guide.", "system_prompt,''", "name,Zoë 🙂"})
    void eachFieldIsUpdatedAlone(String field, String value) {
        String code = shop.order(ESSENCE_2);
        shop.worker.build(shop.worker.claimed());
        JsonNode before = shop.agent(code);
        Client.Answer answer = shop.client.post("/v1/agent/" + code,
                "{\"" + field + "\": \"" + value + "\", \"colour\": 7}");
        assertThat(answer.body()).hasToString(
                "{\"success\":true,\"agent_code\":\"" + code + "\",\"updated\":true}");
        JsonNode after = shop.agent(code);
        assertThat(after.get("updated_at").asString()).isGreaterThan(before.get("updated_at").asString());
        for (String key : AGENT_KEYS) {
            // URLs are signed anew, each second.
            if (!key.equals("updated_at") && !key.equals("model_url")) {
                String expected = key.equals(field) ? value : before.get(key).asString("");
                assertThat(after.get(key).asString("")).as(key).isEqualTo(expected);
            }
        }
    }

    @Test
    void providersAndFormsUpdateToo() {
        String code = shop.order(ESSENCE_2);
        assertThat(shop.client.post("/v1/agent/" + code, "{\"providers\": {\"llm\": \"default\"}}").body()
                .get("updated").asBoolean()).isTrue();
        assertThat(shop.client.postAs("application/x-www-form-urlencoded", "/v1/agent/" + code, "name=Eve+%26+Ada")
                .status()).isEqualTo(200);
        assertThat(shop.agent(code).get("name").asString()).isEqualTo("Eve & Ada");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                    | MISSING_PARAM    | Nothing to update: send system_prompt, name, description, providers or embed
            {}                                    | MISSING_PARAM    | Nothing to update: send system_prompt, name, description, providers or embed
            {"model": "essence-1", "colour": "x"} | MISSING_PARAM    | Nothing to update: send system_prompt, name, description, providers or embed
            {"name": null}                        | MISSING_PARAM    | Nothing to update: send system_prompt, name, description, providers or embed
            {"name": "Eve", "system_prompt": 7}   | VALIDATION_ERROR | system_prompt must be a string
            {"system_prompt": "x", "name": []}    | VALIDATION_ERROR | name must be a string
            {"name": "Eve", "description": true}  | VALIDATION_ERROR | description must be a string
            {"name": "Eve", "providers": "none"}  | VALIDATION_ERROR | providers must be an object
            {"name": "Eve", "providers": {"video": "default"}} | VALIDATION_ERROR | providers.video is none of llm, stt, tts, realtime
            {"name": "Eve", "providers": {"llm": {"mode": "custom", "provider_id": "p1"}}} | VALIDATION_ERROR | Unknown provider_id 'p1' for llm
            {"name": "Eve", "figure_id": "x"}     | VALIDATION_ERROR | figure_id is no longer supported; use agent_code
            """)
    void whatIsWrongChangesNothing(String body, String code, String message) {
        String agent = shop.order(ESSENCE_2);
        Workshop.assertRefused(shop.client.post("/v1/agent/" + agent, body == null ? "" : body), 400, code, message);
        assertThat(shop.agent(agent).get("name").asString("?")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A00NON0001", "a00non0001", "x", "A00NON0001%20"})
    void anAgentThatIsNotThereIsNotFound(String code) {
        for (Client.Answer answer : List.of(shop.client.get("/v1/agent/" + code),
                shop.client.get("/v1/agent/status/" + code), shop.client.delete("/v1/agent/" + code),
                shop.client.post("/v1/agent/" + code, "{\"name\": \"x\"}"),
                shop.client.get("/v1/agent/" + code + "/model/download"),
                shop.client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-1\"}"))) {
            Workshop.assertRefused(answer, 404, "NOT_FOUND",
                    "Agent not found for code: " + code.replace("%20", " "));
        }
    }

    @Test
    void aDeletionTakesAdditionsSessionsAndAssetsAlongAndKeepsUsage() {
        String code = shop.ready("essence-1");
        List<String> sessions = new ArrayList<>();
        for (String fingerprint : List.of("a", "b")) {
            sessions.add(shop.client.post("/v1/runtime-tokens/request", "{\"fingerprint\": \"" + fingerprint
                    + "\", \"agent_code\": \"" + code + "\"}").body().at("/data/session_id").asString());
        }
        shop.add(code, "expression-2");
        JsonNode running = shop.worker.claimed();
        JsonNode before = shop.status(code);
        long paid = shop.balance();
        JsonNode answer = shop.client.delete("/v1/agent/" + code).body();
        assertThat(answer).hasToString("{\"success\":true,\"agent_code\":\"" + code + "\",\"deleted\":true}");
        assertThat(shop.balance()).isEqualTo(paid + 2_000);
        assertThat(shop.worker.on(running, "heartbeat", "").body().get("status").asString()).isEqualTo("cancelled");
        for (String session : sessions) {
            assertThat(shop.client.get("/v1/runtime-sessions/" + session).body().get("status").asString())
                    .isEqualTo("ended");
        }
        for (String url : List.of("image_url", "video_url", "model_url")) {
            assertThat(shop.client.bytes("GET", before.get(url).asString()).statusCode()).as(url).isEqualTo(404);
        }
        assertThat(shop.usage()).contains("agent_generation_essence_1", "usage_essence_model_self_hosted",
                "agent_model_add_expression_2", "credit_refund_agent_model_add_expression_2");
        Workshop.assertRefused(shop.client.get("/v1/agent/" + code + "/model/download"), 410, "AGENT_DELETED",
                "Agent " + code + " was deleted");
        for (Client.Answer gone : List.of(shop.client.get("/v1/agent/" + code), shop.client.delete("/v1/agent/" + code),
                shop.client.get("/v1/agent/" + code + "/self-hosted-avatar"),
                shop.client.post("/v1/agent/" + code, "{\"name\": \"x\"}"),
                shop.client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-1\"}"))) {
            Workshop.assertRefused(gone, 404, "NOT_FOUND", "Agent not found for code: " + code);
        }
    }

    private List<String> walked(String filter) {
        List<String> codes = new ArrayList<>();
        for (int offset = 0;; offset++) {
            JsonNode page = shop.client.get("/v1/agents?limit=1&offset=" + offset + filter).body();
            page.get("data").forEach(row -> codes.add(row.get("code").asString()));
            if (!page.at("/pagination/has_more").asBoolean()) {
                assertThat(codes).hasSize(page.at("/pagination/total").asInt());
                return codes;
            }
        }
    }

    private void assertAt(String code, JsonNode job, double sent, String sentStep, String status, String step,
            double progress) {
        shop.worker.on(job, "heartbeat", ", \"progress\": " + sent + ", \"step\": \"" + sentStep + "\"");
        assertAt(code, status, step, progress);
    }

    private void assertAt(String code, String status, String step, double progress) {
        for (JsonNode seen : List.of(shop.status(code), shop.agent(code))) {
            assertThat(seen.get("status").asString()).as(step).isEqualTo(status);
            assertThat(seen.get("current_step").asString()).isEqualTo(step);
            assertThat(seen.get("progress").asDouble()).isEqualTo(progress);
        }
    }

    /** Of the status exactly these are null, and the agent tells the same. */
    private void assertNulls(String code, String... nulls) {
        JsonNode status = shop.status(code);
        JsonNode agent = shop.agent(code);
        assertThat(status.propertyNames()).containsAll(STATUS_KEYS);
        assertThat(agent.propertyNames()).containsAll(AGENT_KEYS);
        assertThat(STATUS_KEYS.stream().filter(key -> status.get(key).isNull())).containsExactlyInAnyOrder(nulls);
        assertThat(STATUS_KEYS.stream().filter(key -> agent.get(key).isNull())).containsExactlyInAnyOrder(nulls);
    }
}
