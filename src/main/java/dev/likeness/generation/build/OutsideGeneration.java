package dev.likeness.generation.build;

import dev.likeness.agent.Agents;
import dev.likeness.agent.Appearance;
import dev.likeness.agent.Persona;
import dev.likeness.avatarfile.AvatarJson;
import dev.likeness.common.ApiException;
import dev.likeness.generation.input.InputException;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.ForeignHandler.Brief;
import dev.likeness.job.ForeignHandler.Output;
import dev.likeness.job.Job;
import dev.likeness.job.JobFailure;
import dev.likeness.job.Jobs;
import dev.likeness.voice.SampleException;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A creation that a worker outside builds: what the worker is told, and what is made of its uploads (CONTRACT 11). */
@Component
class OutsideGeneration {

    private static final String VOICE = "voice";
    private static final Set<String> SUBJECTS = Set.of("human", "drawn", "other");

    /** What a worker outside is told of the inputs beside their addresses. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(byte[] image, @Nullable VoiceProfile heard) {
    }

    private final Agents agents;
    private final Inputs inputs;
    private final VoiceSamples voices;
    private final ForeignBuild foreign;
    private final SubjectCheck subjects;
    private final WorkFolders folders;
    private final Jobs jobs;

    OutsideGeneration(Agents agents, Inputs inputs, VoiceSamples voices, ForeignBuild foreign, SubjectCheck subjects,
            WorkFolders folders, Jobs jobs) {
        this.agents = agents;
        this.inputs = inputs;
        this.voices = voices;
        this.foreign = foreign;
        this.subjects = subjects;
        this.folders = folders;
        this.jobs = jobs;
    }

    /** Prepares what a worker needs, and writes the persona, which the agent becomes. */
    Brief brief(Job job, GenerationOrder order) throws InterruptedException {
        long own = ContentSeed.of(bytes(order.prompt()));
        boolean speaks = order.audio() != null && PersonaWriter.leavesOpen(order.prompt());
        Persona written = PersonaWriter.write(order.prompt(), own);
        if (!speaks) {
            become(job, written);
        }
        Map<String, String> kept = new LinkedHashMap<>();
        Prepared prepared = prepare(job, order, written, kept);
        // As the engine inside does: who speaks so is known first.
        Persona persona = speaks ? PersonaWriter.write(order.prompt(), own, prepared.heard()) : written;
        if (speaks) {
            become(job, persona);
        }
        // As the engine inside does: one order, one voice, whoever builds.
        long seed = ContentSeed.of(bytes(order.prompt()), prepared.image());
        VoiceProfile voice = prepared.heard() == null ? VoiceSamples.unheard(persona, seed) : prepared.heard();
        foreign.keep(job, VOICE, AvatarJson.of(voice));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("models", order.models());
        told.put("prompt", order.prompt());
        told.put("persona", persona);
        told.put("voice_id", voice.voice());
        told.put("voice_profile", voice);
        told.put("aspect_ratio", order.aspectRatio());
        told.put("framing", order.framing());
        told.put("transparency", order.transparency());
        told.put("seed", Long.toHexString(seed));
        return new Brief(told, kept, outputs(job, order));
    }

    private void become(Job job, Persona persona) {
        jobs.checkpoint(job.id(), job.attempt(), Progression.PERSONA_KNOWN, Stage.PERSONA.step(),
                "Persona written", () -> agents.become(job.accountId(), job.subject(), persona));
    }

    /** Fetches what was sent, hears the sample, and keeps both where the worker may read them. */
    private Prepared prepare(Job job, GenerationOrder order, Persona persona, Map<String, String> kept)
            throws InterruptedException {
        Stage stage = Stage.VOICE;
        byte[] image = {};
        VoiceProfile heard = null;
        Path work = null;
        try {
            work = folders.create();
            InputSource audio = order.audio();
            if (audio != null) {
                Path sample = work.resolve("sample");
                inputs.fetch(audio, true, sample);
                heard = voices.heard(sample, persona, ContentSeed.of(bytes(order.prompt())), () -> {
                });
                kept.put("audio", foreign.keep(job, "audio", sample));
            }
            stage = Stage.IMAGE;
            InputSource picture = order.image();
            if (picture != null) {
                Path file = work.resolve("picture");
                inputs.fetch(picture, false, file);
                image = Files.readAllBytes(file);
                subjects.check(order, image);
                kept.put("image", foreign.keep(job, "image", file));
            }
            return new Prepared(image, heard);
        } catch (InputException | SampleException e) {
            throw JobFailure.permanent(stage.step(), stage.failure(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (work != null) {
                WorkFolders.delete(work);
            }
        }
    }

    List<Output> outputs(Job job, GenerationOrder order) {
        return foreign.outputs(job, order.models(), true, true);
    }

    /** Takes what the worker has uploaded, and the voice it was told. */
    ForeignBuild.Made accept(Job job, GenerationOrder order, JsonNode sent) {
        List<Output> outputs = outputs(job, order);
        String subject = subject(sent, order);
        String video = foreign.published(job, outputs, ForeignBuild.VIDEO, "identity.mp4");
        String portrait = Objects
                .requireNonNull(foreign.published(job, outputs, ForeignBuild.PORTRAIT, "portrait"));
        VoiceProfile voice = voices.read(foreign.kept(job, VOICE)).orElseThrow();
        voices.keep(job.accountId(), portrait, voice);
        return new ForeignBuild.Made(new Appearance(portrait, video, voice.voice().name(), subject),
                foreign.artifacts(job, outputs, order.models()), video);
    }

    private static String subject(JsonNode sent, GenerationOrder order) {
        JsonNode subject = sent.path("subject");
        if (subject.isMissingNode() || subject.isNull()) {
            return order.image() == null ? "drawn" : "human";
        }
        if (!subject.isString() || !SUBJECTS.contains(subject.stringValue())) {
            throw ApiException.invalid("subject", "subject must be one of: human, drawn, other");
        }
        return subject.stringValue();
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
