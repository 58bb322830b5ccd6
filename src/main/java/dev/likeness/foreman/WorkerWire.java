package dev.likeness.foreman;

import dev.likeness.common.Model;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of foreign workers. Requests are read field by field; their records are here to be described. */
final class WorkerWire {

    private WorkerWire() {
    }

    @Schema(name = "WorkerClaim")
    record Claim(
            @Schema(description = "What the worker calls itself: 1 to 64 of A-Z a-z 0-9 . _ -", example = "gpu-7") String worker,
            @Schema(description = "What it builds: models left to workers.") List<Model> models,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "agent_generation, agent_model_add; both when absent.") List<String> kinds,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "How long to wait for work, 0 to 50 seconds. Inputs of what was found are fetched before the answer, which may take minutes: who hangs up earlier than after 300 s may lose an attempt.", defaultValue = "20") int waitSeconds) {
    }

    @Schema(name = "WorkerReport")
    record Report(
            @Schema(description = "As claimed. Whatever is sent with an older one changes nothing.") int attempt,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "0 to 1; absent: only keeps the lease.") double progress,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "persona, voice_image, video or lip_sync.") String step,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "Shown to who ordered the agent.") String message) {
    }

    @Schema(name = "WorkerUpload")
    record Upload(int attempt, @Schema(description = "The name of an output.") String name,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "One of the output's; its first when absent.") String contentType) {
    }

    @Schema(name = "WorkerCompletion")
    record Completion(int attempt,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "What the picture shows: human, drawn or other.") String subject) {
    }

    @Schema(name = "WorkerFailure")
    record Failure(int attempt,
            @Schema(description = "For who ordered the agent; at most 500 characters.") String reason,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED) String step,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED, description = "Whether another attempt may help.", defaultValue = "true") boolean retry) {
    }

    @Schema(name = "WorkerReturn")
    record Return(int attempt) {
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
