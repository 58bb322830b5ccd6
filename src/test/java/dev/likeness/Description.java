package dev.likeness;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A committed description, and whether an exchange is one it describes: an answer always is, with a status, members and
 * an error code that the operation declares; a request is, when it was not refused.
 */
final class Description {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Paths that are no operations of the API: kept objects, the description itself and its pages. */
    private static final Pattern APART = Pattern
            .compile("/|/(objects|public|uploads|docs|openapi|webjars)[/.-].*|/docs");
    /**
     * What a request may do beside its description and be answered all the same: the server ignores fields and query
     * parameters it does not know, takes JSON under any label, and more spellings than it tells new clients of
     * (CONTRACT 1.2, 3.4, 3.5).
     */
    private static final Set<String> LENIENT = Set.of("validation.request.parameter.query.unexpected",
            "validation.request.body.schema.additionalProperties", "validation.request.parameter.schema.enum",
            "validation.request.body.schema.enum",
            "validation.request.contentType.notAllowed");
    private static final Description CLIENTS = new Description(Path.of("openapi/likeness.yaml"));
    private static final Description WORKERS = new Description(Path.of("openapi/worker.yaml"));

    private record Known(PathItem.HttpMethod method, Pattern path, Operation operation) {
    }

    private final OpenAPI api;
    private final OpenApiInteractionValidator validator;
    private final List<Known> operations;

    private Description(Path file) {
        try {
            String text = Files.readString(file);
            api = new OpenAPIV3Parser().readContents(text).getOpenAPI();
            validator = OpenApiInteractionValidator.createForInlineApiSpecification(text).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The path with fewer variables is the one that Spring takes.
        operations = api.getPaths().entrySet().stream()
                .sorted(Comparator.comparing(path -> path.getKey().chars().filter(c -> c == '{').count()))
                .flatMap(path -> path.getValue().readOperationsMap().entrySet().stream()
                        .map(one -> new Known(one.getKey(),
                                Pattern.compile(path.getKey().replaceAll("\\{[^/]*}", "[^/]+")), one.getValue())))
                .toList();
    }

    /** What is wrong with an exchange; nothing, mostly. */
    static List<String> faults(HttpServletRequest request, String path, byte @Nullable [] sent,
            HttpServletResponse response, byte @Nullable [] answered) {
        // One entry of a bundle is bytes where the operation's other answers are JSON, which no generator understands.
        boolean member = query(request).containsKey("member")
                && !String.valueOf(response.getContentType()).contains("json");
        if (APART.matcher(path).matches() || member) {
            return List.of();
        }
        List<String> faults = (path.startsWith("/v1/worker/") ? WORKERS : CLIENTS).held(request, path, sent, response,
                answered);
        return faults.stream().map(fault -> request.getMethod() + " " + path + " -> " + response.getStatus() + " "
                + (answered == null ? "" : new String(answered)) + "\n    " + fault).toList();
    }

    private List<String> held(HttpServletRequest request, String path, byte @Nullable [] sent,
            HttpServletResponse response, byte @Nullable [] answered) {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Optional<Operation> operation = operations.stream()
                .filter(one -> one.method.name().equals(method) && one.path.matcher(path).matches())
                .map(Known::operation).findFirst();
        if (operation.isEmpty()) {
            boolean known = operations.stream().anyMatch(one -> one.path.matcher(path).matches());
            // Before it is known that there is no such operation something else may be wrong.
            return response.getStatus() == (known ? 405 : 404) || response.getStatus() == 400
                    || response.getStatus() == 413 || response.getStatus() == 401
                            ? List.of()
                            : List.of("no such operation");
        }
        boolean json = String.valueOf(response.getContentType()).startsWith("application/json");
        JsonNode body = json && answered != null && answered.length > 0 ? parsed(answered) : null;
        if (body != null && body.path("message").asString("").equals("A failure injected by the sandbox")) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        // Of forms, JSON that is labelled as one, and what is compressed only the answer can be held against it.
        boolean odd = String.valueOf(request.getContentType()).contains("form")
                || request.getHeader("Content-Encoding") != null;
        if (response.getStatus() < 400 && sent != null && !odd) {
            told(validator.validateRequest(request(request, path, sent, operation.get().getRequestBody() != null)),
                    faults);
        }
        if (answered != null && !request.getMethod().equals("HEAD")) {
            told(validator.validateResponse(path, Request.Method.valueOf(method), response(response, answered)),
                    faults);
        }
        if (body != null && response.getStatus() >= 400 && body.has("error")) {
            String code = body.at("/error/code").asString();
            if (!codes(operation.get(), response.getStatus()).contains(code)) {
                faults.add(operation.get().getOperationId() + " does not declare " + code);
            }
        }
        return faults;
    }

    private static @Nullable JsonNode parsed(byte[] answered) {
        return JSON.readTree(answered);
    }

    private List<?> codes(Operation operation, int status) {
        ApiResponse response = operation.getResponses().get(Integer.toString(status));
        if (response != null && response.get$ref() != null) {
            String ref = response.get$ref();
            response = api.getComponents().getResponses().get(ref.substring(ref.lastIndexOf('/') + 1));
        }
        return response == null || response.getExtensions() == null
                ? List.of()
                : (List<?>) response.getExtensions().getOrDefault("x-codes", List.of());
    }

    private static void told(ValidationReport report, List<String> faults) {
        report.getMessages().stream().filter(message -> !LENIENT.contains(message.getKey()))
                .forEach(message -> faults.add(message.getKey() + ": " + message.getMessage() + " "
                        + Stream.concat(message.getNestedMessages().stream().map(ValidationReport.Message::getMessage),
                                message.getAdditionalInfo().stream()).toList()));
    }

    private static SimpleRequest request(HttpServletRequest request, String path, byte[] sent, boolean takesBody) {
        SimpleRequest.Builder built = new SimpleRequest.Builder(
                request.getMethod().equals("HEAD") ? "GET" : request.getMethod(), path);
        Collections.list(request.getHeaderNames())
                .forEach(name -> built.withHeader(name, Collections.list(request.getHeaders(name))));
        query(request).forEach((name, values) -> built.withQueryParam(name, values));
        String body = sent.length == 0 ? "" : withoutNulls(sent);
        // An object without fields is as good as nothing, where nothing is asked for.
        if (!body.isEmpty() && (takesBody || !body.equals("{}"))) {
            built.withBody(body);
        }
        return built.build();
    }

    /** Null is as good as absent. */
    private static String withoutNulls(byte[] sent) {
        JsonNode body = JSON.readTree(sent);
        if (body instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        return body.toString();
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams()
                .forEach((name, values) -> values.stream().filter(Objects::nonNull)
                        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                        // A parameter without a value is none.
                        .filter(value -> !value.isEmpty())
                        .forEach(value -> query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value)));
        return query;
    }

    private static SimpleResponse response(HttpServletResponse response, byte[] answered) {
        SimpleResponse.Builder built = SimpleResponse.Builder.status(response.getStatus());
        response.getHeaderNames().forEach(name -> built.withHeader(name, List.copyOf(response.getHeaders(name))));
        if (response.getContentType() != null) {
            built.withContentType(response.getContentType());
        }
        if (answered.length > 0) {
            built.withBody(answered);
        }
        return built.build();
    }
}
