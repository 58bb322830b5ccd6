package dev.likeness.agent.view;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.ModelAdd;
import dev.likeness.common.Model;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that clients are told of a living agent, as it was at one moment.
 *
 * @param version another one whenever anything of it has changed, additions too
 * @param modelKey the artifact of {@code model}; null until it is stored, as its file name
 * @param waits whether its build stands in the queue
 * @param adds the newest order of each model, in the order they were made
 */
public record AgentSnapshot(UUID account, String code, long version, String name, @Nullable String description,
        @Nullable String language, @Nullable String gender, Model model, List<Model> supportedModels,
        @Nullable String subject, String systemPrompt, @Nullable String imageKey, @Nullable String videoKey,
        @Nullable String modelKey, @Nullable String modelFilename, @Nullable String voiceId, AgentStatus status,
        @Nullable String eventType, double progress, @Nullable String progressMsg, @Nullable String currentStep,
        @Nullable String errorMessage, Instant createdAt, Instant updatedAt, boolean waits, List<Addition> adds) {

    /**
     * A model on its way, or that was.
     *
     * @param waits whether its build stands in the queue
     */
    public record Addition(ModelAdd add, boolean waits) {
    }
}
