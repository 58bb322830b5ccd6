package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What an owner sees of live sessions and how they are stopped (CONTRACT 4.4), on the sandbox's clock. */
@WholeServer
class SessionsTests {

    private static final String TOKENS = "/v1/runtime-tokens/request";

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;

    private String origin;
    private Client me;
    private String id;

    @BeforeEach
    void openAccount() {
        origin = "http://localhost:" + port;
        me = Client.ofNewAccount(origin, "pro", 1000);
        id = me.get("/v1/me").body().at("/data/user_id").asString();
    }

    @Test
    void theListShowsWhatIsLiveAndWhatItCosts() {
        agent("A47QZX0815", "Greeter");
        String first = beat("{\"fingerprint\":\"f\",\"agent_code\":\"A47QZX0815\",\"room_name\":\"lobby\","
                + "\"billing_type\":\"self-hosted-essence-2-model\"}");
        String second = beat("{\"fingerprint\":\"g\",\"billing_type\":\"cloud-essence-2-model\"}");
        advance(60);
        beat("{\"fingerprint\":\"f\",\"agent_code\":\"A47QZX0815\",\"billing_type\":\"self-hosted-essence-2-model\"}");
        JsonNode data = list("?window=live");
        assertThat(data.propertyNames()).containsExactly("active_count", "live_burn_rate_cr_per_min",
                "credits_this_hour", "sessions");
        assertThat(data.get("active_count").asInt()).isEqualTo(2);
        assertThat(data.get("live_burn_rate_cr_per_min").asInt()).isEqualTo(6);
        assertThat(data.get("credits_this_hour").asInt()).isEqualTo(8);
        assertThat(ids(data)).containsExactly(second, first);
        JsonNode row = data.get("sessions").get(1);
        assertThat(row.propertyNames()).containsExactly("id", "agent_code", "agent_name", "billing_type", "key_alias",
                "room_name", "started", "last_seen", "minutes", "credits", "burn_rate_cr_per_min", "status",
                "has_transcript", "terminate_reason");
        assertThat(row.get("agent_code").asString()).isEqualTo("A47QZX0815");
        assertThat(row.get("agent_name").asString()).isEqualTo("Greeter");
        assertThat(row.get("billing_type").asString()).isEqualTo("usage_essence_2_model_self_hosted");
        assertThat(row.get("key_alias").asString()).isEqualTo("default");
        assertThat(row.get("room_name").asString()).isEqualTo("lobby");
        assertThat(Duration.between(Instant.parse(row.get("started").asString()),
                Instant.parse(row.get("last_seen").asString()))).isBetween(Duration.ofSeconds(60),
                        Duration.ofSeconds(119));
        assertThat(row.get("minutes").asInt()).isEqualTo(2);
        assertThat(row.get("credits").asInt()).isEqualTo(4);
        assertThat(row.get("burn_rate_cr_per_min").asInt()).isEqualTo(2);
        assertThat(row.get("status").asString()).isEqualTo("live");
        assertThat(row.get("has_transcript").asBoolean()).isFalse();
        assertThat(ids(list("?kind=conversations"))).containsExactly(second);
        assertThat(ids(list("?kind=self_hosted"))).containsExactly(first);
        assertThat(ids(list("?limit=1"))).containsExactly(second);
    }

    @Test
    void aSilentSessionIsIdleAfterNinetySecondsAndEndedAfterTheGraceEvenUnswept() {
        String session = beat("{\"fingerprint\":\"f\"}");
        silence(session, 30);
        assertThat(only(list("?window=live")).get("status").asString()).isEqualTo("live");
        silence(session, 90);
        assertThat(list("?window=live").get("sessions")).isEmpty();
        assertThat(list("").get("active_count").asInt()).isZero();
        assertThat(list("").get("live_burn_rate_cr_per_min").asInt()).isZero();
        JsonNode idle = only(list("?window=recent"));
        assertThat(idle.get("status").asString()).isEqualTo("idle");
        assertThat(idle.get("burn_rate_cr_per_min").asInt()).isZero();
        assertThat(me.get("/v1/runtime-sessions/" + session).body().get("status").asString()).isEqualTo("live");
        silence(session, 200);
        assertThat(only(list("")).get("status").asString()).isEqualTo("idle");
        silence(session, 301);
        assertThat(only(list("?window=all")).get("status").asString()).isEqualTo("ended");
        assertThat(me.get("/v1/runtime-sessions/" + session).body().get("status").asString()).isEqualTo("ended");
    }

    /** To the second, which no clock that goes on meanwhile lets a client see. */
    @Test
    void idleIsNinetySecondsAndTheGraceIncludesItsThreeHundredth() {
        assertThat(jdbc.sql("select session_idle() = interval '90 s' and session_silence() = interval '301 s'")
                .query(Boolean.class).single()).isTrue();
    }

    @Test
    void whatWasSpentAnHourAgoIsNotThisHours() {
        beat("{\"fingerprint\":\"f\"}");
        advance(3000);
        assertThat(list("").get("credits_this_hour").asInt()).isOne();
        advance(1000);
        assertThat(list("").get("credits_this_hour").asInt()).isZero();
    }

    @Test
    void aQueryThatMeansNothingIsRefusedByName() {
        for (String[] wrong : new String[][]{{"window", "now"}, {"window", "LIVE"}, {"kind", "self-hosted"},
                {"limit", "0"}, {"limit", "201"}, {"limit", "many"}}) {
            Client.Answer refused = me.get(sessions() + "?" + wrong[0] + "=" + wrong[1]);
            assertThat(refused.status()).as(wrong[0] + "=" + wrong[1]).isEqualTo(400);
            assertThat(refused.body().at("/error/details/0/field").asString()).isEqualTo(wrong[0]);
        }
    }

    @Test
    void somebodyElsesPathIsForbiddenAndTheirSessionIsNotFound() {
        Client stranger = Client.ofNewAccount(origin, "free", 10);
        String theirs = stranger.get("/v1/me").body().at("/data/user_id").asString();
        String session = beat("{\"fingerprint\":\"f\"}");
        for (Client.Answer refused : List.of(stranger.get(sessions()),
                stranger.get(sessions() + "/" + session + "/messages"),
                stranger.post(sessions() + "/" + session + "/terminate", ""),
                stranger.post("/v2/" + id + "/runtime/revoke-all", ""))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().at("/error/code").asString()).isEqualTo("FORBIDDEN");
        }
        String mine = "/v2/" + theirs + "/runtime-sessions/" + session;
        assertThat(stranger.get(mine + "/messages").status()).isEqualTo(404);
        assertThat(stranger.post(mine + "/terminate", "").status()).isEqualTo(404);
        assertThat(me.get("/v1/runtime-sessions/" + session).body().get("status").asString()).isEqualTo("live");
        assertThat(me.post(TOKENS, "{\"fingerprint\":\"f\"}").status()).isEqualTo(200);
    }

    @Test
    void aSelfHostedSessionHasAnEmptyTranscript() {
        String session = beat("{\"fingerprint\":\"f\"}");
        JsonNode data = me.get(sessions() + "/" + session + "/messages").body().get("data");
        assertThat(data.get("messages")).isEmpty();
        assertThat(data.get("live").asBoolean()).isTrue();
        assertThat(data.get("ended").isNull()).isTrue();
        me.post("/v1/runtime-sessions/" + session + "/end", "");
        JsonNode ended = me.get(sessions() + "/" + session + "/messages").body().get("data");
        assertThat(ended.get("live").asBoolean()).isFalse();
        assertThat(Instant.parse(ended.get("ended").asString()))
                .isAfterOrEqualTo(Instant.parse(ended.get("started").asString()));
    }

    @Test
    void aTerminatedClientIsToldToStop() {
        String session = beat("{\"fingerprint\":\"f\"}");
        String path = sessions() + "/" + session + "/terminate";
        assertThat(me.post(path, "{\"reason\":7}").body().at("/error/details/0/field").asString()).isEqualTo("reason");
        Client.Answer terminated = me.post(path, "{\"reason\":\"enough\"}");
        assertThat(terminated.body().get("success").asBoolean()).isTrue();
        JsonNode data = terminated.body().get("data");
        assertThat(data.propertyNames()).containsExactly("session_id", "closed", "ended", "self_hosted", "note");
        assertThat(data.get("session_id").asString()).isEqualTo(session);
        assertThat(data.get("closed").asBoolean()).isTrue();
        assertThat(data.get("ended").asBoolean()).isTrue();
        assertThat(data.get("self_hosted").asBoolean()).isTrue();
        assertThat(me.post(path, "").body()).isEqualTo(terminated.body());
        assertThat(me.get(sessions()).body().at("/data/sessions/0/terminate_reason").asString()).isEqualTo("enough");
        assertThat(me.get("/v1/runtime-sessions/" + session).body().get("status").asString()).isEqualTo("ended");
        assertSuspended(me.post(TOKENS, "{\"fingerprint\":\"f\"}"));
        assertThat(balance()).isEqualTo(999);
        advance(321);
        assertThat(beat("{\"fingerprint\":\"f\"}")).isNotEqualTo(session);
    }

    @Test
    void revokingAllStopsEveryTokenUntilANewSecret() {
        String session = beat("{\"fingerprint\":\"f\"}");
        JsonNode data = me.post("/v2/" + id + "/runtime/revoke-all", "{\"reason\":\"a leak\"}").body().get("data");
        assertThat(data.get("revoked").asBoolean()).isTrue();
        assertThat(data.get("effective_in_seconds").asInt()).isEqualTo(320);
        assertThat(data.get("runtime_suspended").asBoolean()).isTrue();
        assertThat(data.get("note").asString()).isNotEmpty();
        assertThat(me.get("/v1/runtime-sessions/" + session).body().get("status").asString()).isEqualTo("ended");
        assertSuspended(me.post(TOKENS, "{\"fingerprint\":\"f\"}"));
        assertSuspended(me.post(TOKENS, "{\"livekit_url\":\"wss://x\",\"livekit_token\":\"t\",\"room_name\":\"r\"}"));
        assertSuspended(me.post("/v1/auth/validate", "{\"product\":\"essence-2\"}"));
        assertThat(balance()).isEqualTo(999);
        assertThat(list("").get("active_count").asInt()).isZero();
        assertThat(me.post("/v2/" + id + "/api-secrets", "{\"alias\":\"fresh\"}").status()).isEqualTo(200);
        beat("{\"fingerprint\":\"f\"}");
    }

    @Test
    void aDeletedKeyStopsTheSessionsThatWereStartedWithIt() {
        String secret = me.post("/v2/" + id + "/api-secrets", "{\"alias\":\"laptop\"}").body().get("secret").asString();
        Client laptop = new Client(origin, secret);
        assertThat(laptop.post(TOKENS, "{\"fingerprint\":\"l\"}").status()).isEqualTo(200);
        assertThat(only(list("")).get("key_alias").asString()).isEqualTo("laptop");
        beat("{\"fingerprint\":\"f\"}");
        assertThat(me.delete("/v2/" + id + "/api-secrets/laptop").status()).isEqualTo(200);
        advance(60);
        assertSuspended(laptop.post(TOKENS, "{\"fingerprint\":\"l\"}"));
        assertSuspended(laptop.post("/v1/auth/validate", ""));
        assertThat(laptop.get("/v1/me").status()).isEqualTo(401);
        assertThat(balance()).isEqualTo(998);
        beat("{\"fingerprint\":\"f\"}");
        assertThat(balance()).isEqualTo(997);
    }

    private String sessions() {
        return "/v2/" + id + "/runtime-sessions";
    }

    private JsonNode list(String query) {
        Client.Answer answer = me.get(sessions() + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("success").asBoolean()).isTrue();
        return answer.body().get("data");
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list.get("sessions")).hasSize(1);
        return list.get("sessions").get(0);
    }

    private static List<String> ids(JsonNode list) {
        return list.get("sessions").valueStream().map(row -> row.get("id").asString()).toList();
    }

    private String beat(String body) {
        Client.Answer answer = me.post(TOKENS, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().at("/data/session_id").asString();
    }

    private static void assertSuspended(Client.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().at("/error/code").asString()).isEqualTo("RUNTIME_SUSPENDED");
    }

    private long balance() {
        return me.get("/v1/me").body().at("/data/credit_balance").asLong();
    }

    /** Puts a session's last sign of life so far back, which no sweep follows at once as it does a moved clock. */
    private void silence(String session, int seconds) {
        jdbc.sql("""
                update runtime_session set last_beat_at = installation_now() - make_interval(secs => :seconds)
                where session_id = :session
                """).param("seconds", seconds).param("session", session).update();
    }

    private void agent(String code, String name) {
        UUID account = UUID.fromString(id);
        jdbc.sql("""
                insert into agent (account_id, id, code, name, model, status, created_at, updated_at)
                values (:id, gen_random_uuid(), :code, :name, 'essence-2', 'ready', now(), now())
                """).param("id", account).param("code", code).param("name", name).update();
        jdbc.sql("insert into agent_directory (code, account_id) values (:code, :id)").param("code", code)
                .param("id", account).update();
    }

    private void advance(int seconds) {
        assertThat(me.post("/sandbox/clock", "{\"advance_seconds\":" + seconds + "}").status()).isEqualTo(200);
    }
}
