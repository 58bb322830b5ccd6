package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every error of every layer comes in the one envelope (CONTRACT 1.2). */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "likeness.web.body-limit=1MB", "spring.datasource.url=unused"})
class ErrorEnvelopeTests {

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /nothing/here           |      | 404 | NOT_FOUND           | Not found
            POST | /nothing/here           | {}   | 404 | NOT_FOUND           | Not found
            GET  | /probe/answer/          |      | 404 | NOT_FOUND           | Not found
            GET  | /error                  |      | 404 | NOT_FOUND           | Not found
            DELETE | /probe/answer         |      | 405 | METHOD_NOT_ALLOWED  | Method not allowed
            FOO  | /probe/answer           |      | 405 | METHOD_NOT_ALLOWED  | Method not allowed
            GET  | /probe/answer           |      | 401 | MISSING_AUTH        | Missing api-secret header
            POST | /probe/body             | {    | 400 | VALIDATION_ERROR    | Request body must be valid JSON
            POST | /probe/body             | {}x  | 400 | VALIDATION_ERROR    | Request body must be valid JSON
            POST | /probe/body             | [1]  | 400 | VALIDATION_ERROR    | Request body must be a JSON object
            POST | /probe/body             | null | 400 | VALIDATION_ERROR    | Request body must be a JSON object
            POST | /probe/body             | {"prompt":1} | 400 | VALIDATION_ERROR | prompt must be a string
            POST | /probe/body             | {"duration":"5"} | 400 | VALIDATION_ERROR | duration must be an integer
            POST | /probe/body             | {"duration":1e400} | 400 | VALIDATION_ERROR | duration must be an integer
            POST | /probe/body             | {"figure_id":"A"} | 400 | VALIDATION_ERROR | figure_id is no longer supported; use agent_code
            POST | /probe/body             | {"prompt":"a\\ud800"} | 400 | VALIDATION_ERROR | prompt must not hold the character U+0000 or half of a surrogate pair
            POST | /probe/body             | {"prompt":"a\\u0000"} | 400 | VALIDATION_ERROR | prompt must not hold the character U+0000 or half of a surrogate pair
            GET  | /probe/page?limit=3&figure_id=1 | | 400 | VALIDATION_ERROR   | figure_id is no longer supported; use agent_code
            POST | /probe/bound            | {    | 400 | VALIDATION_ERROR    | Request body must be valid JSON
            POST | /probe/bound            | [1]  | 400 | VALIDATION_ERROR    | Request body must be a JSON object
            POST | /probe/bound            | {"display_name":"a","size":"x"} | 400 | VALIDATION_ERROR | size must be an integer
            POST | /probe/bound            | {"display_name":"a","tags":[{}]} | 400 | VALIDATION_ERROR | tags[0] must be a string
            POST | /probe/bound            | {"display_name":""} | 400 | VALIDATION_ERROR | display_name must not be blank
            GET  | /probe/page             |      | 400 | MISSING_PARAM       | limit is required
            GET  | /probe/page?limit=x     |      | 400 | VALIDATION_ERROR    | limit must be an integer
            GET  | /probe/page?limit=0     |      | 400 | VALIDATION_ERROR    | limit must be greater than or equal to 1
            GET  | /probe/page?limit=%zz   |      | 400 | VALIDATION_ERROR    | Malformed query string
            GET  | /probe/page?limit=%00   |      | 400 | VALIDATION_ERROR    | The address must not hold the character U+0000
            GET  | /probe/things/nonsense  |      | 404 | NOT_FOUND           | Not found
            GET  | /probe/async            |      | 409 | CONFLICT            | later
            GET  | /probe/fail/plan        |      | 403 | FORBIDDEN           | Pro or higher
            GET  | /probe/fail/slow        |      | 429 | RATE_LIMITED        | Slow down
            GET  | /probe/fail/lock        |      | 503 | SERVICE_UNAVAILABLE | The server is busy. Please retry.
            GET  | /probe/fail/pool        |      | 503 | SERVICE_UNAVAILABLE | The server is busy. Please retry.
            GET  | /probe/fail/full        |      | 503 | SERVICE_UNAVAILABLE | The server is busy. Please retry.
            GET  | /probe/fail/read-only   |      | 503 | SERVICE_UNAVAILABLE | The server takes no changes at the moment. Please retry.
            GET  | /probe/fail/rollback    |      | 503 | SERVICE_UNAVAILABLE | The server is busy. Please retry.
            GET  | /probe/fail/away        |      | 503 | SERVICE_UNAVAILABLE | The server is busy. Please retry.
            GET  | /probe/fail/state       |      | 409 | CONFLICT            | Conflict
            GET  | /probe/fail/wrapped     |      | 404 | NOT_FOUND           | No such agent
            GET  | /probe/fail/io          |      | 500 | INTERNAL_ERROR      | Something went wrong on our side; request id r-1
            GET  | /probe/fail/json        |      | 500 | INTERNAL_ERROR      | Something went wrong on our side; request id r-1
            GET  | /probe/fail/deep        |      | 500 | INTERNAL_ERROR      | Something went wrong on our side; request id r-1
            GET  | /probe/fail/else        |      | 500 | INTERNAL_ERROR      | Something went wrong on our side; request id r-1
            """)
    void answersInTheEnvelope(String method, String path, String body, int status, String code, String message)
            throws Exception {
        // A URI of the JDK refuses malformed escapes, so this goes by hand.
        String sent = body == null ? "" : body;
        String answer = http.raw(method + " " + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: r-1\r\n"
                + "Accept: text/html\r\nContent-Type: application/json\r\nContent-Length: " + sent.length() + "\r\n\r\n"
                + sent);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("X-Request-Id: r-1\r\n")
                .contains("Content-Type: application/json").doesNotContainIgnoringCase("\r\nServer:")
                .doesNotContain("secret_table", "HikariPool", "/secret/path", "internal reason");
        assertEnvelope(bodyOf(answer), status, code, message);
    }

    @Test
    void writesTheEnvelopeExactly() throws Exception {
        assertThat(http.get("/nothing").body()).isEqualTo("""
                {"error":{"code":"NOT_FOUND","message":"Not found","httpStatus":404},"message":"Not found",\
                "status":"error","status_code":404}""");
        assertThat(http.get("/probe/page").body()).isEqualTo("""
                {"error":{"code":"MISSING_PARAM","message":"limit is required","httpStatus":400,"details":\
                [{"field":"limit","message":"limit is required"}]},"message":"limit is required",\
                "status":"error","status_code":400}""".replace(
                "{\"field\":\"limit\",\"message\":\"limit is required\"}",
                detailOf(http.get("/probe/page").body())));
        assertThat(http.get("/probe/fail/plan").body()).contains("\"upgrade_url\":\"http://x/plans\"},\"message\"");
    }

    private static String detailOf(String body) {
        return body.substring(body.indexOf("[{") + 1, body.indexOf("}]") + 1);
    }

    @Test
    void keepsAllowAndRetryAfter() throws Exception {
        assertThat(http.send("DELETE", "/probe/answer", "").headers().firstValue("Allow")).hasValue("GET");
        assertThat(http.get("/probe/fail/slow").headers().firstValue("Retry-After")).hasValue("6");
        assertThat(http.get("/probe/fail/lock").headers().firstValue("Retry-After")).hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /pro\u0001be HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", "GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET /{x} HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/7.9\r\nHost: x\r\n\r\n", "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /probe/body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: odd\r\n\r\n",
            "POST /probe/body HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST /probe/body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})
    void answersMalformedRequestsInTheEnvelope(String request) throws Exception {
        String answer = http.raw(request);
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("X-Request-Id: ");
        assertEnvelope(bodyOf(answer), 400, "VALIDATION_ERROR", null);
    }

    @Test
    void answersHeadersThatAreTooLargeInTheEnvelope() throws Exception {
        String answer = http.raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertEnvelope(bodyOf(answer), 400, "VALIDATION_ERROR", null);
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String large = "{\"prompt\":\"" + "a".repeat(1_100_000) + "\"}";
        HttpResponse<String> known = http.send("POST", "/probe/body", large);
        assertThat(known.statusCode()).isEqualTo(413);
        assertEnvelope(known.body(), 413, "FILE_TOO_LARGE", null);
        String chunked = http.raw("POST /probe/body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(large.length()) + "\r\n" + large
                + "\r\n0\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 413 ");
        assertEnvelope(bodyOf(chunked), 413, "FILE_TOO_LARGE", null);
    }

    @Test
    void refusesBodiesOfAnotherKind() throws Exception {
        assertEnvelope(http.send("POST", "/probe/body", "<a/>", "Content-Type", "application/xml").body(), 415,
                "UNSUPPORTED_TYPE", "Content-Type must be application/json");
        assertEnvelope(http.send("POST", "/probe/bound", "<a/>", "Content-Type", "application/xml").body(), 415,
                "UNSUPPORTED_TYPE", "Content-Type must be application/json");
    }

    @Test
    void survivesHostileJson() throws Exception {
        for (String body : new String[]{"{\"a\":".repeat(100_000), "{\"a\":" + "[".repeat(100_000),
                "{\"a\":" + "9".repeat(100_000) + "}"}) {
            assertEnvelope(http.send("POST", "/probe/body", body).body(), 400, "VALIDATION_ERROR",
                    "Request body must be valid JSON");
        }
        assertEnvelope(http.send("POST", "/probe/body", "{\"duration\":1e999999999}").body(), 400, "VALIDATION_ERROR",
                "duration must be an integer");
    }

    private static String bodyOf(String answer) {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return body.startsWith("{") ? body : body.substring(body.indexOf("\r\n") + 2, body.lastIndexOf("}") + 1);
    }

    private static void assertEnvelope(String body, int status, String code, String message) {
        JsonNode envelope = JSON.readTree(body);
        assertThat(envelope.propertyNames()).containsExactly("error", "message", "status", "status_code");
        assertThat(envelope.at("/error/code").stringValue()).isEqualTo(code);
        assertThat(envelope.at("/error/httpStatus").intValue()).isEqualTo(status);
        assertThat(envelope.at("/status_code").intValue()).isEqualTo(status);
        assertThat(envelope.at("/status").stringValue()).isEqualTo("error");
        assertThat(envelope.at("/message")).isEqualTo(envelope.at("/error/message"));
        if (message != null) {
            assertThat(envelope.at("/message").stringValue()).isEqualTo(message);
        }
    }
}
