package dev.likeness.generation.build;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.asset.AssetKeys;
import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.Model;
import dev.likeness.generation.input.InputException;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobFailure;
import dev.likeness.job.JobStopped;
import dev.likeness.storage.ObjectStore;
import dev.likeness.voice.VoiceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One attempt at the files of an added model, from the portrait that the agent's creation has stored. */
@Component
class ModelAddBuild {

    private static final double BEGUN = .05;

    private final Agents agents;
    private final Inputs inputs;
    private final Portraits portraits;
    private final ModelBuild models;
    private final VoiceSamples voices;
    private final ObjectStore store;
    private final WorkFolders folders;

    ModelAddBuild(Agents agents, Inputs inputs, Portraits portraits, ModelBuild models,
            VoiceSamples voices, ObjectStore store, WorkFolders folders) {
        this.agents = agents;
        this.inputs = inputs;
        this.portraits = portraits;
        this.models = models;
        this.voices = voices;
        this.store = store;
        this.folders = folders;
    }

    ForeignBuild.Made run(JobContext context, Model asked) throws Exception {
        Job job = context.job();
        Stage stage = Stage.IMAGE;
        Path work = folders.create();
        try {
            Agent agent = agents.get(job.accountId(), job.subject());
            context.progress(BEGUN, stage.step(), "Reading the portrait");
            Path stored = work.resolve("portrait");
            inputs.fetch(new InputSource(null, Objects.requireNonNull(agent.imageKey())), false, stored);
            byte[] image = Files.readAllBytes(stored);
            Sources sources = new Sources(context, agent, image, voices.of(job.accountId(), agent),
                    ContentSeed.of(image), work);
            List<Model> families = ModelPlan.supported(asked);
            List<Artifact> built = new ArrayList<>();
            String videoKey = null;
            for (Model family : families) {
                double from = Progression.between(BEGUN, Progression.MODEL_BUILT,
                        (double) built.size() / families.size());
                double to = Progression.between(BEGUN, Progression.MODEL_BUILT,
                        (built.size() + 1.0) / families.size());
                Portrait portrait = portraits.fromPicture(image, PortraitSpec.of(agent.aspectRatio(),
                        ModelPlan.shortSide(family), agent.framing().equals("full_body"), agent.transparency()));
                if (!"drawn".equals(agent.subject())) {
                    SubjectCheck.face(family, portrait);
                }
                stage = Stage.VIDEO;
                boolean keepVideo = built.isEmpty() && agent.videoKey() == null;
                String kept = file(sources, family, portrait, from, to, built, keepVideo);
                videoKey = kept == null ? videoKey : kept;
                stage = Stage.MODEL;
            }
            return new ForeignBuild.Made(null, built, videoKey);
        } catch (JobStopped | InterruptedException e) {
            throw e;
        } catch (PictureException | InputException e) {
            throw JobFailure.permanent(stage.step(), stage.failure(String.valueOf(e.getMessage())), e);
        } catch (Throwable e) {
            throw JobFailure.passing(stage.step(), stage.failure(Stage.trouble(e)), e);
        } finally {
            WorkFolders.delete(work);
        }
    }

    /** What all files of one attempt are made of. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sources(JobContext context, Agent agent, byte[] image, VoiceProfile voice, long seed,
            Path work) {
    }

    /** Adds the family's file to what was built; the key of the identity video, when that was to be kept. */
    private @Nullable String file(Sources of, Model family, Portrait portrait, double from, double to,
            List<Artifact> built, boolean keepVideo) throws Exception {
        Job job = of.context().job();
        double middle = (from + to) / 2;
        Path mp4 = of.work().resolve(family.slug() + ".mp4");
        var identity = models.video(family, portrait, of.seed(), mp4, share -> of.context().progress(
                Progression.between(from, middle, share), Stage.VIDEO.step(), "Rendering the identity video"));
        String videoKey = null;
        if (keepVideo) {
            videoKey = AssetKeys.publicFolder(job.subject(), job.attempt()) + "identity.mp4";
            store.put(videoKey, mp4, "video/mp4");
        }
        Path file = of.work().resolve(family.slug() + ".imx");
        var sum = models.file(
                new ModelBuild.Ingredients(family, portrait, mp4, identity, of.seed(),
                        of.voice(), of.agent().aspectRatio(), of.agent().framing()),
                file, share -> of.context().progress(Progression.between(middle, to, share), Stage.MODEL.step(),
                        "Building " + family.slug()));
        String name = ModelPlan.filename(job.subject(), family);
        String folder = family == Model.ESSENCE_1
                ? AssetKeys.publicFolder(job.subject(), job.attempt())
                : AssetKeys.privateFolder(job.accountId(), job.subject(), job.attempt());
        store.put(folder + name, file, "application/octet-stream");
        built.add(new Artifact(family.slug(), folder + name, name, "application/octet-stream", sum.sha256(),
                sum.size()));
        return videoKey;
    }
}
