package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.Agents;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** CONTRACT 3.5 row by row, on one agent that has every model. */
@WorkerServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadRowsTests {

    @LocalServerPort
    private int port;
    @Autowired
    private Agents agents;

    private Workshop shop;
    private String code;
    private String path;

    @BeforeAll
    void buildEveryModel() {
        shop = new Workshop(port);
        code = shop.ready("essence-1");
        for (String model : List.of("essence-2", "expression-2")) {
            shop.add(code, model);
            shop.worker.build(shop.worker.claimed());
        }
        shop.add(code, "expression-1");
        path = "/v1/agent/" + code + "/model/download";
    }

    @AfterAll
    void leaveNothing() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"'',essence-1,.imx,", "essence-1,essence-1,.imx,", "essence-2,essence-2,.lebundle.imx,3600",
            "essence-2-gpu,essence-2,.lebundle.imx,3600", "essence-2-ane,essence-2,.lebundle.imx,3600",
            "essence-2-cpu,essence-2,.lebundle.imx,3600", "essence-2-apple,essence-2,.lebundle.imx,3600",
            "essence-2-light,essence-2,.lebundle.imx,3600", "essence-2-max,essence-2-max,.pkl,3600",
            "expression-2,expression-2,.imx,3600", "expression-2-gpu,expression-2,.imx,3600",
            "expression-2-cpu,expression-2,.imx,3600", "expression-2-ane,expression-2,.imx,3600",
            "expression-2-apple,expression-2,.imx,3600"})
    void everyNameIsOneModelWithItsFile(String asked, String model, String end, Integer expires) throws Exception {
        JsonNode data = shop.download(code, asked);
        assertThat(data.get("code").asString()).isEqualTo(code);
        assertThat(data.get("model").asString()).isEqualTo(model);
        assertThat(data.get("filename").asString()).isEqualTo(code + end);
        assertThat(data.has("expires_in")).isTrue();
        assertThat(data.get("expires_in").isNull() ? null : data.get("expires_in").asInt()).isEqualTo(expires);

        String url = data.get("url").asString();
        HttpResponse<byte[]> whole = shop.client.bytes("GET", url);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(Arrays.copyOf(whole.body(), 4)).containsExactly('I', 'M', 'X', 0);
        assertThat(new String(whole.body(), "ISO-8859-1")).contains("model.txt");
        String sum = sha256(whole.body());
        assertThat(data.get("sha256").asString()).isEqualTo(sum);
        assertThat(data.get("size").asLong()).isEqualTo(whole.body().length).isGreaterThanOrEqualTo(1 << 20);

        HttpResponse<byte[]> head = shop.client.bytes("HEAD", url);
        for (HttpResponse<byte[]> answer : List.of(whole, head)) {
            assertThat(header(answer, "ETag")).isEqualTo("\"" + sum + "\"");
            assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(whole.body().length));
            assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
            assertThat(header(answer, "Content-Disposition"))
                    .isEqualTo("attachment; filename=\"" + code + end + "\"");
        }
        HttpResponse<byte[]> part = shop.client.bytes("GET", url, "Range", "bytes=4-5", "If-Range", "\"" + sum + "\"");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).containsExactly(2, 0);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 4-5/" + whole.body().length);
        assertThat(shop.client.bytes("GET", url, "If-None-Match", "\"" + sum + "\"").statusCode()).isEqualTo(304);
        assertThat(shop.client.bytes("GET", url, "Range", "bytes=" + whole.body().length + "-").statusCode())
                .isEqualTo(416);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "no", "False", "NO"})
    void withoutRedirectThereIsJson(String spelling) {
        Client.Answer answer = shop.client.get(path + "?redirect=" + spelling);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("success").asBoolean()).isTrue();
        assertThat(answer.body().get("data").propertyNames()).containsExactlyInAnyOrder("code", "model", "filename",
                "url", "expires_in", "sha256", "size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?redirect=", "?redirect=true", "?redirect=1", "?redirect=yes", "?model=essence-2",
            "?slice=1&abi_max=9&members=a,b&engine=other&colour=red", "?model=essence-2-max&engine="})
    void otherwiseTheAnswerLeadsToTheFile(String query) {
        Client.Answer answer = shop.client.get(path + query);
        assertThat(answer.status()).isEqualTo(302);
        String location = answer.response().headers().firstValue("Location").orElseThrow();
        assertThat(shop.client.bytes("HEAD", location).statusCode()).isEqualTo(200);
        assertThat(bytes("HEAD", path + query).statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            model=essence-2-quality&engine=e2u | 400 | VALIDATION_ERROR       | 'essence-2-quality' is retired; use essence-2-max
            model=essence-3&engine=e2u         | 400 | VALIDATION_ERROR       | Invalid model 'essence-3'; must be one of: essence-1, essence-2, essence-2-max, expression-2
            model=expression-1&engine=e2u      | 400 | MODEL_NOT_DOWNLOADABLE | expression-1 has no file to download: it is animated from the portrait when a session starts
            engine=e2u&redirect=false          | 409 | ENGINE_NOT_E2U         | agent {code} has no e2u container; leave engine out
            model=essence-2&engine=e2u         | 409 | ENGINE_NOT_E2U         | agent {code} has no e2u container; leave engine out
            engine=e2u&member=manifest.json    | 409 | ENGINE_NOT_E2U         | agent {code} has no e2u container; leave engine out
            member=head.png                    | 404 | NOT_FOUND              | {code}.imx has no member 'head.png'
            member=../manifest.json            | 404 | NOT_FOUND              | {code}.imx has no member '../manifest.json'
            figure_id=1                        | 400 | VALIDATION_ERROR       | figure_id is no longer supported; use agent_code
            """)
    void refusalsComeInTheirOrder(String query, int status, String error, String message) {
        Workshop.assertRefused(shop.client.get(path + "?" + query), status, error, message.replace("{code}", code));
    }

    @Test
    void aModelIsRefusedWhileItIsNotThereAndComesBackWithAPause() {
        String waiting = shop.order("{\"model\": \"essence-2\", \"prompt\": \"A librarian\"}");
        String its = "/v1/agent/" + waiting + "/model/download";
        Workshop.assertRefused(shop.client.get(its + "?model=expression-2&engine=e2u"), 409, "MODEL_NOT_GENERATED",
                "agent " + waiting + "'s expression-2 model hasn't been generated yet — add it with POST /v1/agent/"
                        + waiting + "/models");
        Client.Answer soon = shop.client.get(its + "?engine=e2u");
        Workshop.assertRefused(soon, 404, "MODEL_ARTIFACT_NOT_READY",
                "agent " + waiting + "'s essence-2 model is not stored yet; try again shortly");
        assertThat(soon.response().headers().firstValue("Retry-After")).hasValue("5");
        shop.client.delete("/v1/agent/" + waiting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"essence-1", "essence-2", "essence-2-max", "expression-2"})
    void aMemberIsReadOutOfEachBundle(String model) throws Exception {
        HttpResponse<byte[]> member = bytes("GET", path + "?model=" + model + "&member=model.txt&redirect=false");
        assertThat(member.statusCode()).isEqualTo(200);
        assertThat(new String(member.body())).isEqualTo(model);
        assertThat(header(member, "Content-Length")).isEqualTo(String.valueOf(model.length()));
        assertThat(header(member, "ETag")).isEqualTo("\"" + sha256(model.getBytes()) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/model/download?model=essence-2-max&member=model.txt", "/self-hosted-avatar"})
    void aDownloadGoesOnWhereItBrokeOff(String its) {
        String url = "/v1/agent/" + code + its;
        HttpResponse<byte[]> whole = bytes("GET", url);
        assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
        int size = whole.body().length;
        HttpResponse<byte[]> rest = bytes("GET", url, "Range", "bytes=3-", "If-Range", header(whole, "ETag"));
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 3, size));
        assertThat(header(rest, "Content-Range")).isEqualTo("bytes 3-" + (size - 1) + "/" + size);
        HttpResponse<byte[]> outside = bytes("GET", url, "Range", "bytes=" + size + "-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(header(outside, "Content-Range")).isEqualTo("bytes */" + size);
        assertThat(new String(outside.body())).contains("RANGE_NOT_SATISFIABLE");
        assertThat(bytes("GET", url, "If-None-Match", header(whole, "ETag")).statusCode()).isEqualTo(304);
    }

    @Test
    void anAgentOfExpression1HasNoFileUntilAnotherModelIsAdded() {
        String animated = shop.order("{\"prompt\": \"A librarian\"}");
        String its = "/v1/agent/" + animated + "/model/download";
        assertThat(EndToEndTests.awaitEnd(shop.client, animated).get("model_url").isNull()).isTrue();
        for (String query : List.of("", "?model=expression-1", "?redirect=false")) {
            assertThat(Workshop.error(shop.client.get(its + query))).isEqualTo("MODEL_NOT_DOWNLOADABLE");
        }
        shop.add(animated, "essence-1");
        shop.worker.build(shop.worker.claimed());
        assertThat(shop.download(animated, "").get("model").asString()).isEqualTo("essence-1");
        assertThat(Workshop.error(shop.client.get(its + "?model=expression-1"))).isEqualTo("MODEL_NOT_DOWNLOADABLE");
        assertThat(shop.status(animated).get("model_url").isNull()).isTrue();
    }

    @Test
    void theSelfHostedBundleIsTheMaxModelsBytesWithoutRedirect() {
        HttpResponse<byte[]> bundle = bytes("GET", "/v1/agent/" + code + "/self-hosted-avatar");
        assertThat(bundle.statusCode()).isEqualTo(200);
        JsonNode data = shop.download(code, "essence-2-max");
        assertThat(bundle.body()).isEqualTo(shop.client.bytes("GET", data.get("url").asString()).body());
        assertThat(header(bundle, "ETag")).isEqualTo("\"" + data.get("sha256").asString() + "\"");
        assertThat(header(bundle, "Content-Disposition")).contains(code + ".pkl");
        assertThat(header(bytes("HEAD", "/v1/agent/" + code + "/self-hosted-avatar"), "Content-Length"))
                .isEqualTo(data.get("size").asString());
        String without = shop.ready("essence-1");
        Workshop.assertRefused(shop.client.get("/v1/agent/" + without + "/self-hosted-avatar"), 404, "NOT_FOUND",
                "agent " + without + " has no essence-2-max bundle");
    }

    @Test
    void strangersFindNothingAndNobodyIsLetInWithoutASecret() {
        Client stranger = Client.ofNewAccount(shop.origin, "business", 0);
        Client nobody = new Client(shop.origin, "");
        for (String its : List.of(path, path + "?model=expression-1", path + "?engine=e2u&redirect=no",
                path + "?member=model.txt", "/v1/agent/" + code + "/self-hosted-avatar")) {
            Workshop.assertRefused(stranger.get(its), 404, "NOT_FOUND", "Agent not found for code: " + code);
            Workshop.assertRefused(nobody.get(its), 401, "MISSING_AUTH", "Missing api-secret header");
        }
        Workshop.assertRefused(new Client(shop.origin, "wrong").get(path), 401, "UNAUTHORIZED", "Invalid API secret");
        assertThat(nobody.get("/v1/agent/A00NON0001/model/download").status()).isEqualTo(401);
    }

    @Test
    void aShowcaseAgentIsForEverybodyUntilItIsDeleted() {
        String shown = shop.ready("essence-2");
        Client nobody = new Client(shop.origin, "");
        Client stranger = Client.ofNewAccount(shop.origin, "business", 0);
        String its = "/v1/agent/" + shown + "/model/download";
        assertThat(nobody.get("/v1/models/showcase").body()).hasToString("{\"models\":[]}");
        agents.show(shown, true);
        JsonNode model = nobody.get("/v1/models/showcase").body().at("/models/0");
        assertThat(model.propertyNames()).containsExactly("slug", "agent_code", "model", "name", "url", "sha256",
                "size");
        assertThat(model.get("slug").asString()).isEqualTo("ada-essence-2");
        assertThat(model.get("agent_code").asString()).isEqualTo(shown);
        assertThat(model.get("name").asString()).isEqualTo("Ada");
        assertThat(nobody.bytes("GET", model.get("url").asString()).body()).hasSize(model.get("size").asInt());
        assertThat(nobody.get(its).status()).isEqualTo(302);
        assertThat(nobody.get(its + "?model=essence-2-max&redirect=0").body().at("/data/sha256").asString())
                .hasSize(64);
        assertThat(stranger.get(its + "?redirect=0").status()).isEqualTo(200);
        assertThat(Workshop.error(nobody.get(its + "?model=expression-2"))).isEqualTo("MODEL_NOT_GENERATED");
        assertThat(stranger.get("/v1/agent/" + shown).status()).isEqualTo(404);

        assertThat(shop.client.delete("/v1/agent/" + shown).status()).isEqualTo(200);
        assertThat(nobody.get("/v1/models/showcase").body()).hasToString("{\"models\":[]}");
        assertThat(nobody.get(its).status()).isEqualTo(401);
        assertThat(stranger.get(its).status()).isEqualTo(404);
        assertThat(shop.client.get(its).status()).isEqualTo(410);
    }

    @Test
    void aSignedUrlIsGoodForAnHourAndThePublicOneForEver() {
        String signed = shop.download(code, "essence-2").get("url").asString();
        String open = shop.download(code, "essence-1").get("url").asString();
        Client sandbox = new Client(shop.origin, "");
        sandbox.post("/sandbox/clock", "{\"advance_seconds\": 3000}");
        assertThat(shop.client.bytes("HEAD", signed).statusCode()).isEqualTo(200);
        sandbox.post("/sandbox/clock", "{\"advance_seconds\": 1000}");
        assertThat(shop.client.bytes("HEAD", signed).statusCode()).isEqualTo(403);
        assertThat(shop.client.bytes("HEAD", open).statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> bytes(String method, String path, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "api-secret";
        all[headers.length + 1] = shop.client.secret();
        return shop.client.bytes(method, shop.origin + path, all);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
