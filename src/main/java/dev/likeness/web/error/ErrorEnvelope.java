package dev.likeness.web.error;

import dev.likeness.common.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of every error, of every layer (CONTRACT 1.2). */
final class ErrorEnvelope {

    private static final JsonMapper JSON = new JsonMapper();

    private ErrorEnvelope() {
    }

    static Map<String, Object> of(ApiException refusal) {
        int status = refusal.code().httpStatus();
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", refusal.code().name());
        error.put("message", refusal.message());
        error.put("httpStatus", status);
        error.putAll(refusal.extras());
        if (!refusal.details().isEmpty()) {
            error.put("details", refusal.details().stream()
                    .map(d -> Map.of("field", d.field(), "message", d.message())).toList());
        }
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("error", error);
        envelope.put("message", refusal.message());
        envelope.put("status", "error");
        envelope.put("status_code", status);
        return envelope;
    }

    /** The same, for layers that have no message converters. */
    static byte[] bytes(ApiException refusal) {
        return JSON.writeValueAsBytes(of(refusal));
    }
}
