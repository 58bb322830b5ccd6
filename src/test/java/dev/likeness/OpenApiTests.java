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
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The committed description of the API is the one the code gives. After a change of the API:
 * {@code mvn test -Dtest=OpenApiTests -Dlikeness.openapi.write=true}.
 */
@WholeServer
class OpenApiTests {

    private static final Path COMMITTED = Path.of("openapi/likeness.yaml");

    @LocalServerPort
    private int port;

    @Test
    void theCommittedDescriptionIsTheServers() throws IOException, InterruptedException {
        String served = get("/openapi.yaml");
        if (Boolean.getBoolean("likeness.openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }
        assertThat(Files.readString(COMMITTED)).isEqualTo(served);
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
