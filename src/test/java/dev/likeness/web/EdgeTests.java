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

/** Who may call, how bodies are read, what every answer carries (CONTRACT 1.1, 1.2, 1.4, 12). */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "likeness.web.body-limit=1MB", "spring.datasource.url=unused"})
class EdgeTests {

    @LocalServerPort
    private int port;
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({"/probe/answer,api-secret,a-living-secret,200",
            "/probe/answer,Authorization,Bearer a-living-secret,200",
            "/probe/answer,authorization,bearer a-living-secret,200", "/probe/answer,api-secret,wrong,401",
            "/probe/answer,api-secret,a-dead-secret,401", "/probe/answer,api-secret,'',401",
            "/probe/answer,Authorization,Basic abc,401", "/probe/neither,api-secret,a-living-secret,403",
            "/probe/neither,X-None,x,401", "/probe/known,api-secret,wrong,401",
            "/probe/known,api-secret,a-dead-secret,200", "/probe/open,X-None,x,200", "/probe/open,api-secret,wrong,401",
            "/nothing,api-secret,wrong,404", "/openapi.json,X-None,x,200", "/openapi.yaml,X-None,x,200",
            "/docs,X-None,x,200", "/docs/docs.js,X-None,x,200"})
    void letsInWhoHasALivingSecret(String path, String header, String value, int status) throws Exception {
        assertThat(http.get(path, header, value).statusCode()).isEqualTo(status);
    }

    @Test
    void prefersTheApiSecretHeader() throws Exception {
        assertThat(http.get("/probe/answer", "api-secret", "wrong", "Authorization", "Bearer " + Probe.SECRET)
                .statusCode()).isEqualTo(401);
    }

    /** Base64 of 2 MB beside an ordinary body's 1 MB. */
    @ParameterizedTest
    @CsvSource({"/probe/file,2796200,200", "/probe/file,2900000,413", "/probe/file,4200000,413",
            "/probe/body,1200000,413"})
    void aBodyIsAsLargeAsItsFilesNeedAndNoLarger(String path, int length, int status) throws Exception {
        assertThat(http.send("POST", path, "{\"data\":\"" + "A".repeat(length) + "\"}").statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "application/json; charset=utf-8", "application/json;charset=UTF8",
            "text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense"})
    void readsJsonUnderAnyLabel(String type) throws Exception {
        HttpResponse<String> answer = type.isEmpty()
                ? http.send("POST", "/probe/body?loud=true", "{\"prompt\":\"héllo\",\"duration\":5.0}")
                : http.send("POST", "/probe/body?loud=true", "{\"prompt\":\"héllo\",\"duration\":5.0}", "Content-Type",
                        type);
        assertThat(answer.body()).contains("\"loud\":true", "\"prompt\":\"héllo\"", "\"duration\":\"5\"");
    }

    @Test
    void readsTrueFormsAsStrings() throws Exception {
        assertThat(http.send("POST", "/probe/body?loud=true", "prompt=a+b%26c&duration=7", "Content-Type",
                "application/x-www-form-urlencoded").body()).contains("\"loud\":true", "\"prompt\":\"a b&c\"",
                        "\"duration\":\"7\"");
        assertThat(http.send("POST", "/probe/body",
                "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nhi\r\n"
                        + "--b--\r\n",
                "Content-Type", "multipart/form-data; boundary=b").body()).contains("\"prompt\":\"hi\"");
    }

    private static final String PARTS = "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a\"\r\n\r\n"
            + "x".repeat(100_000) + "\r\n--b--\r\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/x-www-form-urlencoded | duration=7
            multipart/form-data; boundary=b   | --b~Content-Disposition: form-data; name=duration~~7~--b--~
            """)
    void theQueryIsNoPartOfAForm(String type, String body) throws Exception {
        assertThat(http.send("POST", "/probe/body?prompt=query&duration=9&loud=true", body.replace("~", "\r\n"),
                "Content-Type", type).body()).contains("\"prompt\":\"null\"", "\"duration\":\"7\"", "\"loud\":true");
    }

    @Test
    void noPartReachesTheDiskBeforeItsSenderIsKnown() throws Exception {
        int before = Probe.FILES.get();
        assertThat(
                http.send("POST", "/probe/kept", PARTS, "Content-Type", "multipart/form-data; boundary=b", "api-secret",
                        "wrong").statusCode())
                .isEqualTo(401);
        assertThat(Probe.FILES).hasValue(before);
        assertThat(
                http.send("POST", "/probe/kept", PARTS, "Content-Type", "multipart/form-data; boundary=b", "api-secret",
                        Probe.SECRET).body())
                .isEqualTo("{\"size\":100000}");
        assertThat(Probe.FILES).hasValue(before + 1);
    }

    @Test
    void codingsThatAreNotTakenAreAnsweredWithThoseThatAre() throws Exception {
        HttpResponse<String> answer = http.send("POST", "/probe/body", "{}", "Content-Encoding", "br");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("UNSUPPORTED_TYPE", "Content-Encoding must be gzip");
        assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip, identity");
    }

    @ParameterizedTest
    @CsvSource({"application/x-www-form-urlencoded,application/json,400", "application/json,multipart/form-data,400",
            "application/json,application/json; charset=utf-8,200"})
    void labelsThatContradictEachOtherAreRefused(String one, String other, int status) throws Exception {
        assertThat(http.raw("POST /probe/body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + one
                + "\r\nContent-Type: " + other + "\r\nContent-Length: 14\r\n\r\n{\"prompt\":\"x\"}"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains(status == 400 ? "Content-Type must be given once" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "{}", " {} "})
    void takesAnEmptyBodyAsAnEmptyObject(String body) throws Exception {
        assertThat(http.send("POST", "/probe/body", body, "Content-Type", "application/json").body())
                .contains("\"prompt\":\"null\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"data":"aGVs","x":{"data":"bG8="}}     | 200 | "file":"hel"
            {"data":"aGVs","data":"bG8="}           | 400 | data must be given once
            {"data":"aGVs","data":""}               | 400 | data must be given once
            {"data":"","data":"aGVs"}               | 400 | data must be given once
            {"data":"aGVs","data":null}             | 400 | data must be given once
            {"d\\u0061ta":"aGVs"}                 | 200 | "file":"hel"
            {"data":"aGVs","d\\u0061ta":"bG8="}   | 400 | data must be given once
            """, quoteCharacter = '`')
    void aFileComesOnceInABody(String body, int status, String answer) throws Exception {
        HttpResponse<String> file = http.send("POST", "/probe/file", body);
        assertThat(file.statusCode()).isEqualTo(status);
        assertThat(file.body()).contains(answer);
    }

    @Test
    void writesCompactSnakeCaseWithNullsAndUtcTimes() throws Exception {
        HttpResponse<String> answer = http.get("/probe/answer", "api-secret", Probe.SECRET);
        assertThat(answer.body()).matches(
                "\\{\"agent_code\":\"A91XMB7113\",\"nothing\":null,\"created_at\":\"20[0-9T:.-]+Z\"}");
    }

    @Test
    void namesEveryRequest() throws Exception {
        assertThat(http.get("/probe/open", "X-Request-Id", "my.id_1-2").headers().firstValue("X-Request-Id"))
                .hasValue("my.id_1-2");
        assertThat(http.get("/nothing").headers().firstValue("X-Request-Id")).hasValueSatisfying(
                id -> assertThat(id).matches("[0-9a-f-]{36}"));
        assertThat(http.get("/probe/open", "X-Request-Id", "a b\tc").headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
        assertThat(http.get("/probe/open").headers().allValues("Server")).isEmpty();
    }

    @Test
    void describesItself() throws Exception {
        JsonNode api = new JsonMapper().readTree(http.get("/openapi.json").body());
        assertThat(api.at("/openapi").stringValue()).startsWith("3.1");
        JsonNode open = api.at("/paths/~1probe~1open/get");
        assertThat(open.at("/operationId").stringValue()).isEqualTo("open");
        assertThat(open.at("/security").toString()).isEqualTo("[{\"apiSecret\":[]},{\"bearer\":[]},{}]");
        JsonNode bound = api.at("/paths/~1probe~1bound/post");
        assertThat(bound.at("/security").isEmpty() && bound.at("/security").isArray()).isTrue();
        assertThat(bound.at("/requestBody/required").booleanValue()).isTrue();
        // What a request may leave out is described as absent, not as null.
        assertThat(api.at("/components/schemas/WithFile/properties/data/type").toString())
                .isEqualTo("\"string\"");
        assertThat(open.at("/parameters").isMissingNode()).isTrue();
        JsonNode answer = api.at("/components/schemas/Answer");
        assertThat(answer.at("/properties").propertyNames()).contains("agent_code", "nothing", "created_at");
        assertThat(answer.at("/required").toString()).contains("agent_code", "nothing", "created_at");
        assertThat(answer.at("/properties/nothing/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(answer.at("/properties/agent_code/type").toString()).isEqualTo("\"string\"");
        assertThat(api.at("/components/schemas/Error/properties").propertyNames()).contains("error", "status_code");
        assertThat(api.at("/components/schemas/ErrorProblem/properties").propertyNames()).contains("httpStatus");
        assertThat(api.at("/paths/~1probe~1answer/get/responses/401/$ref").stringValue())
                .isEqualTo("#/components/responses/Unauthorized");
        assertThat(api.at("/paths").propertyNames()).doesNotContain("/error", "/docs", "/openapi.json");
        assertThat(api.at("/components/schemas").propertyNames()).doesNotContain("Caller", "BodyDigest", "SentFile");
        assertThat(http.get("/openapi.yaml").body()).startsWith("openapi: \"3.1").contains("  /probe/open:");
    }
}
