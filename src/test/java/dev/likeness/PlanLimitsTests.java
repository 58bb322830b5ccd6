package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The limits of the whole server are those of the account's plan (a thousand times, in this run). */
@WholeServer
class PlanLimitsTests {

    @LocalServerPort
    private int port;
    private String origin;
    private Client anybody;

    @BeforeEach
    void connect() {
        origin = "http://localhost:" + port;
        anybody = new Client(origin, "");
    }

    private static String limit(Client.Answer answer) {
        return answer.response().headers().firstValue("X-RateLimit-Limit").orElse("none");
    }

    @Test
    void aChangeOfPlanIsHeardWithinAMinute() {
        Client client = Client.ofNewAccount(origin, "free", 1_000);
        String id = client.get("/v1/me").body().at("/data/user_id").asString();
        assertThat(limit(client.get("/v1/agents"))).isEqualTo("120000");
        Client.bearing(origin, WholeServer.OPERATOR).put("/operator/accounts/" + id + "/plan", "{\"plan\":\"pro\"}");
        anybody.post("/sandbox/clock", "{\"advance_seconds\":60}");
        assertThat(limit(client.get("/v1/agents"))).isEqualTo("720000");
        assertThat(limit(client.delete("/v1/agent/A00AAA0000"))).isEqualTo("180000");
    }

    @Test
    void eachKindOfOperationTakesFromItsOwnBucket() {
        Client client = Client.ofNewAccount(origin, "business", 1_000);
        assertThat(limit(client.get("/v1/agent/status/A00AAA0000"))).isEqualTo("1440000");
        assertThat(limit(client.post("/v1/agent/generate", "{\"model\":\"nonsense\"}"))).isEqualTo("60000");
        assertThat(limit(client.post("/v1/files/upload", "{}"))).isEqualTo("360000");
        assertThat(limit(client.post("/v1/runtime-tokens/request", "{}"))).isEqualTo("none");
        assertThat(limit(client.post("/v1/validate", ""))).isEqualTo("none");
        assertThat(limit(client.get("/v1/me"))).isEqualTo("none");
        assertThat(limit(client.get("/v1/models/showcase"))).isEqualTo("none");
    }
}
