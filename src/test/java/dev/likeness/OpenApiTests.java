package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed description of the API is the one the code gives. After a change of the API:
 * {@code mvn test -Dtest=OpenApiTests -Dlikeness.openapi.write=true}.
 */
@WholeServer
class OpenApiTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"/openapi.yaml, openapi/likeness.yaml", "/openapi-3.0.yaml, openapi/likeness-3.0.yaml",
            "/openapi/worker.yaml, openapi/worker.yaml"})
    void theCommittedDescriptionIsTheServers(String path, Path committed) throws IOException, InterruptedException {
        String served = get(path);
        if (Boolean.getBoolean("likeness.openapi.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }
        assertThat(Files.readString(committed)).isEqualTo(served);
    }

    @Test
    void whatWorkersCallIsDescribedApart() throws IOException, InterruptedException {
        assertThat(get("/openapi.json")).contains("\"/v1/agent/generate\"").doesNotContain("/v1/worker/");
        assertThat(get("/openapi/worker.json")).startsWith("{\"openapi\":\"3.1").contains("\"/v1/worker/claim\"")
                .doesNotContain("/v1/agent");
        assertThat(get("/docs/worker")).contains("<html");
    }

    /** By a reader of YAML 1.1, as most generators have one: to it a plain 16:9 is the number 969. */
    @ParameterizedTest
    @CsvSource({"/openapi.yaml, /openapi.json", "/openapi-3.0.yaml, /openapi-3.0.json",
            "/openapi/worker.yaml, /openapi/worker.json"})
    void bothFormsSayTheSame(String yaml, String json) throws IOException, InterruptedException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(get(yaml));
        assertThat(JSON.<JsonNode>valueToTree(read)).isEqualTo(JSON.readTree(get(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi/none", "/openapi.yaml/none"})
    void thereAreNoOtherGroups(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"NOT_FOUND\"");
        }
    }

    @Test
    void theReferencePageAndTheJsonFormNeedNoSecret() throws IOException, InterruptedException {
        assertThat(get("/openapi.json")).startsWith("{\"openapi\":\"3.1");
        assertThat(get("/docs")).contains("<html");
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        }
    }
}
