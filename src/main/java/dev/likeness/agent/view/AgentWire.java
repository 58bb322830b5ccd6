package dev.likeness.agent.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.ModelAdd;
import dev.likeness.common.Model;
import dev.likeness.common.Pagination;
import dev.likeness.web.body.Body;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of agents. */
public final class AgentWire {

    private AgentWire() {
    }

    @Body(forms = true)
    @Schema(name = "UpdateAgentRequest")
    record Update(@Size(max = 100_000, message = "must have at most 100000 characters") @Nullable String systemPrompt,
            @Size(max = 2_000, message = "must have at most 2000 characters") @Nullable String name,
            @Size(max = 2_000, message = "must have at most 2000 characters") @Nullable String description,
            @Schema(description = "Of llm, stt, tts and realtime those to change: \"default\" or {\"mode\": \"custom\", \"provider_id\": \"…\"}") @Nullable Map<String, JsonNode> providers,
            @Schema(description = "Who may show the agent on a page") @Nullable Embed embed) {
    }

    @Body
    @Schema(name = "AgentEmbed")
    record Embed(
            @JsonProperty("public") @Schema(name = "public", description = "Whether anybody may meet it without a token") @Nullable Boolean open,
            @Schema(description = "Origins such as https://shop.example.com; empty: any page") @Nullable List<String> allowedOrigins) {
    }

    @Schema(name = "AgentEmbedSetting")
    record Shown(
            @JsonProperty("public") @Schema(name = "public", description = "Whether anybody may meet it without a token") boolean open,
            @Schema(description = "Origins of pages that may show it; empty: any page") List<String> allowedOrigins) {
    }

    /** As only its owner sees it. */
    @Schema(name = "Agent")
    record Details(String code, String agentId, String name, @Nullable String description, @Nullable String language,
            @Nullable String gender, Model model, List<Model> supportedModels, @Nullable String subject,
            String systemPrompt, @Nullable String imageUrl, @Nullable String videoUrl, @Nullable String modelUrl,
            @Nullable String voiceId, AgentStatus status, @Nullable String eventType, double progress,
            @Nullable String progressMsg, @Nullable String currentStep, @Nullable String errorMessage,
            List<ModelAdd> modelAdds, Shown embed, Instant createdAt, Instant updatedAt) {
    }

    @Schema(name = "AgentStatusData")
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

    @Schema(name = "AgentDeletion")
    record Deleted(boolean success, String agentCode, boolean deleted) {
    }
}
