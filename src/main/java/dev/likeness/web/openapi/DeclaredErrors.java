package dev.likeness.web.openapi;

import dev.likeness.web.Refuses;
import dev.likeness.web.limit.Meter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** The errors of an operation: those of its {@link Refuses}, and those of the edge, each status with its codes. */
final class DeclaredErrors {

    /** The codes of a response, for programs that read the description. */
    static final String CODES = "x-codes";
    private static final Set<Integer> WAITS = Set.of(429, 503);
    /** What an operation that is limited says in every answer; described at the refusal, where a client acts on it. */
    private static final Map<String, String> LIMITS = Map.of("X-RateLimit-Limit", "Requests a minute",
            "X-RateLimit-Remaining", "Whole requests left", "X-RateLimit-Reset", "Unix seconds when all are left again",
            "RateLimit-Policy", "The same as a structured field: q requests in w seconds",
            "RateLimit", "The same as a structured field: r are left, all after t seconds");
    private static final String[] NONE = {};
    private static final String[] EVERYWHERE = {"400 VALIDATION_ERROR", "500 INTERNAL_ERROR",
            "503 SERVICE_UNAVAILABLE"};
    private static final String[] WITH_A_SECRET = {"401 MISSING_AUTH, UNAUTHORIZED", "429 RATE_LIMITED"};
    private static final String[] WITH_A_BODY = {"408 REQUEST_TIMEOUT", "413 FILE_TOO_LARGE", "415 UNSUPPORTED_TYPE"};

    private DeclaredErrors() {
    }

    /** Declares what is not declared yet. */
    static void describe(Operation operation, HandlerMethod handler) {
        Map<Integer, Set<String>> errors = new TreeMap<>();
        add(errors, EVERYWHERE);
        add(errors, operation.getSecurity() != null && operation.getSecurity().isEmpty() ? NONE : WITH_A_SECRET);
        add(errors, operation.getRequestBody() == null ? NONE : WITH_A_BODY);
        add(errors, values(AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Refuses.class)));
        add(errors, values(handler.getMethodAnnotation(Refuses.class)));
        errors.forEach((status, codes) -> operation.getResponses().putIfAbsent(Integer.toString(status),
                response(status, codes)));
    }

    private static String[] values(@Nullable Refuses refuses) {
        return refuses == null ? NONE : refuses.value();
    }

    private static void add(Map<Integer, Set<String>> errors, String[] declared) {
        for (String one : declared) {
            String[] parts = one.split(" ", 2);
            errors.computeIfAbsent(Integer.valueOf(parts[0]), _ -> new TreeSet<>())
                    .addAll(Arrays.asList(parts[1].split(", ")));
        }
    }

    private static ApiResponse response(int status, Set<String> codes) {
        Schema<Object> schema = new Schema<>();
        schema.set$ref("#/components/schemas/Error");
        HttpStatus known = HttpStatus.valueOf(status);
        ApiResponse response = new ApiResponse()
                .description(known.getReasonPhrase() + ": "
                        + codes.stream().map(code -> "`" + code + "`").collect(Collectors.joining(", ")))
                .content(new Content().addMediaType("application/json",
                        new MediaType().schema(schema).example(example(status, codes.iterator().next(), known))));
        if (WAITS.contains(status)) {
            response.addHeaderObject("Retry-After",
                    new Header().description("Whole seconds to wait").schema(new IntegerSchema()));
        }
        response.addExtension(CODES, List.copyOf(codes));
        return response;
    }

    private static Map<String, Object> example(int status, String code, HttpStatus known) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", known.getReasonPhrase());
        error.put("httpStatus", status);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("error", error);
        envelope.put("message", known.getReasonPhrase());
        envelope.put("status", "error");
        envelope.put("status_code", status);
        return envelope;
    }

    /** What many operations answer alike is said once. */
    static void share(OpenAPI api) {
        api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            ApiResponse refusal = operation.getResponses().get("429");
            if (refusal != null && Meter.of(method.name(), path) != Meter.NONE) {
                LIMITS.forEach((name, said) -> refusal.addHeaderObject(name,
                        new Header().description(said)
                                .schema(name.startsWith("X-") ? new IntegerSchema() : new StringSchema())));
            }
        }));
        api.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                .forEach(operation -> operation.getResponses().replaceAll((_, response) -> shared(api, response)));
    }

    private static ApiResponse shared(OpenAPI api, ApiResponse response) {
        if (response.getExtensions() == null
                || !(response.getExtensions().get(CODES) instanceof List<?> codes)) {
            return response;
        }
        String name;
        if (codes.contains("RATE_LIMITED") && !response.getHeaders().containsKey("RateLimit")) {
            // Where only failed authentications are counted.
            name = "Throttled";
        } else if (codes.size() == 1) {
            name = camelCase(String.valueOf(codes.getFirst()));
        } else if (codes.contains("UNAUTHORIZED")) {
            name = "Unauthorized";
        } else {
            return response;
        }
        api.getComponents().addResponses(name, response);
        return new ApiResponse().$ref("#/components/responses/" + name);
    }

    private static String camelCase(String code) {
        return Arrays.stream(code.split("_")).map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
