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
    private static final String BEATS = "/v1/meter/beats";
    private static final String SESSION = "0123456789abcdef0123456789ABCDEF";

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
        Client me = account(2);
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
        Client me = account(3);
        Client.Answer refused = me.post(VALIDATE, "{\"product\":\"essence-2-max\"}");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(refused.body().at("/error/topup_url").asString()).isNotEmpty();
        assertThat(me.post(VALIDATE, "{\"product\":\"cloud-essence-2-model\"}").status()).isEqualTo(402);
        assertThat(account(0).post(VALIDATE, "{}").status()).isEqualTo(402);
    }

    @Test
    void anUnknownSecretIsUnauthorizedAndASuspendedAccountForbidden() {
        assertThat(new Client(origin, "x".repeat(64)).post(VALIDATE, "{}").status()).isEqualTo(401);
        assertThat(new Client(origin, "").post(VALIDATE, "{}").body().at("/error/code").asString())
                .isEqualTo("MISSING_AUTH");
        Client me = account(10);
        String id = me.get("/v1/me").body().at("/data/user_id").asString();
        jdbc.sql("update account set status = 'suspended' where account_id = :id::uuid").param("id", id).update();
        Client.Answer refused = me.post(VALIDATE, "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(me.post(VALIDATE, "{\"product\":2}").body().at("/error/details/0/field").asString())
                .isEqualTo("product");
    }

    @Test
    void aBeatIsAnsweredWithTheClientsOwnWords() {
        Client me = account(100);
        Client.Answer answer = me.post(BEATS,
                """
                        {"session_id": "%s", "seq": 1, "product": "expression-2", "billing_type": "self-hosted-expression-2-model",
                         "talking_s": 1.5, "served_s": 58, "install_id": "6F9619FF-8B86-D011-B42D-00CF4FC964FF",
                         "accrued": false, "deployment": "cli"}"""
                        .formatted(SESSION));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("success");
        assertThat(answer.body().get("status_code").asInt()).isEqualTo(200);
        JsonNode data = answer.body().get("data");
        assertThat(data.propertyNames()).containsExactly("session_id", "seq", "balance", "offline_grace_seconds");
        assertThat(data.get("session_id").asString()).isEqualTo(SESSION);
        assertThat(data.get("seq").asInt()).isOne();
        assertThat(data.get("balance").asInt()).isEqualTo(98);
        assertThat(data.get("offline_grace_seconds").asInt()).isEqualTo(300);
        JsonNode usage = me.get("/v1/usage").body().at("/data/0");
        assertThat(usage.get("pricing_code").asString()).isEqualTo("usage_expression_2_model_self_hosted");
        assertThat(usage.get("source").asString()).isEqualTo("self-hosted-expression-2-model");
    }

    @Test
    void aNumberCountsOnceHoweverOftenAndLateItComes() {
        Client me = account(100);
        assertThat(beat(me, SESSION, 1, "")).isEqualTo(99);
        advance(60);
        assertThat(beat(me, SESSION, 1, "")).isEqualTo(99);
        assertThat(beat(me, SESSION, 2, "")).isEqualTo(98);
        advance(60);
        assertThat(beat(me, SESSION, 4, "")).isEqualTo(97);
        advance(60);
        assertThat(beat(me, SESSION, 3, "")).isEqualTo(97);
        assertThat(beat(me, SESSION, 4, "")).isEqualTo(97);
        // The last beat, within the minute that has begun.
        assertThat(beat(me, SESSION, 5, "")).isEqualTo(96);
        assertThat(sessions(me)).isOne();
    }

    @Test
    void aGapIsBilledUpToTheGraceAndALongerOneIsNot() {
        Client me = account(100);
        beat(me, SESSION, 1, "");
        advance(290);
        assertThat(beat(me, SESSION, 2, "")).isEqualTo(95);
        advance(320);
        assertThat(beat(me, SESSION, 3, "")).isEqualTo(94);
        assertThat(sessions(me)).isEqualTo(2);
        advance(320);
        // Repeated after its session fell silent.
        assertThat(beat(me, SESSION, 3, "")).isEqualTo(94);
        assertThat(sessions(me)).isEqualTo(2);
    }

    @Test
    void theSameSessionOnTwoMachinesIsTwo() {
        Client me = account(100);
        beat(me, SESSION, 1, "\"install_id\": \"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"");
        beat(me, SESSION, 1, "\"install_id\": \"7f9619ff-8b86-d011-b42d-00cf4fc964ff\"");
        assertThat(beat(me, SESSION, 1, "\"install_id\": \"\"")).isEqualTo(97);
        assertThat(beat(me, SESSION, 1, "\"install_id\": null")).isEqualTo(97);
        assertThat(sessions(me)).isEqualTo(3);
    }

    @Test
    void timeKeptFromAnEarlierRunOpensNothing() {
        Client me = account(100);
        assertThat(beat(me, SESSION, 7, "\"accrued\": true, \"served_s\": 3600")).isEqualTo(100);
        assertThat(sessions(me)).isZero();
        beat(me, SESSION, 8, "");
        advance(60);
        assertThat(beat(me, SESSION, 9, "\"accrued\": true")).isEqualTo(98);
    }

    @Test
    void aTerminatedSessionIsRefused() {
        Client me = account(100);
        beat(me, SESSION, 1, "");
        String path = "/v2/" + me.get("/v1/me").body().at("/data/user_id").asString() + "/runtime-sessions";
        String session = me.get(path).body().at("/data/sessions/0/id").asString();
        assertThat(me.post(path + "/" + session + "/terminate", "").status()).isEqualTo(200);
        assertRefused(me.post(BEATS, body(SESSION, "2", "")), 403, "RUNTIME_SUSPENDED");
        assertThat(beat(me, "ab".repeat(16), 1, "")).isEqualTo(98);
    }

    @Test
    void aBeatIsRefusedAsAHeartbeatIs() {
        assertRefused(account(0).post(BEATS, body(SESSION, "1", "")), 402, "INSUFFICIENT_BALANCE");
        Client free = Client.ofNewAccount(origin, "free", 10);
        beat(free, SESSION, 1, "");
        assertRefused(free.post(BEATS, body("ab".repeat(16), "1", "")), 403, "CONCURRENCY_LIMIT_REACHED");
        assertRefused(new Client(origin, "x".repeat(64)).post(BEATS, body(SESSION, "1", "")), 401,
                "UNAUTHORIZED");
    }

    @Test
    void whatMeansNothingIsRefusedByName() {
        Client me = account(10);
        assertField(me, "{}", "session_id");
        assertField(me, "", "session_id");
        assertField(me, body("x2-litert-1", "1", ""), "session_id");
        assertField(me, "{\"session_id\": 7, \"seq\": 1}", "session_id");
        assertField(me, "{\"session_id\": \"" + SESSION + "\"}", "seq");
        for (String seq : new String[]{"0", "-1", "1.5", "\"1\"", "true"}) {
            assertField(me, body(SESSION, seq, ""), "seq");
        }
        assertField(me, body(SESSION, "1", "\"install_id\": \"my laptop\""), "install_id");
        assertField(me, body(SESSION, "1", "\"talking_s\": \"1\""), "talking_s");
        assertField(me, body(SESSION, "1", "\"served_s\": {}"), "served_s");
        assertField(me, body(SESSION, "1", "\"accrued\": \"yes\""), "accrued");
        assertField(me, body(SESSION, "1", "\"product\": 2"), "product");
        assertField(me, body(SESSION, "1", "\"billing_type\": []"), "billing_type");
        assertThat(sessions(me)).isZero();
        // Nothing that counts: no reason to stop an avatar.
        assertThat(beat(me, SESSION, 1, "\"talking_s\": -0.5, \"deployment\": 3, \"product\": \"\"")).isEqualTo(9);
    }

    private long beat(Client client, String session, int seq, String more) {
        Client.Answer answer = client.post(BEATS, body(session, Integer.toString(seq), more));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/data/session_id").asString()).isEqualTo(session);
        assertThat(answer.body().at("/data/seq").asInt()).isEqualTo(seq);
        return answer.body().at("/data/balance").asLong();
    }

    private static String body(String session, String seq, String more) {
        return "{\"session_id\": \"" + session + "\", \"seq\": " + seq + (more.isEmpty() ? "" : ", ") + more + "}";
    }

    private static void assertField(Client client, String body, String field) {
        Client.Answer refused = client.post(BEATS, body);
        assertThat(refused.status()).as(body).isEqualTo(400);
        assertThat(refused.body().at("/error/details/0/field").asString()).as(body).isEqualTo(field);
    }

    private static void assertRefused(Client.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().at("/error/code").asString()).isEqualTo(code);
    }

    private int sessions(Client client) {
        return jdbc.sql("select count(*) from runtime_session where account_id = :id::uuid")
                .param("id", client.get("/v1/me").body().at("/data/user_id").asString()).query(Integer.class).single();
    }

    private void advance(int seconds) {
        assertThat(new Client(origin, "").post("/sandbox/clock", "{\"advance_seconds\":" + seconds + "}").status())
                .isEqualTo(200);
    }

    private Client account(long credits) {
        return Client.ofNewAccount(origin, "pro", credits);
    }
}
