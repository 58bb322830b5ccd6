package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CONTRACT 3.6 and 4.5, row by row: what is sent into rooms, visitors' tokens, and the page. */
@RoomServer
class EmbedRowsTests {

    @LocalServerPort
    private int port;

    private Workshop shop;
    private String code;

    @BeforeEach
    void haveAnAgent() {
        shop = new Workshop(port);
        code = shop.ready("essence-1");
    }

    @Test
    void speechGoesToTheRoomsThereAre() {
        String path = "/v1/agent/" + code + "/speak";
        Workshop.assertRefused(shop.client.post(path, "{\"message\": \"Hi\"}"), 404, "NOT_FOUND",
                "No active rooms found for agent " + code);
        try (Visitor one = Visitor.in(shop.origin, code, ""); Visitor other = Visitor.in(shop.origin, code, "")) {
            Client.Answer all = shop.client.post(path, "{\"message\": \"Hi\"}");
            assertThat(all.status()).isEqualTo(200);
            assertThat(all.body().toString()).isEqualTo("{\"agent_code\":\"" + code
                    + "\",\"context_type\":\"speak\",\"delivered_to_rooms\":2,\"rooms_skipped_no_worker\":0}");
            Client.Answer only = shop.client.post("/v1/agent/" + code + "/add-context",
                    "{\"context\": \"It rains\", \"room_id\": \"" + one.room() + "\"}");
            assertThat(only.body().toString()).isEqualTo("{\"agent_code\":\"" + code
                    + "\",\"context_type\":\"add_context\",\"delivered_to_rooms\":1,\"rooms_skipped_no_worker\":0}");
            assertThat(shop.client.post("/v1/agent/" + code + "/add-context",
                    "{\"context\": \"Good day\", \"type\": \"speak\"}").body().get("context_type").asString())
                    .isEqualTo("speak");
            assertThat(other.message("turn").get("text").asString()).isEqualTo("Hi");
            assertThat(other.message("turn").get("text").asString()).isEqualTo("Good day");
            Workshop.assertRefused(shop.client.post(path, "{\"message\": \"Hi\", \"room_id\": \"none\"}"), 404,
                    "NOT_FOUND", "No active rooms found for agent " + code);
            Client stranger = Client.ofNewAccount(shop.origin, "free", 10);
            Workshop.assertRefused(stranger.post(path, "{\"message\": \"Hi\"}"), 404, "NOT_FOUND",
                    "Agent not found for code: " + code);
        }
    }

    static Stream<Arguments> wrongMessages() {
        return Stream.of(Arguments.of("speak", "{}", "MISSING_PARAM"),
                Arguments.of("speak", "{\"message\": \"\"}", "MISSING_PARAM"),
                Arguments.of("speak", "{\"message\": \"  \"}", "VALIDATION_ERROR"),
                Arguments.of("speak", "{\"message\": 5}", "VALIDATION_ERROR"),
                Arguments.of("speak", "{\"message\": \"" + "x".repeat(5001) + "\"}", "VALIDATION_ERROR"),
                Arguments.of("add-context", "{}", "MISSING_PARAM"),
                Arguments.of("add-context", "{\"context\": \"" + "x".repeat(5001) + "\"}", "VALIDATION_ERROR"),
                Arguments.of("add-context", "{\"context\": \"x\", \"type\": \"sing\"}", "VALIDATION_ERROR"));
    }

    @ParameterizedTest
    @MethodSource("wrongMessages")
    void whatCannotBeSaidIsRefused(String operation, String body, String error) {
        Client.Answer answer = shop.client.post("/v1/agent/" + code + "/" + operation, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(Workshop.error(answer)).isEqualTo(error);
    }

    @Test
    void theLongestMessageIsTaken() {
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            String longest = "\uD83D\uDE00".repeat(5000);
            assertThat(shop.client.post("/v1/agent/" + code + "/speak", "{\"message\": \"" + longest + "\"}").status())
                    .isEqualTo(200);
            assertThat(visitor.message("turn").get("text").asString()).isEqualTo(longest);
        }
    }

    @Test
    void aTokenSaysWhatWasAskedFor() {
        Client.Answer answer = shop.client.post("/v1/embed-tokens/request", "{\"agent_id\": \"" + code
                + "\", \"fingerprint\": \"browser 7\", \"model\": \"essence-1\", \"end_user_id\": \"u1\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode data = answer.body().get("data");
        assertThat(answer.body().get("status").asString()).isEqualTo("success");
        assertThat(data.get("model").asString()).isEqualTo("essence-1");
        assertThat(data.get("supported_models").toString()).isEqualTo("[\"essence-1\"]");
        String[] parts = data.get("token").asString().split("\\.");
        JsonNode head = json(parts[0]);
        JsonNode claims = json(parts[1]);
        assertThat(head.get("alg").asString()).isEqualTo("HS256");
        assertThat(claims.get("aud").asString()).isEqualTo("bithuman-embed");
        assertThat(claims.get("agent").asString()).isEqualTo(code);
        assertThat(claims.get("fingerprint").asString()).isEqualTo("browser 7");
        assertThat(claims.get("sid").asString()).isEqualTo(data.get("sid").asString());
        assertThat(claims.get("model").asString()).isEqualTo("essence-1");
        assertThat(claims.get("endUserId").asString()).isEqualTo("u1");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3600);
    }

    private static JsonNode json(String part) {
        return JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(part));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                          | 400 | MISSING_PARAM
            {"agent_id": "CODE"}                                        | 400 | MISSING_PARAM
            {"agent_id": "CODE", "fingerprint": ""}                     | 400 | MISSING_PARAM
            {"fingerprint": "f"}                                        | 400 | MISSING_PARAM
            {"agent_id": "CODE", "fingerprint": "LONG"}                 | 400 | VALIDATION_ERROR
            {"agent_id": "A00AAA0000", "fingerprint": "f"}              | 404 | NOT_FOUND
            {"agent_id": "CODE", "fingerprint": "f", "model": "x"}      | 400 | VALIDATION_ERROR
            {"agent_id": "CODE", "fingerprint": "f", "model": "expression-2"} | 409 | MODEL_NOT_GENERATED""")
    void aTokenIsRefused(String body, int status, String error) {
        Client.Answer answer = shop.client.post("/v1/embed-tokens/request",
                body.replace("CODE", code).replace("LONG", "f".repeat(256)));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(Workshop.error(answer)).isEqualTo(error);
    }

    @Test
    void aTokenIsRefusedToWhoMayHaveNoSession() {
        String body = "{\"agent_id\": \"" + code + "\", \"fingerprint\": \"f\"}";
        assertThat(Workshop.error(new Client(shop.origin, "").post("/v1/embed-tokens/request", body)))
                .isEqualTo("MISSING_AUTH");
        assertThat(Workshop.error(new Client(shop.origin, "wrong").post("/v1/embed-tokens/request", body)))
                .isEqualTo("UNAUTHORIZED");
        String user = shop.client.get("/v1/me").body().at("/data/user_id").asString();
        assertThat(shop.client.post("/v2/" + user + "/runtime/revoke-all", "{}").status()).isEqualTo(200);
        assertThat(Workshop.error(shop.client.post("/v1/embed-tokens/request", body))).isEqualTo("RUNTIME_SUSPENDED");
    }

    @Test
    void anAgentThatIsNotReadyHasNoToken() {
        String building = shop.order("{\"model\": \"essence-1\", \"prompt\": \"A baker\"}");
        assertThat(Workshop.error(shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + building + "\", \"fingerprint\": \"f\"}"))).isEqualTo("AGENT_NOT_READY");
        shop.worker.build(shop.worker.claimed());
    }

    @Test
    void thePageIsOneOfTheServersOwnAndStandsInTheFramesOfAllowedPages() {
        assertThat(edit("{\"embed\": {\"allowed_origins\": [\"HTTPS://Shop.example.com:443/\"]}}")).isEqualTo(200);
        HttpResponse<byte[]> page = page("?model=essence-1&visitor_id=%22%3E%3Cscript%3E");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy).contains("default-src 'none'", "frame-ancestors 'self' https://shop.example.com");
        assertThat(new String(page.body())).contains("data-code=\"" + code + "\"", "&quot;&gt;&lt;script&gt;")
                .doesNotContain("{{", "\"><script>");
    }

    @Test
    void withoutATokenItOpensOnlyWhereTheOwnerAllowsIt() {
        assertThat(edit("{\"embed\": {\"public\": false}}")).isEqualTo(200);
        HttpResponse<byte[]> refused = page("");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new String(refused.body())).contains("<h1>", "its owner gives out links with a token");
        assertThat(page("?token=" + token()).statusCode()).isEqualTo(200);
        assertThat(page("?token=x.y.z").statusCode()).isEqualTo(403);
        String other = shop.ready("essence-1");
        assertThat(shop.client.bytes("GET", shop.origin + "/embed/" + other + "?token=" + token()).statusCode())
                .isEqualTo(403);
        assertThat(shop.client.bytes("GET", shop.origin + "/embed/A00AAA0000").statusCode()).isEqualTo(404);
        assertThat(edit("{\"embed\": {\"public\": true}}")).isEqualTo(200);
        assertThat(page("").statusCode()).isEqualTo(200);
    }

    @Test
    void itsOwnerSeesWhoMayShowAnAgent() {
        assertThat(shop.agent(code).get("embed").toString()).isEqualTo("{\"public\":true,\"allowed_origins\":[]}");
        assertThat(edit("{\"embed\": {\"public\": false, \"allowed_origins\": [\"https://shop.example.com\"]}}"))
                .isEqualTo(200);
        String set = "{\"public\":false,\"allowed_origins\":[\"https://shop.example.com\"]}";
        assertThat(shop.agent(code).get("embed").toString()).isEqualTo(set);
        assertThat(shop.client.get("/v1/agents").body().at("/data/0/embed").toString()).isEqualTo(set);
        assertThat(shop.client.get("/v1/agent/status/" + code).body().get("data").has("embed")).isFalse();
        assertThat(new String(page("?token=" + token()).body())).doesNotContain("allowed_origins");
    }

    /** From another machine than the server's own, which the sandbox does not count. */
    @Test
    void whoGuessesTokensIsSlowedDown() {
        String[] elsewhere = {"X-Forwarded-For", "203.0.113.7"};
        for (int i = 0; i < 30; i++) {
            assertThat(page("?token=guess" + i, elsewhere).statusCode()).isEqualTo(403);
        }
        HttpResponse<byte[]> refused = page("?token=guess", elsewhere);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
        assertThat(new String(refused.body())).contains("<h1>", "Too many failed authentications. Retry in ~");
        HttpResponse<byte[]> file = shop.client.bytes("GET",
                shop.origin + "/embed/" + code + "/avatar.imx?token=guess", elsewhere);
        assertThat(file.statusCode()).isEqualTo(429);
        assertThat(new String(file.body())).contains("\"code\":\"RATE_LIMITED\"");
        assertThatThrownBy(() -> Visitor.of(shop.origin, code, "?token=guess", elsewhere))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(e -> assertThat(((WebSocketHandshakeException) e.getCause()).getResponse().statusCode())
                        .isEqualTo(429));
        assertThat(page("?token=" + token(), elsewhere).statusCode()).isEqualTo(200);
        new Client(shop.origin, "").post("/sandbox/clock", "{\"advance_seconds\": 60}");
        assertThat(page("?token=guess", elsewhere).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"embed": {}}                                          | 400
            {"embed": {"allowed_origins": ["shop.example.com"]}}   | 400
            {"embed": {"allowed_origins": ["https://a.b/path"]}}   | 400
            {"embed": {"allowed_origins": ["*"]}}                  | 400
            {"embed": {"public": "maybe"}}                         | 400
            {"embed": {"allowed_origins": []}}                     | 200""")
    void whoMayShowAnAgentIsChecked(String body, int status) {
        assertThat(edit(body)).isEqualTo(status);
    }

    @Test
    void theFileIsForWhoMayMeetTheAgent() {
        assertThat(edit("{\"embed\": {\"public\": false, \"allowed_origins\": [\"https://shop.example.com\"]}}"))
                .isEqualTo(200);
        String file = shop.origin + "/embed/" + code + "/avatar.imx";
        assertThat(shop.client.bytes("GET", file).statusCode()).isEqualTo(403);
        HttpResponse<byte[]> part = shop.client.bytes("GET", file + "?token=" + token(), "Range", "bytes=0-3",
                "Origin", "https://shop.example.com");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(new byte[]{'I', 'M', 'X', 0});
        assertThat(part.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example.com");
        HttpResponse<byte[]> whole = shop.client.bytes("GET", file + "?token=" + token(), "Origin",
                "https://evil.example");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private int edit(String body) {
        return shop.client.post("/v1/agent/" + code, body).status();
    }

    private String token() {
        return shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + code + "\", \"fingerprint\": \"f\"}").body().at("/data/token").asString();
    }

    private HttpResponse<byte[]> page(String query, String... headers) {
        return shop.client.bytes("GET", shop.origin + "/embed/" + code + query, headers);
    }
}
