package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** An avatar of the real engine that speaks in a room: its mouth moves while something is said. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.sandbox.enabled=true", "likeness.data-dir=target/spoken-room",
        "likeness.generation.showcase=false", "likeness.tts.espeak=", "likeness.job.sole-node=true"})
@Import(TestDatabase.Fresh.class)
class SpokenRoomTests {

    @LocalServerPort
    private int port;

    @Test
    void theMouthMovesWhileTheAvatarSpeaks() {
        Client client = Client.ofNewAccount("http://localhost:" + port, "business", 10_000);
        String code = client.post("/v1/agent/generate",
                "{\"model\": \"essence-1\", \"prompt\": \"A cheerful chef with a red beard\"}").body()
                .get("agent_id").asString();
        assertThat(EndToEndTests.awaitEnd(client, code).get("status").asString()).isEqualTo("ready");
        try (Visitor visitor = Visitor.in("http://localhost:" + port, code, "")) {
            client.post("/v1/agent/" + code + "/speak", "{\"message\": \"Bob buys more apples. Then he leaves.\"}");
            List<Visitor.Heard> speech = visitor.speech();
            assertThat(speech).hasSize(2);
            for (Visitor.Heard sentence : speech) {
                List<Integer> cells = sentence.head().get("cells").valueStream().map(JsonNode::asInt).toList();
                assertThat(cells.stream().distinct().count()).isGreaterThan(4);
                assertThat(cells.getLast()).isZero();
            }
        }
    }
}
