package dev.likeness.generation;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.asset.AssetKeys;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatarfile.AvatarManifest;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.build.ModelBuild;
import dev.likeness.generation.build.ModelPlan;
import dev.likeness.job.JobFailure;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The file from which a page plays a model that keeps none (expression-1): made from the portrait when the first session
 * begins, then kept beside it, with which it goes. It is no artifact: nobody downloads it. Whoever waits for the same
 * portrait waits for one rendering; a few portraits at once are rendered or wait, the rest is refused.
 */
@Component
public class SessionFiles implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFiles.class);
    /** How long a page that opens is worth waiting for. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** A rendering uses two processors. */
    private static final int PROCESSORS = 2;
    /** For each that is rendered; each takes a second or two. */
    private static final int WAITING = 6;
    /** To be counted up whenever the same portrait gives another file, or pages would play the old one for ever. */
    private static final int RENDERING = 1;
    private static final String TYPE = "application/octet-stream";
    private static final Progress UNWATCHED = _ -> {
    };

    private final AgentStudio studio;
    private final ModelBuild models;
    private final ObjectStore store;
    private final Map<String, CompletableFuture<StoredObject>> begun = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    SessionFiles(AgentStudio studio, ModelBuild models, ObjectStore store) {
        this.studio = studio;
        this.models = models;
        this.store = store;
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS);
        this.threads = new ThreadPoolExecutor(atOnce, atOnce, 1, TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING * atOnce),
                Thread.ofPlatform().daemon().name("session-files-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether a model is played from such a file. */
    public boolean makes(Model model) {
        return !ModelPlan.keepsFile(model);
    }

    /** Begins to make the file where it is not there, for a visitor who is about to ask for it. */
    public void prepare(Agent agent, Model model) {
        try {
            if (find(agent, model).isEmpty()) {
                begin(agent, model);
            }
        } catch (RuntimeException e) {
            LOG.debug("The file of {} is made when it is asked for", agent.code(), e);
        }
    }

    /**
     * The file, made where it is not there.
     *
     * @throws ApiException {@code MODEL_NOT_YET_AVAILABLE} while this node cannot make it, or has too much to do;
     *     {@code MODEL_ARTIFACT_NOT_READY} where the portrait is none
     */
    public Artifact of(Agent agent, Model model) {
        StoredObject file = find(agent, model).orElseGet(() -> awaited(agent, model));
        return new Artifact(model.slug(), file.key(), agent.code() + "-" + model.slug() + ".imx", TYPE, file.sha256(),
                file.size());
    }

    private Optional<StoredObject> find(Agent agent, Model model) {
        return store.find(key(agent, model));
    }

    /** Another portrait has another; and what an earlier engine made is made anew, and goes with the portrait. */
    private static String key(Agent agent, Model model) {
        String image = agent.imageKey();
        if (image == null) {
            throw unplayable(agent, "it has no portrait");
        }
        return AssetKeys.privateBeside(agent.accountId(), image) + model.slug() + "-" + AvatarManifest.ENGINE + "-"
                + AvatarManifest.ABI + "-" + RENDERING + ".imx";
    }

    private StoredObject awaited(Agent agent, Model model) {
        try {
            return begin(agent, model).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException refused) {
                throw refused;
            }
            throw busy(agent);
        } catch (TimeoutException e) {
            throw busy(agent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(agent);
        }
    }

    private CompletableFuture<StoredObject> begin(Agent agent, Model model) {
        String key = key(agent, model);
        CompletableFuture<StoredObject> mine = new CompletableFuture<>();
        CompletableFuture<StoredObject> others = begun.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        try {
            threads.execute(() -> make(agent, model, key, mine));
        } catch (RejectedExecutionException e) {
            refuse(key, mine, busy(agent));
        }
        return mine;
    }

    private void make(Agent agent, Model model, String key, CompletableFuture<StoredObject> file) {
        try {
            // Who made it may have ended between the first look and now.
            Optional<StoredObject> kept = store.find(key);
            StoredObject made = kept.isPresent() ? kept.get() : rendered(agent, model, key);
            begun.remove(key);
            file.complete(made);
        } catch (JobFailure e) {
            LOG.warn("{} cannot be shown on a page: {}", agent.code(), e.getMessage());
            refuse(key, file, unplayable(agent, String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            LOG.warn("The file from which {} is shown could not be made: {}", agent.code(), AgentStudio.trouble(e), e);
            refuse(key, file, busy(agent));
        }
    }

    /** Whoever comes after the refusal was told begins anew. */
    private void refuse(String key, CompletableFuture<StoredObject> file, ApiException refusal) {
        begun.remove(key);
        file.completeExceptionally(refusal);
    }

    private StoredObject rendered(Agent agent, Model model, String key) throws IOException, InterruptedException {
        long from = System.nanoTime();
        studio.load();
        Path work = studio.folder();
        try {
            byte[] picture = studio.picture(agent, work);
            Portrait portrait = of(agent, studio.portrait(picture, AgentStudio.size(agent, model, false)));
            long seed = AgentStudio.seed(picture);
            Path film = work.resolve("loop.mp4");
            IdentityVideo loop = models.video(model, portrait, seed, film, UNWATCHED);
            Path file = work.resolve("session.imx");
            models.file(new ModelBuild.Ingredients(model, portrait, film, loop, seed, studio.voice(agent),
                    agent.aspectRatio(), agent.framing()), file, UNWATCHED);
            StoredObject kept = store.put(key, file, TYPE);
            LOG.info("Made {} of {} in {} ms", model.slug(), agent.code(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
            return kept;
        } finally {
            AgentStudio.delete(work);
        }
    }

    /** A stored portrait looks like a photograph, also one that was drawn. */
    private static Portrait of(Agent agent, Portrait found) {
        return "drawn".equals(agent.subject())
                ? new Portrait(found.bgr(), found.width(), found.height(), found.face(), "drawn")
                : found;
    }

    private static ApiException busy(Agent agent) {
        return new ApiException(GenerationError.MODEL_NOT_YET_AVAILABLE,
                agent.name() + " is not available right now; try again in a moment").retryAfter(RETRY_AFTER);
    }

    private static ApiException unplayable(Agent agent, String why) {
        return new ApiException(AgentError.MODEL_ARTIFACT_NOT_READY,
                agent.name() + " cannot be shown on a page: " + why);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
