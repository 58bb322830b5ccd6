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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Adding models to agents (CONTRACT 3.4). */
@RestController
@Tag(name = "Agent Management")
class ModelAddController {

    private final ModelAdditions additions;

    ModelAddController(ModelAdditions additions) {
        this.additions = additions;
    }

    @PostMapping("/v1/agent/{code}/models")
    @Refuses({"400 MISSING_PARAM", "402 INSUFFICIENT_BALANCE", "403 ACCOUNT_SUSPENDED", "404 NOT_FOUND",
            "409 AGENT_NOT_READY, IDEMPOTENCY_IN_FLIGHT",
            "422 MODEL_PREREQUISITE_MISSING, MODEL_SUBJECT_MISMATCH, IDEMPOTENCY_KEY_REUSED",
            "503 MODEL_NOT_YET_AVAILABLE"})
    @Operation(operationId = "addAgentModel", summary = "Add a model to an agent that is ready", description = "It stays ready meanwhile; how the addition goes, and why it failed, is in model_adds of the agent and of its status.")
    ResponseEntity<GenerationWire.ModelAdded> addAgentModel(Caller caller, @PathVariable String code,
            @Valid @RequestBody GenerationWire.ToAdd body, BodyDigest digest,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        // The agent is part of the endpoint: the same key and body for another agent is another order.
        Idempotency.Request once = new Idempotency.Request(caller.accountId(), "agent/" + code + "/models", key,
                digest.sha256());
        return additions.add(once, code, body).toResponse();
    }
}
