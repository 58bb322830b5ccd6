package dev.likeness.dynamics;

import dev.likeness.web.Caller;
import dev.likeness.web.Idempotency;
import dev.likeness.web.Refuses;
import dev.likeness.web.body.BodyDigest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Gestures (CONTRACT 5). */
@RestController
@Tag(name = "Dynamics")
class DynamicsController {

    private final Dynamics dynamics;

    DynamicsController(Dynamics dynamics) {
        this.dynamics = dynamics;
    }

    @PostMapping("/v1/dynamics/generate")
    @Refuses({"400 MISSING_PARAM", "402 INSUFFICIENT_BALANCE", "403 ACCOUNT_SUSPENDED", "404 NOT_FOUND",
            "409 AGENT_NOT_READY, CONFLICT, IDEMPOTENCY_IN_FLIGHT", "410 AGENT_DELETED", "422 IDEMPOTENCY_KEY_REUSED",
            "503 MODEL_NOT_YET_AVAILABLE"})
    @Operation(operationId = "generateDynamics", summary = "Make films of an agent's gestures", description = "Of those that its portrait makes believable: a nod and an idle moment of every face; a laugh, and a greeting with brows, head and smile, of a human one. They go into new versions of the agent's model files, too. 250 credits, given back when it fails; an order of what is being made already, also of what a PUT makes anew, is the same one and costs nothing. Another is refused while one that was charged runs, and takes the place of one that was not.")
    ResponseEntity<DynamicsWire.Started> generateDynamics(Caller caller, @Valid @RequestBody DynamicsWire.Order body,
            BodyDigest digest,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return dynamics.order(new Idempotency.Request(caller.accountId(), "dynamics/generate", key, digest.sha256()),
                body).toResponse();
    }

    @GetMapping("/v1/dynamics/{agent_id}")
    @Refuses({"404 NOT_FOUND", "410 AGENT_DELETED"})
    @Operation(operationId = "getDynamics", summary = "Read an agent's gestures, and how their making stands", description = "Films that are there stay while others are made in their place, and when that fails.")
    DynamicsWire.One getDynamics(Caller caller, @PathVariable("agent_id") String code) {
        return new DynamicsWire.One(true, dynamics.get(caller.accountId(), code));
    }

    @PutMapping("/v1/dynamics/{agent_id}")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND", "410 AGENT_DELETED"})
    @Operation(operationId = "updateDynamics", summary = "Set an agent's gestures, and make their films anew", description = "What is set counts at once, also when the films cannot be made, which regeneration_error explains. Making them anew costs nothing, and needs dynamics that were generated once.")
    DynamicsWire.Updated updateDynamics(Caller caller, @PathVariable("agent_id") String code,
            @Valid @RequestBody DynamicsWire.Update body) {
        return dynamics.update(caller.accountId(), code, body);
    }
}
