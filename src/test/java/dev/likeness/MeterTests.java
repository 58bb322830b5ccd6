package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The newer spelling of validate and heartbeat (CONTRACT 4.7), on the sandbox's clock. */
@WholeServer
class MeterTests {

    private static final String VALIDATE = "/v1/auth/validate";

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;

    private String origin;

    @BeforeEach
    void find() {
        origin = "http://localhost:" + port;
    }

    @Test
    void aProductThatTheBalanceCoversIsValidAndCostsNothing() {
        Described me = account(2);
        Client.Answer answer = me.post(VALIDATE, "{\"product\":\"expression-2\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode body = answer.body();
        assertThat(body.get("valid").asBoolean()).isTrue();
        assertThat(body.get("model").asString()).isEqualTo("expression-2");
        assertThat(body.get("credits_per_minute").asInt()).isEqualTo(2);
        assertThat(body.get("balance").asInt()).isEqualTo(2);
        assertThat(me.post(VALIDATE, "{\"product\":\"something-new\"}").body().get("model").asString())
                .isEqualTo("essence-1");
        assertThat(me.post(VALIDATE, "").status()).isEqualTo(200);
        assertThat(me.get("/v1/usage").body().at("/pagination/total").asInt()).isOne();
    }

    @Test
    void aMinuteThatIsNotCoveredIsNot() {
        Described me = account(3);
        Client.Answer refused = me.post(VALIDATE, "{\"product\":\"essence-2-max\"}");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(refused.body().at("/error/topup_url").asString()).isNotEmpty();
        assertThat(me.post(VALIDATE, "{\"product\":\"cloud-essence-2-model\"}").status()).isEqualTo(402);
        assertThat(account(0).post(VALIDATE, "{}").status()).isEqualTo(402);
    }

    @Test
    void anUnknownSecretIsUnauthorizedAndASuspendedAccountForbidden() {
        assertThat(new Described(new Client(origin, "x".repeat(64))).post(VALIDATE, "{}").status()).isEqualTo(401);
        assertThat(new Described(new Client(origin, "")).post(VALIDATE, "{}").body().at("/error/code").asString())
                .isEqualTo("MISSING_AUTH");
        Described me = account(10);
        String id = me.get("/v1/me").body().at("/data/user_id").asString();
        jdbc.sql("update account set status = 'suspended' where account_id = :id::uuid").param("id", id).update();
        Client.Answer refused = me.post(VALIDATE, "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(me.post(VALIDATE, "{\"product\":2}").body().at("/error/details/0/field").asString())
                .isEqualTo("product");
    }

    private Described account(long credits) {
        return new Described(Client.ofNewAccount(origin, "pro", credits));
    }
}
