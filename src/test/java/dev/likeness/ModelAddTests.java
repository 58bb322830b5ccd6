package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.imx.ImxFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A model added with the real engine, seen as a client sees it. */
@WholeServer
class ModelAddTests {

    @LocalServerPort
    private int port;
    @TempDir
    private Path folder;

    private Client client;

    @BeforeEach
    void openAccount() {
        client = Client.ofNewAccount("http://localhost:" + port, "business", 10_000);
    }

    @Test
    void aModelAddedToAPhotographedAgentIsBuiltAndDownloaded() throws Exception {
        added("{\"model\": \"expression-1\", \"image\": \"" + Pictures.dataUri(Pictures.portrait()) + "\"}");
    }

    @Test
    void aModelAddedToADrawnAgentIsBuiltAndDownloaded() throws Exception {
        added("{\"prompt\": \"A cheerful chef with a red beard\"}");
    }

    @Test
    void refusalsAreDescribedAnswers() {
        assertThat(client.post("/v1/agent/A00NON0001/models", "{\"model\": \"essence-1\"}").status()).isEqualTo(404);
        assertThat(client.post("/v1/agent/A00NON0001/models", "{}").body().at("/error/code").asString())
                .isEqualTo("MISSING_PARAM");
    }

    private void added(String order) throws Exception {
        String code = client.post("/v1/agent/generate", order).body().get("agent_id").asString();
        assertThat(client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-1\"}").body()
                .at("/error/code").asString()).isEqualTo("AGENT_NOT_READY");
        assertThat(EndToEndTests.awaitEnd(client, code).get("status").asString()).isEqualTo("ready");

        JsonNode answer = client.post("/v1/agent/" + code + "/models", "{\"model\": \"essence-1\"}").body();
        assertThat(answer.get("status").asString()).as(answer.toString()).isEqualTo("processing");
        assertThat(answer.get("credits").asInt()).isEqualTo(250);
        assertThat(client.get("/v1/agent/" + code + "/model/download?model=essence-1").status()).isEqualTo(409);
        JsonNode agent = await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).until(() -> {
            JsonNode now = client.get("/v1/agent/" + code).body().get("data");
            assertThat(now.get("status").asString()).isEqualTo("ready");
            return now;
        }, now -> !now.at("/model_adds/0/status").asString().equals("processing"));
        assertThat(agent.at("/model_adds/0/status").asString()).as(agent.toString()).isEqualTo("ready");
        assertThat(agent.get("supported_models").valueStream().map(JsonNode::asString)).containsExactly("expression-1",
                "essence-1");
        assertThat(agent.get("video_url").isNull()).isFalse();
        assertThat(agent.get("error_message").isNull()).isTrue();
        JsonNode data = client.get("/v1/agent/" + code + "/model/download?model=essence-1&redirect=false").body()
                .get("data");
        try (ImxFile file = ImxFile.open(client.file(data.get("url").asString(), folder.resolve("a.imx")))) {
            file.verify();
        }
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 250 - 250);
    }
}
