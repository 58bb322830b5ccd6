package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Runtime tokens as an SDK asks for them (CONTRACT 4.1, 4.2, 4.4), on the sandbox's clock. */
@WholeServer
class HeartbeatTests {

    private static final String TOKENS = "/v1/runtime-tokens/request";

    @LocalServerPort
    private int port;

    private String origin;

    @BeforeEach
    void find() {
        origin = "http://localhost:" + port;
    }

    @Test
    void answersATokenAndWhatTheSdkMayRelyOn() {
        Client client = Client.ofNewAccount(origin, "creator", 100);
        Client.Answer answer = client.post(TOKENS, "{\"fingerprint\":\"f\",\"transaction_id\":\"t\",\"tags\":[\"a\"]}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("success");
        assertThat(answer.body().get("status_code").asInt()).isEqualTo(200);
        JsonNode data = answer.body().get("data");
        assertThat(data.get("transaction_id").asString()).isEqualTo("t");
        assertThat(data.get("heartbeat_interval_seconds").asInt()).isEqualTo(60);
        assertThat(data.get("offline_grace_seconds").asInt()).isEqualTo(300);
        assertThat(data.get("balance").asLong()).isEqualTo(99);
        assertThat(data.get("expires_at").asString()).endsWith("Z");
        assertThat(answer.response().body().toString()).contains("\"token\":\"");
    }

    @Test
    void needsNoBody() {
        Client client = Client.ofNewAccount(origin, "creator", 100);
        Client.Answer answer = client.post(TOKENS, "");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/data/transaction_id").asString()).hasSize(36);
    }

    @Test
    void theMinutesOfAnOutageAreBilledAndASilentSessionIsOver() {
        Client client = Client.ofNewAccount(origin, "free", 100);
        String session = beat(client).get("session_id").asString();
        advance(client, 180);
        assertThat(beat(client).get("balance").asLong()).isEqualTo(96);
        JsonNode live = client.get("/v1/runtime-sessions/" + session).body();
        assertThat(live.get("status").asString()).isEqualTo("live");
        assertThat(live.get("billed_seconds").asInt()).isEqualTo(240);
        advance(client, 360);
        JsonNode over = client.get("/v1/runtime-sessions/" + session).body();
        assertThat(over.get("status").asString()).isEqualTo("ended");
        assertThat(over.get("credits").asInt()).isEqualTo(4);
        assertThat(over.get("slot_released").asBoolean()).isTrue();
        assertThat(client.post("/v1/runtime-sessions/" + session + "/end", "").body()).isEqualTo(over);
        assertThat(beat(client).get("session_id").asString()).isNotEqualTo(session);
    }

    @Test
    void aSecondSessionOfTheFreePlanIsRefused() {
        Client client = Client.ofNewAccount(origin, "free", 100);
        String session = beat(client).get("session_id").asString();
        Client.Answer refused = client.post(TOKENS, "{\"fingerprint\":\"other\"}");
        String told = refused.body().at("/error/message").asString();
        assertThat(told).startsWith("The Free plan allows 1 concurrent session, and all are in use: " + session
                + " (last seen 20").contains("POST /v1/runtime-sessions/{session_id}/end");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("CONCURRENCY_LIMIT_REACHED");
        assertThat(refused.body().at("/error/upgrade_url").asString()).isNotEmpty();
        Client stranger = Client.ofNewAccount(origin, "free", 100);
        assertThat(stranger.post("/v1/runtime-sessions/" + session + "/end", "").status()).isEqualTo(404);
        assertThat(client.post("/v1/runtime-sessions/" + session + "/end", "").status()).isEqualTo(200);
        assertThat(client.post(TOKENS, "{\"fingerprint\":\"other\"}").status()).isEqualTo(200);
    }

    @Test
    void ofManyLiveSessionsThoseAreNamedThatWereSilentLongest() {
        Client client = Client.ofNewAccount(origin, "pro", 1000);
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sessions.add(
                    client.post(TOKENS, "{\"fingerprint\":\"f" + i + "\"}").body().at("/data/session_id").asString());
        }
        client.post(TOKENS, "{\"fingerprint\":\"f0\"}");
        String told = client.post(TOKENS, "{\"fingerprint\":\"f10\"}").body().at("/error/message").asString();
        assertThat(told).contains("allows 10 concurrent sessions", " and others. End one")
                .contains(sessions.subList(1, 4)).doesNotContain(sessions.get(0));
    }

    @Test
    void withoutCreditsThereIsNoSession() {
        Client.Answer refused = Client.ofNewAccount(origin, "free", 0).post(TOKENS, "{}");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.body().at("/error/topup_url").asString()).isNotEmpty();
    }

    @Test
    void aCloudStartNamesWhatIsMissingAndElseFindsNoWorker() {
        Client client = Client.ofNewAccount(origin, "free", 10);
        Client.Answer missing = client.post(TOKENS, "{\"livekit_url\":\"wss://x\"}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body().at("/error/message").asString()).contains("livekit_token", "room_name");
        Client.Answer full = client.post(TOKENS,
                "{\"livekit_url\":\"wss://x\",\"livekit_token\":\"t\",\"room_name\":\"r\"}");
        assertThat(full.body().at("/error/code").asString()).isEqualTo("NO_AVAILABLE_WORKERS");
        assertThat(full.response().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void somebodyElsesSessionIsNotFound() {
        String session = beat(Client.ofNewAccount(origin, "free", 10)).get("session_id").asString();
        Client stranger = Client.ofNewAccount(origin, "free", 10);
        assertThat(stranger.get("/v1/runtime-sessions/" + session).status()).isEqualTo(404);
        assertThat(stranger.post("/v1/runtime-sessions/" + session + "/end", "").status()).isEqualTo(404);
    }

    private static JsonNode beat(Client client) {
        Client.Answer answer = client.post(TOKENS, "{\"fingerprint\":\"f\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().get("data");
    }

    private static void advance(Client client, int seconds) {
        assertThat(client.post("/sandbox/clock", "{\"advance_seconds\":" + seconds + "}").status()).isEqualTo(200);
    }
}
