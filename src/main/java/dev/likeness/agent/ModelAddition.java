package dev.likeness.agent;

import dev.likeness.common.Model;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest order to add a model to an agent, in its row, under that model. An order that has ended does not move, and
 * what is said of an older one changes nothing.
 */
@Embeddable
class ModelAddition {

    private static final String PROCESSING = "processing";

    private UUID addId;
    private String status;
    private double progress;
    @Nullable
    private String progressMsg;
    @Nullable
    private String currentStep;
    @Nullable
    private String errorMessage;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ModelAddition() {
    }

    private ModelAddition(UUID addId, Instant now) {
        this.addId = addId;
        this.status = PROCESSING;
        this.progress = .02;
        this.progressMsg = "Credits reserved";
        this.currentStep = "payment";
        this.createdAt = now;
        this.updatedAt = now;
    }

    static ModelAddition begun(UUID add, Instant now) {
        return new ModelAddition(add, now);
    }

    boolean isRunning(UUID add) {
        return addId.equals(add) && status.equals(PROCESSING);
    }

    /** Progress never falls. */
    void advance(double reached, String step, String message, Instant now) {
        move(PROCESSING, Math.min(reached, .99), step, message, now);
    }

    void ready(Model model, Instant now) {
        move("ready", 1, "done", model.slug() + " is ready", now);
    }

    void fail(String step, String message, Instant now) {
        move("failed", 0, step, message, now);
        errorMessage = message;
    }

    private void move(String reached, double newProgress, String step, String message, Instant now) {
        status = reached;
        progress = Math.max(progress, newProgress);
        currentStep = step;
        progressMsg = message;
        updatedAt = now;
    }

    ModelAdd of(Model model) {
        return new ModelAdd(model, status, progress, progressMsg, currentStep, errorMessage, createdAt, updatedAt);
    }
}
