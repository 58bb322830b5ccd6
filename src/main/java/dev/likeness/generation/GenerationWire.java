package dev.likeness.generation;

import io.swagger.v3.oas.annotations.media.Schema;

/** The JSON of creations. */
final class GenerationWire {

    private GenerationWire() {
    }

    @Schema(name = "GenerationStarted")
    record Started(boolean success, String message, String agentId, String status) {
    }
}
