package dev.likeness.agent;

import dev.likeness.common.Model;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest order to add a model to an agent (CONTRACT 3.4), as clients see it in {@code model_adds}.
 *
 * @param model the family that was asked for
 * @param status {@code processing}, {@code ready} or {@code failed}
 * @param progress 0 to 1
 * @param errorMessage why it failed; its charge was given back
 */
@Schema(name = "ModelAdd")
public record ModelAdd(Model model, String status, double progress, @Nullable String progressMsg,
        @Nullable String currentStep, @Nullable String errorMessage, Instant createdAt, Instant updatedAt) {

    /** Not {@code is…}: that would be another member for clients. */
    public boolean inProgress() {
        return status.equals("processing");
    }
}
