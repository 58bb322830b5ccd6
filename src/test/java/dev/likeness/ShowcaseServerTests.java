package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** CONTRACT 3.5: two ready-made avatars from the start, for anybody. Their models wait for the test's worker. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.limits.factor=1000", "likeness.sandbox.enabled=true",
        "likeness.data-dir=target/showcase-server",
        "likeness.job.worker-models=essence-1,expression-2", "likeness.job.worker-keys=" + WorkerServer.KEY})
@Import(TestDatabase.Fresh.class)
@Described
class ShowcaseServerTests {

    @LocalServerPort
    private int port;

    @Test
    void aFreshInstallationShowsTwoAvatarsThatAnybodyPulls() {
        String origin = "http://localhost:" + port;
        WorkerHand worker = new WorkerHand(origin);
        Client nobody = new Client(origin, "");
        assertThat(nobody.get("/v1/models/showcase").body().get("models")).isEmpty();
        worker.build(worker.claimed("essence-1"));
        worker.build(worker.claimed("expression-2"));
        JsonNode models = nobody.get("/v1/models/showcase").body().get("models");
        assertThat(models.valueStream().map(model -> model.get("slug").asString())).containsExactlyInAnyOrder(
                "clara-essence-1", "milo-expression-2");
        for (JsonNode model : models) {
            String code = model.get("agent_code").asString();
            JsonNode data = nobody.get("/v1/agent/" + code + "/model/download?redirect=false").body().get("data");
            assertThat(data.get("sha256")).isEqualTo(model.get("sha256"));
            assertThat(List.of(data.get("size"), data.get("model")))
                    .containsExactly(model.get("size"), model.get("model"));
            assertThat(nobody.bytes("HEAD", model.get("url").asString()).statusCode()).isEqualTo(200);
        }
    }
}
