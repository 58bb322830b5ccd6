package dev.likeness.generation;

import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of creations. */
final class GenerationWire {

    private GenerationWire() {
    }

    @Schema(name = "GenerationStarted")
    record Started(boolean success, String message, String agentId, String status) {
    }

    @Body(forms = true)
    @NamesModel
    @Schema(name = "ModelToAdd")
    record ToAdd(@Required @Schema(allowableValues = {
            "essence-1", "essence-2", "expression-1",
            "expression-2"}) String model,
            @Schema(type = "string", description = "Of the family essence or expression", allowableValues = {"v1",
                    "v2"}, defaultValue = "v1") @Nullable Object version)
            implements
                NamesModel.Named {

        /** The names a creation takes, but for {@code auto}: whoever adds knows what. */
        @Override
        public ModelChoice choice() {
            ModelChoice choice = ModelChoice.of(model, version);
            if (choice.model() == null) {
                throw ApiException.invalid("model",
                        "Invalid model 'auto'; must be one of: essence-1, essence-2, expression-1, expression-2");
            }
            return choice;
        }
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
