package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation that is described, and every kind of caller: what each is answered is a cell of
 * {@code contract/authorization.txt}. An operation without a row there fails, and so does a row without an operation. On a
 * server of its own: what is ordered here waits for workers, and models are paused.
 */
@WorkerServer
@TestPropertySource(properties = "likeness.data-dir=target/authorization-server")
class AuthorizationTests {

    private static final Path TABLE = Path.of("src/test/resources/contract/authorization.txt");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Where it takes more than {} to come to the question whose secret it is. */
    private static final Map<String, String> BODIES = Map.of("/v1/meter/beats",
            "{\"session_id\":\"0123456789abcdef0123456789abcdef\",\"seq\":1,\"product\":\"essence-1\"}",
            "/v1/agent/{code}/models", "{\"model\":\"expression-1\"}", "/v1/agent/{code}", "{\"name\":\"Ada\"}",
            "/v1/agent/{code}/speak", "{\"message\":\"Hello\"}", "/v1/agent/{code}/add-context",
            "{\"context\":\"It rains\"}", "/v1/agent/{code}/dynamics/trigger", "{\"action\":\"laugh_react\"}",
            "/v1/dynamics/{agent_id}", "{\"toggle_enabled\":true}");

    /** Whose secret, and whose things are named in the path. */
    private record Account(String id, String secret, String agent, String session, String voice) {
    }

    private record Operation(String method, String path) {
    }

    @LocalServerPort
    private int port;

    @Test
    void everyOperationAnswersEveryKindOfCallerAsTheTableSays() throws Exception {
        Map<String, Operation> operations = operations();
        Map<String, List<String>> told = told();
        Map<String, List<String>> seen = new TreeMap<>();
        for (Map.Entry<String, Operation> one : operations.entrySet()) {
            seen.put(one.getKey(), answers(one.getValue()));
        }
        assertThat(lines(seen)).isEqualTo(lines(told));
    }

    /** Each with things of its own, so that no cell depends on what another has done. */
    private List<String> answers(Operation operation) throws Exception {
        Account owner = account();
        Account other = account();
        Account suspended = account();
        operator("/operator/accounts/" + suspended.id + "/suspend");
        Account revoked = account();
        call("POST", "/v2/" + revoked.id + "/runtime/revoke-all", revoked.secret);
        String deleted = json(call("POST", "/v2/" + owner.id + "/api-secrets", owner.secret)).at("/secret").asString();
        String alias = json(call("GET", "/v2/" + owner.id + "/api-secrets", owner.secret)).at("/data/1/alias")
                .asString();
        call("DELETE", "/v2/" + owner.id + "/api-secrets/" + alias, owner.secret);
        List<String> answers = new ArrayList<>();
        answers.add(answer(operation, owner, ""));
        answers.add(answer(operation, owner, "x".repeat(64)));
        answers.add(answer(operation, owner, deleted));
        answers.add(answer(operation, owner, WorkerServer.KEY));
        answers.add(answer(operation, owner, WholeServer.OPERATOR));
        answers.add(answer(operation, owner, other.secret));
        answers.add(answer(operation, suspended, suspended.secret));
        answers.add(answer(operation, revoked, revoked.secret));
        answers.add(answer(operation, owner, owner.secret));
        return answers;
    }

    private String answer(Operation operation, Account whose, String shown) throws Exception {
        String path = operation.path.replace("{user_id}", whose.id).replace("{code}", whose.agent)
                .replace("{agent_id}", whose.agent).replace("{session_id}", whose.session)
                .replace("{voice_id}", whose.voice).replace("{alias}", "default").replace("{model}", "expression-2")
                .replace("{job_id}", "00000000-0000-7000-8000-000000000000");
        HttpResponse<InputStream> answer = call(operation.method, path, shown,
                BODIES.getOrDefault(operation.path, "{}"));
        String code = answer.statusCode() < 400 ? "" : " " + json(answer).at("/error/code").asString();
        answer.body().close();
        return answer.statusCode() + code;
    }

    private Account account() throws Exception {
        JsonNode data = json(call("POST", "/sandbox/accounts", "", "{\"plan\":\"business\",\"credits\":5000}"))
                .get("data");
        String secret = data.get("secret").asString();
        JsonNode made = json(call("POST", "/v1/agent/generate", secret, "{\"model\":\"essence-1\"}"));
        assertThat(made.path("success").asBoolean()).as(made.toString()).isTrue();
        String agent = made.get("agent_id").asString();
        String session = json(call("POST", "/v1/runtime-tokens/request", secret, "{}")).at("/data/session_id")
                .asString();
        String voice = json(call("POST", "/v1/voices", secret, "{\"name\":\"Mine\"}")).get("id").asString();
        return new Account(data.get("user_id").asString(), secret, agent, session, voice);
    }

    private void operator(String path) throws Exception {
        assertThat(call("POST", path, WholeServer.OPERATOR).statusCode()).isEqualTo(200);
    }

    private HttpResponse<InputStream> call(String method, String path, String shown) throws Exception {
        return call(method, path, shown, "{}");
    }

    /** Shows what it has in every way there is. */
    private HttpResponse<InputStream> call(String method, String path, String shown, String body) throws Exception {
        boolean bodied = !method.equals("GET") && !method.equals("DELETE");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60)).header("Content-Type", "application/json")
                .method(method,
                        bodied ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
        if (!shown.isEmpty()) {
            request.headers("api-secret", shown, "Authorization", "Bearer " + shown, "worker-key", shown);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static JsonNode json(HttpResponse<InputStream> answer) {
        return JSON.readTree(answer.body());
    }

    private Map<String, Operation> operations() throws Exception {
        Map<String, Operation> operations = new LinkedHashMap<>();
        for (String description : List.of("/openapi.json", "/openapi/worker.json")) {
            json(call("GET", description, "")).get("paths").properties()
                    .forEach(path -> path.getValue().properties().forEach(
                            method -> operations.put(method.getValue().get("operationId").asString(),
                                    new Operation(method.getKey().toUpperCase(Locale.ROOT),
                                            path.getKey()))));
        }
        return operations;
    }

    private static Map<String, List<String>> told() throws IOException {
        Map<String, List<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split("\\|");
                table.put(cells[0].strip(), Arrays.stream(cells).skip(1).map(String::strip).toList());
            }
        }
        return table;
    }

    private static String lines(Map<String, List<String>> table) {
        StringBuilder text = new StringBuilder();
        table.forEach((operation, cells) -> text.append(operation).append(" | ").append(String.join(" | ", cells))
                .append('\n'));
        return text.toString();
    }
}
