package dev.likeness.runtime.beat;

import dev.likeness.runtime.Admission;
import dev.likeness.runtime.Beat;
import dev.likeness.runtime.Heartbeat;
import dev.likeness.runtime.RuntimeSessions;
import dev.likeness.web.JsonBody;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.LargeBody;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Heartbeats of runtimes, and cloud starts, which share one path (CONTRACT 4.1). */
@RestController
@Tag(name = "Authentication")
class RuntimeTokenController {

    private final RuntimeSessions sessions;
    private final RuntimeTokens tokens;
    private final Admission admission;

    RuntimeTokenController(RuntimeSessions sessions, RuntimeTokens tokens, Admission admission) {
        this.sessions = sessions;
        this.admission = admission;
        this.tokens = tokens;
    }

    @LargeBody(megabytes = 10) // A cloud start may bring its picture along.
    // The kind of answer said here is not worked out anew for each of the most frequent calls.
    @PostMapping(path = "/v1/runtime-tokens/request", produces = MediaType.APPLICATION_JSON_VALUE)
    @Refuses({"400 MISSING_PARAM", "402 INSUFFICIENT_BALANCE",
            "403 ACCOUNT_SUSPENDED, RUNTIME_SUSPENDED, CONCURRENCY_LIMIT_REACHED", "404 NOT_FOUND",
            "503 NO_AVAILABLE_WORKERS"})
    @Operation(operationId = "requestRuntimeToken", summary = "Keep a session alive and get a runtime token", description = "Sent at the start and then every 60 s. Bills each started minute once, however often it is sent.")
    TokenWire.TokenAnswer request(KnownSecret secret, JsonBody body) {
        if (CloudStart.isMeant(body)) {
            CloudStart.requireFields(body);
            admission.check(secret);
            throw CloudStart.noWorker();
        }
        String transaction = text(body, "transaction_id");
        Beat beat = sessions.beat(heartbeat(secret, body));
        return TokenWire.TokenAnswer.of(tokens.mint(secret.accountId()),
                transaction == null ? UUID.randomUUID().toString() : transaction, beat);
    }

    private static Heartbeat heartbeat(KnownSecret secret, JsonBody body) {
        String agent = text(body, "agent_code");
        return new Heartbeat(secret, text(body, "fingerprint"), text(body, "room_name"),
                agent == null ? text(body, "agent_id") : agent, text(body, "model_hash"),
                text(body, "runtime_model_hash"), text(body, "billing_type"), text(body, "user_id"), tags(body),
                text(body, "runtime_version"));
    }

    /** SDKs send empty texts for what they do not know. */
    private static @Nullable String text(JsonBody body, String field) {
        String text = body.string(field);
        return text == null || text.isBlank() ? null : text;
    }

    /** Some clients send a text, some a list: a heartbeat is not refused for it. */
    private static @Nullable String tags(JsonBody body) {
        JsonNode tags = body.raw().get("tags");
        if (tags == null || tags.isNull()) {
            return null;
        }
        return tags.isString() ? tags.stringValue() : tags.toString();
    }
}
