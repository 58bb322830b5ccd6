package dev.likeness.generation;

import dev.likeness.common.Model;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The JSON of creations. */
final class GenerationWire {

    private GenerationWire() {
    }

    @Schema(name = "GenerationStarted")
    record Started(boolean success, String message, String agentId, String status) {
    }

    @Schema(name = "ModelToAdd")
    record ToAdd(
            @Schema(allowableValues = {
                    "essence-1", "essence-2", "expression-1", "expression-2"}) String model) {
    }

    /** {@code status}: ready or processing; {@code credits}: what this request cost. */
    @Schema(name = "ModelAdded")
    record ModelAdded(boolean success, String agentId, Model model,
            @Schema(allowableValues = {
                    "ready", "processing"}) String status,
            long credits,
            List<Model> supportedModels, String message) {
    }
}
