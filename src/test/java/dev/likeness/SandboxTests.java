package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The sandbox's doors (CONTRACT 12). */
@WholeServer
class SandboxTests {

    @LocalServerPort
    private int port;

    private String origin;
    private Client anybody;

    @BeforeEach
    void find() {
        origin = "http://localhost:" + port;
        anybody = new Client(origin, "");
    }

    @AfterEach
    void forgetFaults() {
        assertThat(anybody.delete("/sandbox/faults").status()).isEqualTo(200);
    }

    @Test
    void opensAnAccountWithPlanAndCredits() {
        Client.Answer opened = anybody.post("/sandbox/accounts",
                "{\"plan\":\"pro\",\"credits\":7,\"email\":\"a@b.c\"}");
        assertThat(opened.status()).isEqualTo(201);
        JsonNode account = opened.body().get("data");
        assertThat(account.propertyNames()).containsExactly("user_id", "email", "plan", "secret");
        JsonNode me = new Client(origin, account.get("secret").asString()).get("/v1/me").body().get("data");
        assertThat(me.get("email").asString()).isEqualTo("a@b.c");
        assertThat(me.get("plan_credits_remaining").asLong()).isZero();
        assertThat(me.get("topup_credits_remaining").asLong()).isEqualTo(7);
    }

    @Test
    void opensAFreeAccountWithItsMonthlyCreditsByDefault() {
        JsonNode account = anybody.post("/sandbox/accounts", "").body().get("data");
        assertThat(account.get("plan").asString()).isEqualTo("free");
        assertThat(new Client(origin, account.get("secret").asString()).get("/v1/me").body()
                .at("/data/plan_credits_remaining").asLong()).isEqualTo(99);
    }

    @Test
    void refusesAccountsThatCannotBe() {
        for (String wrong : new String[]{"{\"plan\":\"gold\"}", "{\"credits\":-1}", "{\"credits\":2000000000}",
                "{\"credits\":1.5}", "{\"email\":\"nobody\"}"}) {
            assertThat(anybody.post("/sandbox/accounts", wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void movesTheClockForwardOnly() {
        JsonNode before = anybody.post("/sandbox/clock", "{\"advance_seconds\":0}").body().get("data");
        JsonNode after = anybody.post("/sandbox/clock", "{\"advance_seconds\":1000}").body().get("data");
        assertThat(after.get("offset_seconds").asLong()).isEqualTo(before.get("offset_seconds").asLong() + 1000);
        assertThat(Instant.parse(after.get("now").asString()))
                .isAfterOrEqualTo(Instant.parse(before.get("now").asString()).plusSeconds(1000));
        for (String wrong : new String[]{"{}", "{\"advance_seconds\":-1}", "{\"advance_seconds\":\"1\"}",
                "{\"advance_seconds\":400000000}"}) {
            assertThat(anybody.post("/sandbox/clock", wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void injectsAStatusForSoManyCalls() {
        Client client = Client.ofNewAccount(origin, "free", 10);
        fault("{\"operation\":\"getMe\",\"status\":503,\"times\":2}");
        assertThat(client.get("/v1/me").body().at("/error/code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(client.get("/v1/me").status()).isEqualTo(503);
        assertThat(client.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void cutsTheConnectionAfterTheEffect() {
        Client client = Client.ofNewAccount(origin, "free", 10);
        fault("{\"operation\":\"POST /v1/runtime-tokens/request\",\"drop_response\":true,\"times\":1}");
        assertThatThrownBy(() -> client.post("/v1/runtime-tokens/request", "{}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(9);
    }

    /** Its answer is a text of known length, which the handler flushes by itself. */
    @Test
    void cutsTheConnectionOfACreationToo() {
        Client client = Client.ofNewAccount(origin, "free", 250);
        fault("{\"operation\":\"POST /v1/agent/generate\",\"drop_response\":true,\"times\":1}");
        assertThatThrownBy(() -> client.post("/v1/agent/generate", "{\"model\":\"essence-1\"}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isZero();
    }

    /** A client's own limiter is tried with it. */
    @Test
    void anInjectedRefusalCarriesTheHeadersOfTheLimits() {
        Client client = Client.ofNewAccount(origin, "free", 0);
        fault("{\"operation\":\"POST /v1/agent/generate\",\"status\":429,\"times\":1}");
        Client.Answer refused = client.post("/v1/agent/generate", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.response().headers().firstValue("X-RateLimit-Limit")).isPresent();
        assertThat(refused.response().headers().firstValue("RateLimit")).isPresent();
    }

    @Test
    void delaysAnAnswer() {
        fault("{\"operation\":\"GET /v1/pricing\",\"latency_ms\":300,\"times\":1}");
        Client client = Client.ofNewAccount(origin, "free", 0);
        long start = System.nanoTime();
        assertThat(client.get("/v1/pricing").status()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
    }

    @Test
    void refusesFailuresThatCannotBe() {
        for (String wrong : new String[]{"{\"status\":500,\"times\":1}", "{\"operation\":\"getMe\",\"times\":1}",
                "{\"operation\":\"getMe\",\"status\":200,\"times\":1}", "{\"operation\":\"getMe\",\"status\":500}",
                "{\"operation\":\"getMe\",\"status\":500,\"times\":0}"}) {
            assertThat(anybody.post("/sandbox/faults", wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    private void fault(String json) {
        assertThat(anybody.post("/sandbox/faults", json).status()).isEqualTo(200);
    }
}
