package dev.likeness.generation;

import dev.likeness.web.Caller;
import dev.likeness.web.Idempotency;
import dev.likeness.web.Refuses;
import dev.likeness.web.body.BodyDigest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Creating agents (CONTRACT 3.1). */
@RestController
@Tag(name = "Agent Generation")
class GenerationController {

    private final Generations generations;

    GenerationController(Generations generations) {
        this.generations = generations;
    }

    @Refuses({"400 VIDEO_INPUT_NOT_SUPPORTED", "402 INSUFFICIENT_BALANCE", "403 ACCOUNT_SUSPENDED",
            "409 CONFLICT, IDEMPOTENCY_IN_FLIGHT", "413 FILE_TOO_LARGE",
            "422 MODEL_SUBJECT_MISMATCH, IDEMPOTENCY_KEY_REUSED",
            "503 MODEL_NOT_YET_AVAILABLE"})
    @Operation(operationId = "generateAgent", summary = "Create an agent", description = "Answers at once; the build goes on. Charged now, refunded in full when it fails.")
    @PostMapping("/v1/agent/generate")
    ResponseEntity<GenerationWire.Started> generate(Caller caller,
            @Valid @RequestBody(required = false) GenerationRequest body, BodyDigest digest,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return generations
                .generate(new Idempotency.Request(caller.accountId(), "agent/generate", key, digest.sha256()), body)
                .toResponse();
    }
}
