package dev.likeness.generation.build;

import dev.likeness.agent.Agents;
import dev.likeness.agent.Appearance;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.Persona;
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
import dev.likeness.voice.SampleException;
import dev.likeness.voice.VoiceProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One attempt at an agent: persona, voice and portrait, identity video, model files (CONTRACT 3.2). Everything random is
 * drawn from what was sent, so that the same input gives the same files whoever sends it.
 */
@Component
class AgentBuild {

    private static final byte[] NONE = {};

    private final Agents agents;
    private final Inputs inputs;
    private final SubjectCheck subjects;
    private final Portraits portraits;
    private final ModelBuild models;
    private final VoiceSamples voices;
    private final ObjectStore store;
    private final WorkFolders folders;

    AgentBuild(Agents agents, Inputs inputs, SubjectCheck subjects, Portraits portraits, ModelBuild models,
            VoiceSamples voices,
            ObjectStore store, WorkFolders folders) {
        this.agents = agents;
        this.inputs = inputs;
        this.subjects = subjects;
        this.portraits = portraits;
        this.models = models;
        this.voices = voices;
        this.store = store;
        this.folders = folders;
    }

    List<Artifact> run(JobContext context, GenerationOrder order) throws Exception {
        Attempt attempt = new Attempt(context, order, folders.create());
        try {
            return attempt.run();
        } catch (JobStopped | JobFailure | InterruptedException e) {
            throw e;
        } catch (PictureException | SampleException | InputException e) {
            throw JobFailure.permanent(attempt.stage.step(), attempt.stage.failure(String.valueOf(e.getMessage())), e);
        } catch (Throwable e) {
            throw JobFailure.passing(attempt.stage.step(), attempt.stage.failure(Stage.trouble(e)), e);
        } finally {
            WorkFolders.delete(attempt.work);
        }
    }

    private final class Attempt {

        private final JobContext context;
        private final Job job;
        private final GenerationOrder order;
        private final Path work;
        private final String publicFolder;
        private final String privateFolder;
        private Persona persona;
        private Stage stage = Stage.PERSONA;

        Attempt(JobContext context, GenerationOrder order, Path work) {
            this.context = context;
            this.job = context.job();
            this.order = order;
            this.work = work;
            this.publicFolder = AssetKeys.publicFolder(job.subject(), job.attempt());
            this.persona = PersonaWriter.write(order.prompt(), ContentSeed.of(text(order.prompt())));
            this.privateFolder = AssetKeys.privateBeside(job.accountId(), publicFolder);
        }

        List<Artifact> run() throws Exception {
            context.progress(Progression.PERSONA, stage.step(), "Writing the persona");
            byte[] image = NONE;
            InputSource audio = order.audio();
            VoiceProfile heard = null;
            if (audio != null && PersonaWriter.leavesOpen(order.prompt())) {
                // Who speaks so is known first: a name and a face that go with the voice.
                heard = heard(audio, Progression.PERSONA, stage);
                persona = PersonaWriter.write(order.prompt(), ContentSeed.of(text(order.prompt())), heard);
            }
            context.checkpoint(Progression.PERSONA_KNOWN, stage.step(), "Persona written",
                    () -> agents.become(job.accountId(), job.subject(), persona));

            stage = Stage.VOICE;
            if (audio != null && heard == null) {
                heard = heard(audio, Progression.PERSONA_KNOWN, stage);
            }
            stage = Stage.IMAGE;
            InputSource picture = order.image();
            context.progress(Progression.PERSONA_KNOWN, stage.step(), "Preparing the portrait");
            if (picture != null) {
                Path file = work.resolve("picture");
                inputs.fetch(picture, false, file);
                image = Files.readAllBytes(file);
                subjects.check(order, image);
            }
            long seed = seed(image);
            Portrait portrait = portrait(order.models().getFirst(), image, seed);
            String imageKey = publicFolder + "portrait.jpg";
            store.put(imageKey, portraits.jpeg(portrait), "image/jpeg");
            VoiceProfile voice = heard == null ? VoiceSamples.unheard(persona, seed) : heard;
            voices.keep(job.accountId(), imageKey, voice);
            Appearance looks = new Appearance(imageKey, null, voice.voice().name(), subject(portrait));
            context.checkpoint(Progression.LOOKS, stage.step(), "Portrait and voice are ready",
                    () -> agents.embody(job.accountId(), job.subject(), looks));

            List<Artifact> built = new ArrayList<>();
            List<Model> files = order.models().stream().filter(ModelPlan::keepsFile).toList();
            for (Model model : files) {
                boolean first = built.isEmpty();
                Portrait of = first ? portrait : portrait(model, image, seed);
                built.add(file(model, of, seed, looks, voice, files.size(), built.size()));
            }
            context.progress(Progression.MODEL_BUILT, Stage.MODEL.step(), "Finishing");
            return built;
        }

        private Artifact file(Model model, Portrait portrait, long seed, Appearance looks, VoiceProfile voice, int of,
                int number) throws Exception {
            boolean first = number == 0;
            stage = first ? Stage.VIDEO : Stage.MODEL;
            double from = first
                    ? Progression.LOOKS
                    : Progression.between(Progression.MODEL, Progression.MODEL_BUILT, (double) number / of);
            double video = first ? Progression.VIDEO : from;
            Path mp4 = work.resolve(model.slug() + ".mp4");
            context.progress(from, stage.step(), first ? "Rendering the identity video" : "Rendering at 1080");
            var identity = models.video(model, portrait, seed, mp4, share -> context.progress(
                    Progression.between(from, video, share), stage.step(), "Rendering the identity video"));
            if (first) {
                String key = publicFolder + "identity.mp4";
                store.put(key, mp4, "video/mp4");
                context.checkpoint(Progression.VIDEO, stage.step(), "Identity video is ready",
                        () -> agents.embody(job.accountId(), job.subject(), new Appearance(looks.imageKey(), key,
                                looks.voiceId(), looks.subject())));
            }
            stage = Stage.MODEL;
            double begin = Math.max(Progression.MODEL, from);
            double end = Progression.between(Progression.MODEL, Progression.MODEL_BUILT, (number + 1.0) / of);
            Path file = work.resolve(model.slug() + ".imx");
            var sum = models.file(
                    new ModelBuild.Ingredients(model, portrait, mp4, identity, seed, voice,
                            order.aspectRatio(), order.framing()),
                    file, share -> context.progress(Progression.between(begin, end, share), stage.step(),
                            "Building " + model.slug()));
            String name = ModelPlan.filename(job.subject(), model);
            String key = (model == Model.ESSENCE_1 ? publicFolder : privateFolder) + name;
            store.put(key, file, "application/octet-stream");
            return new Artifact(model.slug(), key, name, "application/octet-stream", sum.sha256(), sum.size());
        }

        private Portrait portrait(Model model, byte[] image, long seed) {
            PortraitSpec spec = PortraitSpec.of(order.aspectRatio(), ModelPlan.shortSide(model),
                    order.framing().equals("full_body"), order.transparency());
            if (image.length == 0) {
                return portraits.drawn(Objects.requireNonNullElse(order.prompt(), ""),
                        persona.gender().equals("female"), seed, spec);
            }
            Portrait portrait = portraits.fromPicture(image, spec);
            SubjectCheck.face(model, portrait);
            return portrait;
        }

        /** @param shown the step it belongs to in the eyes of who waits; a failure is the voice's */
        private VoiceProfile heard(InputSource audio, double progress, Stage shown) throws InterruptedException {
            stage = Stage.VOICE;
            Runnable watch = () -> context.progress(progress, shown.step(), "Listening to the voice sample");
            watch.run();
            Path sample = work.resolve("sample");
            inputs.fetch(audio, true, sample);
            VoiceProfile heard = voices.heard(sample, persona, ContentSeed.of(text(order.prompt())), watch);
            store.put(privateFolder + "voice-sample", sample, "application/octet-stream");
            stage = shown;
            return heard;
        }

        private long seed(byte[] image) {
            return ContentSeed.of(text(order.prompt()), image);
        }
    }

    private static byte[] text(@Nullable String text) {
        return text == null ? NONE : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A drawn person is nobody. */
    private static String subject(Portrait portrait) {
        return portrait.origin().equals("drawn") ? "drawn" : portrait.face().kind().human() ? "human" : "other";
    }
}
