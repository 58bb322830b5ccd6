package dev.likeness.foreman;

import dev.likeness.common.Model;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of foreign workers. */
final class WorkerWire {

    private WorkerWire() {
    }

    private static final String STEPS = "persona|voice_image|video|lip_sync";
    private static final String STEP = "must match " + STEPS;

    @Body
    @Schema(name = "WorkerClaim")
    record Claim(
            @Schema(description = "What the worker calls itself: 1 to 64 of A-Z a-z 0-9 . _ -", example = "gpu-7") @Required @Pattern(regexp = "^[A-Za-z0-9._-]{1,64}$", message = "must match [A-Za-z0-9._-]\\{1,64\\}") String worker,
            @ArraySchema(arraySchema = @Schema(description = "What it builds: models left to workers."), schema = @Schema(implementation = Model.class)) @Required List<String> models,
            @Schema(description = "agent_generation, agent_model_add, talking_video; all of them when absent.") @Nullable List<String> kinds,
            @Schema(description = "How long to wait for work, in seconds. Inputs of what was found are fetched before the answer, which may take minutes: who hangs up earlier than after 300 s may lose an attempt.", defaultValue = "20") @Min(value = 0, message = WAIT) @Max(value = 50, message = WAIT) @Nullable Integer waitSeconds) {

        private static final String WAIT = "must be 0 to 50";
    }

    @Body
    @Schema(name = "WorkerReport")
    record Report(
            @Schema(description = "As claimed. Whatever is sent with an older one changes nothing.") @Required Integer attempt,
            @Schema(description = "Absent: only keeps the lease.") @Min(value = 0, message = PROGRESS) @Max(value = 1, message = PROGRESS) @Nullable Double progress,
            @Schema(description = "persona, voice_image, video or lip_sync.") @Pattern(regexp = "^(" + STEPS
                    + ")$", message = STEP) @Nullable String step,
            @Schema(description = "Shown to who ordered the agent.") @Nullable String message) {

        private static final String PROGRESS = "must be 0 to 1";
    }

    @Body
    @Schema(name = "WorkerUpload")
    record Upload(@Required Integer attempt, @Schema(description = "The name of an output.") @Required String name,
            @Schema(description = "One of the output's; its first when absent.") @Nullable String contentType) {
    }

    @Body
    @Schema(name = "WorkerCompletion")
    record Completion(@Required Integer attempt,
            @Schema(type = "string", description = "What the picture shows: human, drawn or other.") @Nullable JsonNode subject) {
    }

    @Body
    @Schema(name = "WorkerFailure")
    record Failure(
            @Schema(description = "For who ordered the agent; cut to 500 characters.") @Required String reason,
            @Pattern(regexp = "^(" + STEPS + ")$", message = STEP) @Nullable String step, @Required Integer attempt,
            @Schema(description = "Whether another attempt may help.", defaultValue = "true") @Nullable Boolean retry) {
    }

    @Body
    @Schema(name = "WorkerReturn")
    record Return(@Required Integer attempt) {
    }

    @Schema(name = "WorkerJobAnswer")
    record JobAnswer(boolean success, @Schema(description = "Null when there was no work.") @Nullable Given job) {
    }

    @Schema(name = "WorkerJob")
    record Given(UUID jobId, int attempt, String kind, Model model, String agentCode, long leaseSeconds,
            @Schema(description = "What is to be made, depending on the kind.") Map<String, Object> order,
            List<Input> inputs, List<Output> outputs) {
    }

    @Schema(name = "WorkerInput")
    record Input(String name, String url) {
    }

    @Schema(name = "WorkerOutput")
    record Output(String name, boolean required, long maxBytes, List<String> contentTypes) {
    }

    @Schema(name = "WorkerLease")
    record Lease(boolean success,
            @Schema(allowableValues = {
                    "continue", "cancelled",
                    "lost"}, description = "cancelled, lost: stop, nothing more counts.") String status,
            long leaseSeconds) {
    }

    @Schema(name = "WorkerUploadAnswer")
    record UploadAnswer(boolean success, String url, String method, Map<String, String> headers, long maxBytes,
            long expiresIn) {
    }

    @Schema(name = "WorkerEnd")
    record End(boolean success,
            @Schema(allowableValues = {
                    "done", "failed", "queued"}) String status) {
    }
}
