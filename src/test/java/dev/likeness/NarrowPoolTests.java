package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * No request needs a second connection while it holds its first: where more come at once than there are connections,
 * each would wait for the others until it gives up.
 */
@WholeServer
@TestPropertySource(properties = {"spring.datasource.hikari.maximum-pool-size=4",
        "likeness.data-dir=target/narrow-pool"})
class NarrowPoolTests {

    private static final int HANDS = 32;
    /** Fails its build soon. */
    private static final String BODY = "{\"model\": \"essence-1\", \"image\": \"bm90IGEgcGljdHVyZQ==\"}";

    @LocalServerPort
    private int port;
    private List<Client> clients;

    @BeforeEach
    void openAccounts() {
        clients = IntStream.range(0, HANDS)
                .mapToObj(_ -> Client.ofNewAccount("http://localhost:" + port, "business", 10_000)).toList();
    }

    @Test
    void deletionsAtOnceEndTheirSessions() throws Exception {
        List<String> agents = allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/agent/generate", BODY)),
                "/agent_id");
        List<String> sessions = allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/runtime-tokens/request",
                "{\"fingerprint\": \"f\", \"agent_code\": \"" + agents.get(i) + "\"}")), "/data/session_id");
        allDone(AtOnce.run(HANDS, i -> clients.get(i).delete("/v1/agent/" + agents.get(i))), "/agent_code");
        for (int i = 0; i < HANDS; i++) {
            assertThat(clients.get(i).get("/v1/runtime-sessions/" + sessions.get(i)).body().get("status").asString())
                    .isEqualTo("ended");
        }
    }

    @Test
    void deletionsOfOneAccountAtOnceDoToo() throws Exception {
        Client one = clients.getFirst();
        List<String> agents = allDone(AtOnce.run(HANDS, _ -> one.post("/v1/agent/generate", BODY)), "/agent_id");
        allDone(AtOnce.run(HANDS, i -> one.post("/v1/runtime-tokens/request",
                "{\"fingerprint\": \"f" + i + "\", \"agent_code\": \"" + agents.get(i) + "\"}")), "/data/session_id");
        allDone(AtOnce.run(HANDS, i -> one.delete("/v1/agent/" + agents.get(i))), "/agent_code");
        // Each slot is free again: the plan has fifty.
        allDone(AtOnce.run(HANDS, i -> one.post("/v1/runtime-tokens/request", "{\"fingerprint\": \"g" + i + "\"}")),
                "/data/session_id");
    }

    @Test
    void nothingElseNeedsASecondOne() throws Exception {
        for (String path : List.of("/v1/me", "/v1/agents", "/v1/usage", "/v2/credit-summaries")) {
            allDone(AtOnce.run(HANDS, i -> clients.get(i).get(path)), "");
        }
        allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/files/upload",
                "{\"file_name\": \"a.txt\", \"file_data\": \"SGVsbG8=\"}")), "/data/file_url");
        List<String> agents = allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/agent/generate", BODY,
                "Idempotency-Key", "k")), "/agent_id");
        allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/agent/" + agents.get(i), "{\"name\": \"Ada\"}")),
                "");
        List<String> owners = allDone(AtOnce.run(HANDS, i -> clients.get(i).get("/v1/me")), "/data/user_id");
        allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v2/" + owners.get(i) + "/api-secrets",
                "{\"alias\": \"more\"}")), "/secret");
        allDone(AtOnce.run(HANDS, i -> clients.get(i).delete("/v2/" + owners.get(i) + "/api-secrets/more")), "");
        List<String> sessions = allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/runtime-tokens/request",
                "{}")), "/data/session_id");
        allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v1/runtime-sessions/" + sessions.get(i) + "/end", "")),
                "");
        allDone(AtOnce.run(HANDS, i -> clients.get(i).post("/v2/" + owners.get(i) + "/runtime/revoke-all", "{}")),
                "");
    }

    private static List<String> allDone(List<Client.Answer> answers, String pointer) {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200));
        return answers.stream().map(answer -> answer.body().at(pointer).asString("")).toList();
    }
}
