package dev.likeness.dynamics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.NamesAgent;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of dynamics. */
final class DynamicsWire {

    private static final String SECONDS = "must be between 1 and 10";

    private DynamicsWire() {
    }

    @Body
    @Schema(name = "GenerateDynamicsRequest")
    record Order(@Schema(description = "The same as agent_id") @Nullable String agentCode,
            @Schema(description = "Who moves", example = "A91XMB7113") @Nullable String agentId,
            @Schema(description = "A public http(s) URL of a picture that the films show instead of the agent's portrait, at most 10 MB") @Nullable String imageUrl,
            @Schema(description = "Seconds of each film", defaultValue = "5") @Min(value = 1, message = SECONDS) @Max(value = DynamicsOrder.LONGEST, message = SECONDS) @Nullable Integer duration,
            @Schema(description = "seedance, auto or any other text: this server has one way to make them", defaultValue = "seedance", example = "auto") @Nullable String model)
            implements
                NamesAgent {
    }

    @Schema(name = "DynamicsStarted")
    record Started(boolean success, String message, String agentId,
            @Schema(allowableValues = "processing") String status) {
    }

    @Body
    @Schema(name = "UpdateDynamicsRequest")
    record Update(
            @Schema(description = "Merged into what is there, null removes a member. enabled: whether gestures play; keywords: {word: action}, what is said with the word in it plays the gesture; all else is kept as it is") @Nullable Map<String, JsonNode> dynamics,
            @Schema(description = "true: gestures play; false: the agent only talks. Before dynamics.enabled") @Nullable Boolean toggleEnabled) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DynamicsUpdated")
    record Updated(boolean success, String message, String agentId,
            @Schema(allowableValues = {
                    "started", "failed"}) String regenerationStatus,
            @Nullable String regenerationError) {
    }

    @Schema(name = "DynamicsResponse")
    record One(boolean success, Shown data) {
    }

    @Schema(name = "Dynamics")
    record Shown(@Schema(description = "The film of idle_subtle; null while there is none") @Nullable String url,
            @Schema(allowableValues = {
                    "ready", "generating", "failed"}) String status,
            String agentId,
            @Schema(description = "Where the films are, by action") Map<String, String> gestures, boolean enabled,
            @Schema(description = "What was merged, keywords among it") Map<String, JsonNode> dynamics,
            @Schema(description = "Why the newest generation failed; films of an earlier one stay") @Nullable String errorMessage) {
    }

    @Body(forms = true)
    @Schema(name = "TriggerDynamicsRequest")
    record Trigger(
            @Schema(description = "One of the agent's gestures", example = "mini_wave_hello") @Required String action,
            @Schema(description = "One room; all open ones when absent") @Nullable String roomId) {
    }

    @Schema(name = "DynamicsTriggered")
    record Triggered(String agentCode, String action,
            @Schema(description = "Rooms that have it, or get it within moments") int deliveredToRooms,
            @Schema(description = "Open rooms that nobody holds any more") int roomsSkippedNoWorker) {
    }
}
