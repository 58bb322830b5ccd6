package dev.likeness.agent;

import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.job.QueueBoard;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Agents as clients see them: the row, the URLs of its objects, the models on their way, the place in the queue. */
@Component
public class AgentViews {

    private final AssetUrls urls;
    private final ModelAdds adds;
    private final QueueBoard queue;

    AgentViews(AssetUrls urls, ModelAdds adds, QueueBoard queue) {
        this.urls = urls;
        this.adds = adds;
        this.queue = queue;
    }

    AgentWire.Details details(Agent agent) {
        return details(agent, told(agent, adds.of(agent.accountId, agent.code)));
    }

    List<AgentWire.Details> page(UUID account, List<Agent> agents) {
        Map<String, List<ModelAdd>> all = adds.of(account,
                agents.stream().map(Agent::code).collect(Collectors.toSet()));
        return agents.stream().map(agent -> details(agent, told(agent, all.getOrDefault(agent.code, List.of()))))
                .toList();
    }

    public AgentWire.Status status(Agent agent) {
        return status(agent, adds.of(agent.accountId, agent.code));
    }

    /** With additions that were read before. */
    public AgentWire.Status status(Agent agent, List<ModelAdd> rows) {
        return new AgentWire.Status(agent.code, agent.name, agent.description, agent.status, agent.systemPrompt,
                urls.publicUrl(agent.imageKey), urls.publicUrl(agent.videoKey), modelUrl(agent),
                agent.voiceId, agent.progress, message(agent), agent.currentStep, agent.supportedModels,
                agent.eventType, agent.errorMessage, told(agent, rows), agent.createdAt, agent.updatedAt);
    }

    private AgentWire.Details details(Agent agent, List<ModelAdd> told) {
        return new AgentWire.Details(agent.code, agent.code, agent.name, agent.description, agent.language,
                agent.gender, agent.model, agent.supportedModels, agent.subject, agent.systemPrompt,
                urls.publicUrl(agent.imageKey), urls.publicUrl(agent.videoKey), modelUrl(agent),
                agent.voiceId, agent.status, agent.eventType, agent.progress, message(agent), agent.currentStep,
                agent.errorMessage, told, agent.createdAt, agent.updatedAt);
    }

    /** The artifact of the model it was made with; null until it exists. */
    private @Nullable String modelUrl(Agent agent) {
        String key = agent.modelKey;
        String filename = agent.modelFilename;
        return key == null || filename == null ? null : urls.url(key, filename).toString();
    }

    /** What waits says where; what runs speaks for itself. */
    private @Nullable String message(Agent agent) {
        return agent.status.isTerminal()
                ? agent.progressMsg
                : queue.place(agent.accountId, agent.code, agent.model).orElse(agent.progressMsg);
    }

    private List<ModelAdd> told(Agent agent, List<ModelAdd> rows) {
        return rows.stream().map(add -> !add.inProgress()
                ? add
                : new ModelAdd(add.model(), add.status(), add.progress(),
                        queue.place(agent.accountId, agent.code, add.model()).orElse(add.progressMsg()),
                        add.currentStep(), add.errorMessage(), add.createdAt(), add.updatedAt()))
                .toList();
    }
}
