package dev.likeness.runtime.beat;

import dev.likeness.common.ApiException;
import dev.likeness.runtime.Admission;
import dev.likeness.runtime.Beat;
import dev.likeness.runtime.RuntimeError;
import dev.likeness.runtime.RuntimeSessions;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Heartbeats of runtimes, and cloud starts, which share one path (CONTRACT 4.1). */
@RestController
@Tag(name = "Authentication")
class RuntimeTokenController {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final RuntimeSessions sessions;
    private final RuntimeTokens tokens;
    private final Admission admission;

    RuntimeTokenController(RuntimeSessions sessions, RuntimeTokens tokens, Admission admission) {
        this.sessions = sessions;
        this.admission = admission;
        this.tokens = tokens;
    }

    // The kind of answer said here is not worked out anew for each of the most frequent calls.
    @PostMapping(path = "/v1/runtime-tokens/request", produces = MediaType.APPLICATION_JSON_VALUE)
    @Refuses({"400 MISSING_PARAM", "402 INSUFFICIENT_BALANCE",
            "403 ACCOUNT_SUSPENDED, RUNTIME_SUSPENDED, CONCURRENCY_LIMIT_REACHED", "404 NOT_FOUND",
            "503 NO_AVAILABLE_WORKERS"})
    @Operation(operationId = "requestRuntimeToken", summary = "Keep a session alive and get a runtime token", description = "Sent at the start and then every 60 s. Bills each started minute once, however often it is sent.")
    TokenWire.TokenAnswer request(KnownSecret secret,
            @Valid @RequestBody(required = false) TokenWire.TokenRequest body) {
        if (body.isCloudStart()) {
            admission.check(secret);
            throw noWorker();
        }
        String transaction = TokenWire.known(body.transactionId());
        Beat beat = sessions.beat(body.heartbeat(secret));
        return TokenWire.TokenAnswer.of(tokens.mint(secret.accountId()),
                transaction == null ? UUID.randomUUID().toString() : transaction, beat);
    }

    private static ApiException noWorker() {
        return new ApiException(RuntimeError.NO_AVAILABLE_WORKERS, "No avatar worker is available. Please retry.")
                .retryAfter(RETRY);
    }
}
