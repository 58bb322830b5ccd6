package dev.likeness.agent;

import dev.likeness.common.Model;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * An agent with what was built for it and what is being added, and its life: processing, generating, success, ready or failed, and deleted in the end. Progress never
 * falls; {@code ready} comes together with progress 1 and step done; what has ended does not move any more.
 */
@Entity
@Table(name = "agent")
public class Agent {

    @PartitionKey
    @Column(name = "account_id", updatable = false)
    UUID accountId;
    @Id
    UUID id;
    @Column(updatable = false)
    String code;
    @Version
    @Nullable
    Long version;
    Model model;
    String framing;
    String aspectRatio;
    boolean transparency;
    boolean showcase;
    Instant createdAt;
    Instant updatedAt;
    /** Slugs: an array's elements are not converted. */
    @Column(name = "supported_models")
    private List<String> supported;
    String name = "";
    String systemPrompt = "";
    /** A choice for some of llm, stt, tts and realtime, as JSON text. */
    @JdbcTypeCode(SqlTypes.JSON)
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
    String eventType = "agent_generation";
    double progress;
    @Nullable
    String progressMsg;
    @Nullable
    String currentStep;
    @Nullable
    String errorMessage;
    @Nullable
    Instant deletedAt;
    /** What was built, the newest of each model. */
    @ElementCollection
    @CollectionTable(name = "agent_artifact", joinColumns = {
            @JoinColumn(name = "account_id", referencedColumnName = "account_id"),
            @JoinColumn(name = "agent_code", referencedColumnName = "code")})
    @MapKeyColumn(name = "model")
    Map<Model, StoredArtifact> artifacts = new EnumMap<>(Model.class);
    /** What was ordered after the creation, the newest of each model. */
    @ElementCollection
    @CollectionTable(name = "agent_model_add", joinColumns = {
            @JoinColumn(name = "account_id", referencedColumnName = "account_id"),
            @JoinColumn(name = "agent_code", referencedColumnName = "code")})
    @MapKeyColumn(name = "model")
    Map<Model, ModelAddition> additions = new EnumMap<>(Model.class);

    @SuppressWarnings("NullAway.Init")
    protected Agent() {
    }

    Agent(NewAgent ordered, UUID id, Instant now) {
        this.accountId = ordered.accountId();
        this.id = id;
        this.code = ordered.code();
        this.model = ordered.model();
        support(ordered.supportedModels());
        this.framing = ordered.framing();
        this.aspectRatio = ordered.aspectRatio();
        this.transparency = ordered.transparency();
        this.showcase = ordered.showcase();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Further on the way; a late or lower report changes no progress. */
    void advance(AgentStatus reached, double newProgress, String step, String message) {
        if (reached.isTerminal() || newProgress >= 1) {
            throw new IllegalArgumentException("an agent does not end by progress");
        }
        if (status.isTerminal() || newProgress < progress) {
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
        support(List.of());
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
        support(models);
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
        showcase = false;
        artifacts.clear();
        additions.clear();
        return true;
    }

    /** What is being made is another model. */
    void becomeModel(Model other, List<Model> models) {
        if (!status.isTerminal()) {
            model = other;
            support(models);
        }
    }

    void keep(List<Artifact> built, Instant now) {
        built.stream().filter(_ -> status != AgentStatus.DELETED).forEach(artifact -> artifacts
                .put(Model.of(artifact.model()).orElseThrow(), StoredArtifact.of(artifact, now)));
    }

    final void support(List<Model> models) {
        supported = models.stream().map(Model::slug).toList();
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
        return supported.stream().map(slug -> Model.of(slug).orElseThrow()).toList();
    }

    public boolean supports(Model family) {
        return supported.contains(family.slug());
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

    /** Empty before the persona is known, as the prompt is. */
    public String name() {
        return name;
    }

    /** By BCP 47; null before the persona is known. */
    public @Nullable String language() {
        return language;
    }

    public String systemPrompt() {
        return systemPrompt;
    }

    public @Nullable String description() {
        return description;
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
}
