package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** CONTRACT 3.1 to 3.3 and 3.5 as clients see them, on agents that wait for a worker. */
@WorkerServer
class AgentRowsTests {

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;

    private Workshop shop;
    private Client client;

    @BeforeEach
    void openAccount() {
        shop = new Workshop(port);
        client = shop.client;
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    @Test
    void aCreationAnswersAtOnceAndItsCreditsAreReserved() {
        JsonNode answer = shop.ordered("{\"model\": \"essence-2\", \"prompt\": \"A librarian\"}");
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("success", "message", "agent_id", "status");
        assertThat(answer.get("message").asString()).isEqualTo("Agent generation started");
        assertThat(answer.get("status").asString()).isEqualTo("processing");
        JsonNode status = shop.status(answer.get("agent_id").asString());
        assertThat(status.get("progress").asDouble()).isEqualTo(.02);
        assertThat(status.get("current_step").asString()).isEqualTo("payment");
        String code = answer.get("agent_id").asString();
        // Places in the queue are read once a second.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> shop.status(code).get("progress_msg").asString()
                        .startsWith("Next in the queue, starting in"));
    }

    @Test
    void everyKeyOfAStatusIsThereAndNullWhereUnknown() {
        JsonNode status = shop.status(code("essence-2"));
        assertThat(status.propertyNames()).contains("agent_id", "name", "description", "status", "system_prompt",
                "image_url", "video_url", "model_url", "voice_id", "progress", "progress_msg", "current_step",
                "supported_models", "event_type", "error_message", "created_at", "updated_at");
        for (String unknown : List.of("description", "image_url", "video_url", "model_url", "voice_id",
                "error_message")) {
            assertThat(status.get(unknown).isNull()).as(unknown).isTrue();
        }
        assertThat(status.get("name").asString("?")).isEmpty();
        assertThat(status.get("system_prompt").asString("?")).isEmpty();
        assertThat(status.get("created_at").asString()).matches(".*(Z|\\+00:00)");
    }

    @Test
    void anAgentHasItsCodeUnderBothNames() {
        String code = code("essence-2");
        JsonNode answer = client.get("/v1/agent/" + code).body();
        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.at("/data/code").asString()).isEqualTo(code);
        assertThat(answer.at("/data/agent_id").asString()).isEqualTo(code);
        assertThat(answer.at("/data/model").asString()).isEqualTo("essence-2");
        assertThat(answer.at("/data/name").asString("?")).isEmpty();
    }

    @Test
    void listsGoNewestFirstWithTheCanonicalModel() {
        String first = shop.order("{\"model\": \"essence\", \"version\": \"v2\", \"prompt\": \"A chef\"}");
        String second = code("essence-2-max");
        JsonNode page = client.get("/v1/agents?limit=1").body();
        assertThat(page.at("/data/0/code").asString()).isEqualTo(second);
        assertThat(page.at("/data/0/model").asString()).isEqualTo("essence-2");
        assertThat(page.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(page.at("/pagination/has_more").asBoolean()).isTrue();
        page = client.get("/v1/agents?limit=1&offset=1&status=processing").body();
        assertThat(page.at("/data/0/code").asString()).isEqualTo(first);
        assertThat(page.at("/data/0/model").asString()).isEqualTo("essence-2");
        assertThat(page.at("/pagination/has_more").asBoolean()).isFalse();
        assertThat(client.get("/v1/agents?status=ready").body().get("data")).isEmpty();
        assertThat(client.get("/v1/agents?limit=0").status()).isEqualTo(400);
        assertThat(client.get("/v1/agents?offset=-1").status()).isEqualTo(400);
        assertThat(client.get("/v1/agents?status=sleeping").status()).isEqualTo(400);
    }

    @Test
    void anUpdateIsReadBackAndOutlivesTheBuild() {
        String code = code("essence-2");
        JsonNode answer = client.post("/v1/agent/" + code,
                "{\"name\": \"Ada\", \"system_prompt\": \"You are Ada.\", \"description\": \"A guide.\"}").body();
        assertThat(answer.get("agent_code").asString()).isEqualTo(code);
        assertThat(answer.get("updated").asBoolean()).isTrue();
        assertThat(answer.get("success").asBoolean()).isTrue();
        JsonNode agent = client.get("/v1/agent/" + code).body().get("data");
        assertThat(agent.get("name").asString()).isEqualTo("Ada");
        assertThat(agent.get("system_prompt").asString()).isEqualTo("You are Ada.");
        assertThat(Workshop.error(client.post("/v1/agent/" + code, "{}"))).isEqualTo("MISSING_PARAM");
        assertThat(Workshop.error(client.post("/v1/agent/A00NON0001", "{\"name\": \"x\"}"))).isEqualTo("NOT_FOUND");
        assertThat(Workshop.error(client.post("/v1/agent/A00NON0001", "{\"name\": 7}"))).isEqualTo("VALIDATION_ERROR");
        assertThat(Workshop.error(client.post("/v1/agent/" + code,
                "{\"name\": \"Eve\", \"providers\": {\"llm\": {\"mode\": \"custom\", \"provider_id\": \"none\"}}}")))
                .isEqualTo("VALIDATION_ERROR");
        assertThat(client.get("/v1/agent/" + code).body().at("/data/name").asString()).isEqualTo("Ada");
    }

    @Test
    void aDeletionCallsTheBuildOffAndGivesTheChargeBack() {
        String code = code("essence-2");
        assertThat(shop.balance()).isEqualTo(9_500);
        JsonNode answer = client.delete("/v1/agent/" + code).body();
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("success", "agent_code", "deleted");
        assertThat(shop.balance()).isEqualTo(10_000);
        assertThat(jdbc.sql("select status from job where subject = :code and kind = 'agent_generation'")
                .param("code", code).query(String.class).single()).isEqualTo("cancelled");
        assertThat(client.delete("/v1/agent/" + code).status()).isEqualTo(404);
        assertThat(client.get("/v1/agent/" + code).status()).isEqualTo(404);
        assertThat(client.get("/v1/agent/status/" + code).status()).isEqualTo(404);
        assertThat(client.get("/v1/agent/" + code + "/model/download").status()).isEqualTo(410);
        assertThat(client.get("/v1/agents").body().get("data")).isEmpty();
        assertThat(client.get("/v1/usage").body().get("data").valueStream()
                .map(row -> row.get("pricing_code").asString())).contains("agent_generation_essence_2",
                        "credit_refund_agent_generation_essence_2");
    }

    @Test
    void aThirdEssence2InFlightFailsAtOnceUnbilledAndSaysWhy() {
        code("essence-2");
        code("essence-2");
        JsonNode third = shop.ordered("{\"model\": \"auto\", \"prompt\": \"A librarian\"}");
        assertThat(third.get("status").asString()).isEqualTo("failed");
        JsonNode status = shop.status(third.get("agent_id").asString());
        assertThat(status.get("error_message").asString()).startsWith("At capacity: 2 essence-2 creations");
        assertThat(shop.balance()).isEqualTo(9_000);
    }

    @Test
    void theOrderOfChecksIsTheContracts() {
        String taken = code("essence-2");
        assertThat(Workshop.error(client.post("/v1/agent/generate", "[1]"))).isEqualTo("VALIDATION_ERROR");
        assertThat(Workshop.error(client.post("/v1/agent/generate", "{\"figure_id\": 1, \"video\": \"x\"}")))
                .isEqualTo("VALIDATION_ERROR");
        assertThat(Workshop.error(client.post("/v1/agent/generate", "{\"video\": \"x\", \"model\": \"x\"}")))
                .isEqualTo("VIDEO_INPUT_NOT_SUPPORTED");
        assertThat(Workshop.error(client.post("/v1/agent/generate", "{\"agent_id\": \"" + taken + "\"}")))
                .isEqualTo("CONFLICT");
        assertThat(
                Workshop.error(client.post("/v1/agent/generate", "{\"model\": \"essence-2\", \"prompt\": \"a cat\"}")))
                .isEqualTo("MODEL_SUBJECT_MISMATCH");
        Client poor = Client.ofNewAccount("http://localhost:" + port, "free", 0);
        Client.Answer refusal = poor.post("/v1/agent/generate", "{}");
        assertThat(refusal.status()).isEqualTo(402);
        assertThat(refusal.body().at("/error/topup_url").asString()).isNotEmpty();
        assertThat(poor.get("/v1/agents").body().get("data")).isEmpty();
    }

    @Test
    void nobodyElseSeesAnAgent() {
        String code = code("essence-2");
        Client stranger = Client.ofNewAccount("http://localhost:" + port, "business", 100);
        for (String path : List.of("", "/model/download", "/self-hosted-avatar", "/events")) {
            assertThat(Workshop.error(stranger.get("/v1/agent/" + code + path))).as(path).isEqualTo("NOT_FOUND");
        }
        assertThat(Workshop.error(stranger.get("/v1/agent/status/" + code))).isEqualTo("NOT_FOUND");
        assertThat(Workshop.error(stranger.post("/v1/agent/" + code, "{\"name\": \"x\"}"))).isEqualTo("NOT_FOUND");
        assertThat(Workshop.error(stranger.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-1\"}")))
                .isEqualTo("NOT_FOUND");
        assertThat(Workshop.error(stranger.delete("/v1/agent/" + code))).isEqualTo("NOT_FOUND");
    }

    private String code(String model) {
        return shop.order("{\"model\": \"" + model + "\", \"prompt\": \"A librarian\"}");
    }
}
