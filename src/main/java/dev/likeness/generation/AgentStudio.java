package dev.likeness.generation;

import dev.likeness.agent.Agent;
import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.build.ContentSeed;
import dev.likeness.generation.build.Languages;
import dev.likeness.generation.build.ModelPlan;
import dev.likeness.generation.build.Stage;
import dev.likeness.generation.build.VoiceSamples;
import dev.likeness.generation.engine.Engine;
import dev.likeness.generation.input.InputException;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.JobFailure;
import dev.likeness.job.JobStopped;
import dev.likeness.storage.SignedUrls;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What else is made of an agent that was built needs of its making: its portrait and voice, and where to work. */
@Component
public class AgentStudio {

    private static final int HIGH = 1080;
    /** One small word may be a name or a quotation. */
    private static final int PLAIN = 2;

    private final Engine engine;
    private final PausedModels paused;
    private final Portraits portraits;
    private final VoiceSamples voices;
    private final Inputs inputs;
    private final SignedUrls urls;
    private final WorkFolders folders;

    AgentStudio(Engine engine, PausedModels paused, Portraits portraits, VoiceSamples voices, Inputs inputs,
            SignedUrls urls, WorkFolders folders) {
        this.engine = engine;
        this.paused = paused;
        this.portraits = portraits;
        this.voices = voices;
        this.inputs = inputs;
        this.urls = urls;
        this.folders = folders;
    }

    /** Whether this node can make anything now. */
    public boolean works() {
        return engine.works();
    }

    /** As {@link Engine#load}. */
    public void load() {
        engine.load();
    }

    /** Raises {@code MODEL_NOT_YET_AVAILABLE} while nothing is made with that model. */
    public void requireOpen(Model model) {
        paused.check(model);
    }

    /** A folder of an attempt's own, for {@link #delete}. */
    public Path folder() throws IOException {
        return folders.create();
    }

    public static void delete(Path folder) {
        WorkFolders.delete(folder);
    }

    /** Something that is made in a folder. */
    public interface FolderWork<T> {

        T in(Path folder) throws Exception;
    }

    /**
     * Does an attempt's work in a folder of its own. Where it does not end, that is the job's failure in a step: for good
     * where what was ordered is refused, else one that may pass.
     */
    public <T> T attempt(String step, FolderWork<T> work) throws Exception {
        Path folder = folder();
        try {
            return work.in(folder);
        } catch (JobFailure | JobStopped | InterruptedException e) {
            throw e;
        } catch (ApiException e) {
            throw JobFailure.permanent(step, e.message(), e);
        } catch (Throwable e) {
            throw JobFailure.passing(step, trouble(e), e);
        } finally {
            delete(folder);
        }
    }

    /** The object behind a URL of this installation; known as long as the URL is good, so it is asked for at once. */
    public @Nullable String keyOf(String url) {
        return urls.keyOf(url).orElse(null);
    }

    /**
     * Fetches a recording that somebody named by its URL.
     *
     * @param key from {@link #keyOf}
     */
    public void recording(String url, @Nullable String key, Path target) throws InterruptedException {
        try {
            inputs.fetch(new InputSource(url, key), true, target);
            if (Files.notExists(target)) {
                throw new InputException("the URL answered with nothing");
            }
        } catch (InputException e) {
            throw JobFailure.permanent("audio", "The audio could not be used: " + e.getMessage(), e);
        }
    }

    /** The size in which a model shows an agent. */
    public static PortraitSpec size(Agent agent, Model model, boolean high) {
        return PortraitSpec.of(agent.aspectRatio(), high ? HIGH : ModelPlan.shortSide(model),
                agent.framing().equals("full_body"), agent.transparency());
    }

    /** How a model moves while nothing is said, on and on. */
    public static MotionSpec loop(Model model, long seed) {
        return ModelPlan.loop(model, seed);
    }

    /** How much a model moves. */
    public static MotionSpec motion(Model model, long seed) {
        return new MotionSpec(seed, ModelPlan.motion(model), ModelPlan.life(model));
    }

    /** A number drawn from content, the same on every machine. */
    public static long seed(byte[]... contents) {
        return ContentSeed.of(contents);
    }

    /** The portrait that the agent's creation has stored, as a model shows it. */
    public Portrait portrait(Agent agent, PortraitSpec size, Path work) throws IOException, InterruptedException {
        return portrait(picture(agent, work), size);
    }

    /** The portrait that the agent's creation has stored, as it lies there. */
    public byte[] picture(Agent agent, Path work) throws IOException, InterruptedException {
        String image = agent.imageKey();
        if (image == null) {
            throw JobFailure.permanent("portrait", "The agent has no portrait",
                    new IllegalStateException(agent.code()));
        }
        return picture(null, image, work);
    }

    /**
     * Fetches a picture that somebody named by its URL.
     *
     * @param key from {@link #keyOf}
     */
    public byte[] picture(@Nullable String url, @Nullable String key, Path work)
            throws IOException, InterruptedException {
        Path stored = work.resolve("portrait");
        try {
            inputs.fetch(new InputSource(url, key), false, stored);
            if (Files.notExists(stored)) {
                throw new InputException("the URL answered with nothing");
            }
            return Files.readAllBytes(stored);
        } catch (InputException e) {
            throw unusable(e);
        }
    }

    /** A picture as a model shows it. */
    public Portrait portrait(byte[] picture, PortraitSpec size) {
        try {
            return portraits.fromPicture(picture, size);
        } catch (PictureException e) {
            throw unusable(e);
        }
    }

    private static JobFailure unusable(RuntimeException e) {
        return JobFailure.permanent("portrait", "The portrait could not be used: " + e.getMessage(), e);
    }

    /** The voice that the agent's creation has chosen. */
    public VoiceProfile voice(Agent agent) {
        return voices.of(agent.accountId(), agent);
    }

    /** The language of a text by two letters, where it is plain enough. */
    public static Optional<String> language(String text) {
        return Languages.told(text, PLAIN);
    }

    /** Why an attempt ended for which nothing that was sent is to blame. */
    public static String trouble(Throwable failure) {
        return Stage.trouble(failure);
    }
}
