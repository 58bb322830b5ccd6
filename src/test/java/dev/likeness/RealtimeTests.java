package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Realtime tokens (CONTRACT 4.6), with a server that stands in for OpenAI. */
@SpokenServer
class RealtimeTests {

    private static final String PATH = "/v1/realtime/ephemeral-token";
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final HttpServer OPENAI = openAi();

    private static volatile int status = 200;
    private static volatile String answer = "";

    @LocalServerPort
    private int port;

    private static HttpServer openAi() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/realtime/client_secrets", RealtimeTests::serve);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        ASKED.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @DynamicPropertySource
    static void openAi(DynamicPropertyRegistry settings) {
        settings.add("likeness.openai.base-url",
                () -> "http://127.0.0.1:" + OPENAI.getAddress().getPort() + "/v1/");
        settings.add("likeness.openai.api-key", () -> "sk-servers");
    }

    @AfterAll
    static void stop() {
        OPENAI.stop(0);
    }

    @BeforeEach
    void clear() {
        ASKED.clear();
        status = 200;
        answer = "{\"value\":\"ek_1\",\"expires_at\":1766000000,\"session\":{\"model\":\"x\"}}";
    }

    private Client account(long credits) {
        return Client.ofNewAccount("http://localhost:" + port, "free", credits);
    }

    @Test
    void asksOpenAiForAClientSecret() {
        Client client = account(5);
        for (Client one : List.of(client, Client.bearing("http://localhost:" + port, client.secret()))) {
            Client.Answer token = one.post(PATH, "{}");
            assertThat(token.status()).as(token.body().toString()).isEqualTo(200);
            assertThat(token.body().toString()).isEqualTo("{\"data\":{\"value\":\"ek_1\",\"expires_at\":1766000000,"
                    + "\"model\":\"gpt-realtime-mini\"},\"status\":\"success\",\"status_code\":200}");
        }
        assertThat(ASKED).hasSize(2).allSatisfy(asked -> assertThat(asked).startsWith("POST Bearer sk-servers ")
                .contains("\"type\":\"realtime\"", "\"model\":\"gpt-realtime-mini\""));
    }

    @Test
    void asksForTheModelThatIsNamed() {
        JsonNode data = account(5).post(PATH, "{\"model\":\"gpt-realtime\"}").body().get("data");
        assertThat(data.get("model").asString()).isEqualTo("gpt-realtime");
        assertThat(ASKED.getFirst()).contains("\"model\":\"gpt-realtime\"");
    }

    @Test
    void needsAPositiveBalance() {
        Client.Answer refused = account(0).post(PATH, "{}");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(refused.body().at("/error/topup_url").asString()).isNotEmpty();
        assertThat(ASKED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401,'{\"error\":{\"message\":\"sk-servers is wrong\"}}'", "500,''", "302,''", "200,'<html>'",
            "200,'{}'",
            "200,'{\"value\":7,\"expires_at\":1}'", "200,'{\"value\":\"ek\",\"expires_at\":\"soon\"}'",
            "200,'{\"value\":\"ek\",\"expires_at\":1766000000.5}'",
            "200,'{\"value\":\"ek\",\"expires_at\":1e30}'", "200,''"})
    void whatOpenAiGetsWrongIsOurUpstreams(int code, String body) {
        status = code;
        answer = body;
        Client.Answer failed = account(5).post(PATH, "{}");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.body().at("/error/code").asString()).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(failed.body().toString()).doesNotContain("sk-servers");
    }

    @Test
    void twentyAMinuteAreGivenToAnAccount() {
        Client client = account(5);
        long began = System.nanoTime();
        int given = 0;
        Client.Answer refused = client.post(PATH, "{}");
        while (refused.status() == 200 && given < 1_000) {
            given++;
            refused = client.post(PATH, "{}");
        }
        assertThat(refused.status()).isEqualTo(429);
        // One more comes back every three seconds, also while this test is asking.
        int back = (int) Duration.ofNanos(System.nanoTime() - began).toSeconds() / 3;
        assertThat(given).isBetween(20, 20 + back);
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(account(5).post(PATH, "{}").status()).isEqualTo(200);
    }
}
