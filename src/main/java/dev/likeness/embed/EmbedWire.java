package dev.likeness.embed;

import dev.likeness.common.Model;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.NamesAgent;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of visitors' tokens (CONTRACT 4.5). */
final class EmbedWire {

    private EmbedWire() {
    }

    @Body(forms = true)
    @Schema(name = "EmbedTokenRequest")
    record Request(
            @Schema(description = "Which agent the visitor meets", example = "A91XMB7113") @Nullable String agentId,
            @Schema(description = "The same as agent_id") @Nullable String agentCode,
            @Schema(description = "The site's own id of the browser, 1 to 255 characters", requiredMode = Schema.RequiredMode.REQUIRED) @Size(max = 255, message = "must have at most 255 characters") @Nullable String fingerprint,
            @Schema(description = "One of the agent's models; its own when absent") @Nullable String model,
            @Schema(description = "The site's own user") @Size(max = 255, message = "must have at most 255 characters") @Nullable String endUserId)
            implements
                NamesAgent {
    }

    @Schema(name = "EmbedTokenAnswer")
    record Answer(String status, int statusCode, Token data) {

        static Answer of(Token token) {
            return new Answer("success", 200, token);
        }
    }

    @Schema(name = "EmbedToken")
    record Token(@Schema(description = "Good for an hour, for this agent alone") String token,
            @Schema(description = "The room that it opens: speak and add-context take it as room_id") String sid,
            @Schema(description = "As it was asked for") @Nullable Model model, List<Model> supportedModels) {
    }
}
