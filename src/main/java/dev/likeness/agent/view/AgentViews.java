package dev.likeness.agent.view;

import dev.likeness.agent.ModelAdd;
import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.agent.embed.EmbedSetting;
import dev.likeness.agent.embed.EmbedSettings;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.common.Pagination;
import dev.likeness.job.QueueBoard;
import dev.likeness.web.CallerResolver;
import dev.likeness.web.KnownSecret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Agents as clients see them: a snapshot, the URLs of its objects, for builds that the snapshot saw waiting their place in
 * the queue, and to their owners who may show them.
 */
@Component
public class AgentViews {

    private final AgentSnapshots snapshots;
    private final AssetUrls urls;
    private final QueueBoard queue;
    private final EmbedSettings embeds;
    private final CallerResolver secrets;

    AgentViews(AgentSnapshots snapshots, AssetUrls urls, QueueBoard queue, EmbedSettings embeds,
            CallerResolver secrets) {
        this.snapshots = snapshots;
        this.urls = urls;
        this.queue = queue;
        this.embeds = embeds;
        this.secrets = secrets;
    }

    /** The account's living agent; {@code NOT_FOUND} when there is none. */
    public AgentSnapshot snapshot(UUID account, String code) {
        return snapshots.find(account, code).orElseThrow(() -> notFound(code));
    }

    /** As {@link #snapshot}. */
    AgentWire.Details details(UUID account, String code) {
        return details(snapshot(account, code), embeds.of(account, code));
    }

    AgentWire.Page page(UUID account, @Nullable String status, int limit, int offset) {
        AgentSnapshots.Page page = snapshots.page(account, status, limit, offset);
        Map<String, EmbedSetting> shown = embeds.of(account, page.agents().stream().map(AgentSnapshot::code).toList());
        return new AgentWire.Page(true, page.agents().stream()
                .map(agent -> details(agent, Objects.requireNonNull(shown.get(agent.code())))).toList(),
                Pagination.of(limit, offset, page.total()));
    }

    /** Of the account's living agent. {@code UNAUTHORIZED} when the secret is dead, {@code NOT_FOUND}. */
    AgentWire.Status status(KnownSecret secret, String code) {
        AgentSnapshots.Found found = snapshots.find(secret, code);
        if (!found.alive()) {
            throw new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
        }
        secrets.used(secret);
        AgentSnapshot agent = found.agent();
        if (agent == null) {
            throw notFound(code);
        }
        return status(agent);
    }

    public AgentWire.Status status(AgentSnapshot agent) {
        return new AgentWire.Status(agent.code(), agent.name(), agent.description(), agent.status(),
                agent.systemPrompt(), urls.publicUrl(agent.imageKey()), urls.publicUrl(agent.videoKey()),
                modelUrl(agent), agent.voiceId(), agent.progress(), message(agent), agent.currentStep(),
                agent.supportedModels(), agent.eventType(), agent.errorMessage(), adds(agent), agent.createdAt(),
                agent.updatedAt());
    }

    private AgentWire.Details details(AgentSnapshot agent, EmbedSetting embed) {
        return new AgentWire.Details(agent.code(), agent.code(), agent.name(), agent.description(), agent.language(),
                agent.gender(), agent.model(), agent.supportedModels(), agent.subject(), agent.systemPrompt(),
                urls.publicUrl(agent.imageKey()), urls.publicUrl(agent.videoKey()), modelUrl(agent), agent.voiceId(),
                agent.status(), agent.eventType(), agent.progress(), message(agent), agent.currentStep(),
                agent.errorMessage(), adds(agent), new AgentWire.Shown(embed.open(), embed.allowedOrigins()),
                agent.createdAt(), agent.updatedAt());
    }

    /** The artifact of the model it was made with; null until it exists. */
    private @Nullable String modelUrl(AgentSnapshot agent) {
        String key = agent.modelKey();
        String filename = agent.modelFilename();
        return key == null || filename == null ? null : urls.url(key, filename).toString();
    }

    private @Nullable String message(AgentSnapshot agent) {
        return agent.waits() ? place(agent, agent.model(), agent.progressMsg()) : agent.progressMsg();
    }

    private List<ModelAdd> adds(AgentSnapshot agent) {
        return agent.adds().stream().map(addition -> {
            ModelAdd add = addition.add();
            return addition.waits()
                    ? new ModelAdd(add.model(), add.status(), add.progress(),
                            place(agent, add.model(), add.progressMsg()), add.currentStep(), add.errorMessage(),
                            add.createdAt(), add.updatedAt())
                    : add;
        }).toList();
    }

    private @Nullable String place(AgentSnapshot agent, Model model, @Nullable String otherwise) {
        return queue.place(agent.account(), agent.code(), model).orElse(otherwise);
    }

    private static ApiException notFound(String code) {
        return new ApiException(CommonError.NOT_FOUND, "Agent not found for code: " + code);
    }
}
