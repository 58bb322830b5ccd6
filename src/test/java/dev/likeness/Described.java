package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A client whose every answer is held against the committed description of the API. */
final class Described {

    private static final OpenApiInteractionValidator DESCRIPTION = OpenApiInteractionValidator
            .createForInlineApiSpecification(committed()).build();

    private final Client client;

    Described(Client client) {
        this.client = client;
    }

    Client.Answer get(String path) {
        return held(Request.Method.GET, path, client.get(path));
    }

    Client.Answer delete(String path) {
        return held(Request.Method.DELETE, path, client.delete(path));
    }

    Client.Answer post(String path, String json) {
        return held(Request.Method.POST, path, client.post(path, json));
    }

    private static Client.Answer held(Request.Method method, String path, Client.Answer answer) {
        int query = path.indexOf('?');
        var report = DESCRIPTION.validateResponse(query < 0 ? path : path.substring(0, query), method,
                SimpleResponse.Builder.status(answer.status()).withContentType("application/json")
                        .withBody(answer.response().body().toString()).build());
        assertThat(report.getMessages()).as(method + " " + path + " " + answer.status() + " " + answer.body())
                .isEmpty();
        return answer;
    }

    private static String committed() {
        try {
            return Files.readString(Path.of("openapi/likeness.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
