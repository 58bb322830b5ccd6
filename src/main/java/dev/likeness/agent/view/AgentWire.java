package dev.likeness.agent.view;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.ModelAdd;
import dev.likeness.common.Model;
import dev.likeness.common.Pagination;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of agents. */
public final class AgentWire {

    private AgentWire() {
    }

    @Schema(name = "Agent")
    record Details(String code, String agentId, String name, @Nullable String description, @Nullable String language,
            @Nullable String gender, Model model, List<Model> supportedModels, @Nullable String subject,
            String systemPrompt, @Nullable String imageUrl, @Nullable String videoUrl, @Nullable String modelUrl,
            @Nullable String voiceId, AgentStatus status, @Nullable String eventType, double progress,
            @Nullable String progressMsg, @Nullable String currentStep, @Nullable String errorMessage,
            List<ModelAdd> modelAdds, Instant createdAt, Instant updatedAt) {
    }

    @Schema(name = "AgentStatus")
    public record Status(String agentId, String name, @Nullable String description, AgentStatus status,
            String systemPrompt,
            @Nullable String imageUrl, @Nullable String videoUrl, @Nullable String modelUrl, @Nullable String voiceId,
            double progress, @Nullable String progressMsg, @Nullable String currentStep, List<Model> supportedModels,
            @Nullable String eventType, @Nullable String errorMessage, List<ModelAdd> modelAdds, Instant createdAt,
            Instant updatedAt) {
    }

    @Schema(name = "AgentResponse")
    record One(boolean success, Details data) {
    }

    @Schema(name = "AgentStatusResponse")
    record StatusAnswer(boolean success, Status data) {
    }

    @Schema(name = "AgentPage")
    record Page(boolean success, List<Details> data, Pagination pagination) {
    }

    @Schema(name = "AgentUpdated")
    record Updated(boolean success, String agentCode, boolean updated) {
    }

    @Schema(name = "AgentDeleted")
    record Deleted(boolean success, String agentCode, boolean deleted) {
    }
}
