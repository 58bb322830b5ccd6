package dev.likeness.generation;

import dev.likeness.web.Caller;
import dev.likeness.web.JsonBody;
import dev.likeness.web.LargeBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
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

    @Operation(operationId = "generateAgent", summary = "Create an agent", description = "Answers at once; the build goes on. Charged now, refunded in full when it fails.")
    @LargeBody(megabytes = 60) // An image of 10 and a sample of 50.
    @PostMapping("/v1/agent/generate")
    ResponseEntity<GenerationWire.Started> generate(Caller caller, JsonBody body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return generations.generate(caller, key, body).toResponse();
    }
}
