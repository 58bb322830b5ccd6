package dev.likeness.agent;

import dev.likeness.common.Model;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent and its life: processing, generating, success, ready or failed, and deleted in the end. Progress never
 * falls; {@code ready} comes together with progress 1 and step done; what has ended does not move any more.
 */
public final class Agent {

    static final String EVENT_TYPE = "agent_generation";

    final UUID accountId;
    final UUID id;
    final String code;
    Model model;
    final String framing;
    final String aspectRatio;
    final boolean transparency;
    final boolean showcase;
    final Instant createdAt;
    Instant updatedAt;
    List<Model> supportedModels;
    String name = "";
    String systemPrompt = "";
    String providers = "{}";
    @Nullable
    String description;
    @Nullable
    String language;
    @Nullable
    String gender;
    @Nullable
    String subject;
    @Nullable
    String imageKey;
    @Nullable
    String videoKey;
    @Nullable
    String voiceId;
    AgentStatus status = AgentStatus.PROCESSING;
    @Nullable
    String eventType = EVENT_TYPE;
    double progress;
    @Nullable
    String progressMsg;
    @Nullable
    String currentStep;
    @Nullable
    String errorMessage;
    @Nullable
    Instant deletedAt;
    /** The artifact of {@link #model}, when it is stored. Read only. */
    @Nullable
    String modelKey;
    @Nullable
    String modelFilename;

    Agent(NewAgent ordered, UUID id, Instant now) {
        this.accountId = ordered.accountId();
        this.id = id;
        this.code = ordered.code();
        this.model = ordered.model();
        this.supportedModels = List.copyOf(ordered.supportedModels());
        this.framing = ordered.framing();
        this.aspectRatio = ordered.aspectRatio();
        this.transparency = ordered.transparency();
        this.showcase = ordered.showcase();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Further on the way; a late or lower report changes no progress. */
    void advance(AgentStatus reached, double newProgress, String step, String message) {
        if (status.isTerminal()) {
            return;
        }
        if (reached.isTerminal() || newProgress >= 1) {
            throw new IllegalArgumentException("an agent does not end by progress");
        }
        if (newProgress < progress) {
            return;
        }
        if (reached.ordinal() > status.ordinal()) {
            status = reached;
        }
        progress = newProgress;
        currentStep = step;
        progressMsg = message;
    }

    void become(Persona persona) {
        if (status.isTerminal()) {
            return;
        }
        // What the owner wrote meanwhile stays, in a second attempt too.
        name = name.isEmpty() ? persona.name() : name;
        description = description == null ? persona.description() : description;
        language = persona.language();
        gender = persona.gender();
        systemPrompt = systemPrompt.isEmpty() ? persona.systemPrompt() : systemPrompt;
    }

    void embody(Appearance appearance) {
        if (status.isTerminal()) {
            return;
        }
        imageKey = appearance.imageKey();
        videoKey = appearance.videoKey() == null ? videoKey : appearance.videoKey();
        voiceId = appearance.voiceId();
        subject = appearance.subject();
    }

    /** True when it became ready now. */
    boolean ready() {
        if (status.isTerminal()) {
            return false;
        }
        status = AgentStatus.READY;
        progress = 1;
        currentStep = "done";
        progressMsg = "Your agent is ready";
        errorMessage = null;
        return true;
    }

    /** True when it failed now. What was to be supported is not. */
    boolean fail(String step, String message) {
        if (status.isTerminal()) {
            return false;
        }
        status = AgentStatus.FAILED;
        currentStep = step;
        progressMsg = message;
        errorMessage = message;
        supportedModels = List.of();
        return true;
    }

    /** From failed back to the beginning; true when it had failed. */
    boolean retry(List<Model> models) {
        if (status != AgentStatus.FAILED) {
            return false;
        }
        status = AgentStatus.PROCESSING;
        progress = 0;
        errorMessage = null;
        supportedModels = List.copyOf(models);
        advance(AgentStatus.PROCESSING, 0.02, "payment", "Starting again");
        return true;
    }

    /** True when it was deleted now. */
    boolean delete(Instant now) {
        if (status == AgentStatus.DELETED) {
            return false;
        }
        status = AgentStatus.DELETED;
        deletedAt = now;
        return true;
    }

    /** What is being made is another model. */
    void becomeModel(Model other, List<Model> models) {
        if (!status.isTerminal()) {
            model = other;
            supportedModels = List.copyOf(models);
        }
    }

    void support(List<Model> models) {
        supportedModels = List.copyOf(models);
    }

    public UUID accountId() {
        return accountId;
    }

    public String code() {
        return code;
    }

    /** What it was created with. */
    public Model model() {
        return model;
    }

    public List<Model> supportedModels() {
        return supportedModels;
    }

    public boolean supports(Model family) {
        return supportedModels.contains(family);
    }

    public AgentStatus status() {
        return status;
    }

    public boolean isReady() {
        return status == AgentStatus.READY;
    }

    public boolean isDeleted() {
        return status == AgentStatus.DELETED;
    }

    public boolean isShowcase() {
        return showcase;
    }

    /** Empty before the persona is known. */
    public String name() {
        return name;
    }

    /** Empty before the persona is known. */
    public String systemPrompt() {
        return systemPrompt;
    }

    public @Nullable String description() {
        return description;
    }

    public @Nullable String language() {
        return language;
    }

    public @Nullable String gender() {
        return gender;
    }

    public @Nullable String subject() {
        return subject;
    }

    public @Nullable String voiceId() {
        return voiceId;
    }

    public @Nullable String imageKey() {
        return imageKey;
    }

    public @Nullable String videoKey() {
        return videoKey;
    }

    public String framing() {
        return framing;
    }

    public String aspectRatio() {
        return aspectRatio;
    }

    public boolean transparency() {
        return transparency;
    }

    /** Its choice of providers as JSON text; an empty object when it never chose. */
    public String providers() {
        return providers;
    }
}
