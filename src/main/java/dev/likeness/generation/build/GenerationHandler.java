package dev.likeness.generation.build;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Appearance;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.Persona;
import dev.likeness.avatarfile.AvatarJson;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.input.InputException;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobFailure;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.storage.AfterCommit;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of a creation to its agent and its charge. */
@Component
class GenerationHandler implements ForeignHandler {

    private static final String VOICE = "voice";
    /** What a worker outside is told of the inputs beside their addresses. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(byte[] image, @Nullable VoiceProfile heard) {
    }

    private static final Set<String> SUBJECTS = Set.of("human", "drawn", "other");

    private final AgentBuild build;
    private final Agents agents;
    private final CreditLedger ledger;
    private final Inputs inputs;
    private final VoiceSamples voices;
    private final ForeignBuild foreign;
    private final SubjectCheck subjects;
    private final WorkFolders folders;
    private final Jobs jobs;
    private final JsonMapper json;

    GenerationHandler(AgentBuild build, Agents agents, CreditLedger ledger, Inputs inputs, VoiceSamples voices,
            ForeignBuild foreign, SubjectCheck subjects, WorkFolders folders, Jobs jobs, JsonMapper json) {
        this.foreign = foreign;
        this.subjects = subjects;
        this.folders = folders;
        this.jobs = jobs;
        this.build = build;
        this.agents = agents;
        this.ledger = ledger;
        this.inputs = inputs;
        this.voices = voices;
        this.json = json;
    }

    @Override
    public String kind() {
        return GenerationOrder.KIND;
    }

    @Override
    public JsonNode run(JobContext context) throws Exception {
        return json.valueToTree(build.run(context, order(context.job())));
    }

    @Override
    public void onProgress(Job job, double progress, String step, String message) {
        AgentStatus reached = switch (step) {
            case "payment" -> AgentStatus.PROCESSING;
            case "persona" -> AgentStatus.GENERATING;
            case "voice_image" -> progress < Progression.LOOKS ? AgentStatus.GENERATING : AgentStatus.SUCCESS;
            default -> AgentStatus.SUCCESS;
        };
        agents.advance(job.accountId(), job.subject(), reached, Math.min(progress, .99), step, message);
    }

    @Override
    public void onComplete(Job job, JsonNode result) {
        List<Artifact> built;
        if (result.isObject()) {
            ForeignBuild.Made made = json.treeToValue(result, ForeignBuild.Made.class);
            agents.embody(job.accountId(), job.subject(), Objects.requireNonNull(made.looks()));
            built = made.artifacts();
        } else {
            built = json.convertValue(result, new TypeReference<List<Artifact>>() {
            });
        }
        agents.ready(job.accountId(), job.subject(), built);
        forgetInputs(job);
    }

    @Override
    public Brief brief(Job job) throws InterruptedException {
        GenerationOrder order = order(job);
        Persona persona = PersonaWriter.write(order.prompt(), ContentSeed.of(bytes(order.prompt())));
        jobs.checkpoint(job.id(), job.attempt(), Progression.PERSONA_KNOWN, Stage.PERSONA.step(),
                "Persona written", () -> agents.become(job.accountId(), job.subject(), persona));
        Map<String, String> kept = new LinkedHashMap<>();
        Prepared prepared = prepare(job, order, persona, kept);
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
        return new Brief(told, kept, outputs(job));
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

    @Override
    public List<Output> outputs(Job job) {
        return foreign.outputs(job, order(job).models(), true, true);
    }

    @Override
    public JsonNode accept(Job job, JsonNode sent) {
        GenerationOrder order = order(job);
        List<Output> outputs = outputs(job);
        String subject = subject(sent, order);
        String video = foreign.published(job, outputs, ForeignBuild.VIDEO, "identity.mp4");
        String portrait = Objects
                .requireNonNull(foreign.published(job, outputs, ForeignBuild.PORTRAIT, "portrait"));
        VoiceProfile voice = voices.read(foreign.kept(job, VOICE)).orElseGet(() -> unheard(order));
        voices.keep(job.accountId(), portrait, voice);
        return json.valueToTree(new ForeignBuild.Made(new Appearance(portrait, video, voice.voice().name(), subject),
                foreign.artifacts(job, outputs, order.models()), video));
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

    private static VoiceProfile unheard(GenerationOrder order) {
        long seed = ContentSeed.of(bytes(order.prompt()));
        return VoiceSamples.unheard(PersonaWriter.write(order.prompt(), seed), seed);
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        GenerationOrder order = order(job);
        refund(job, order);
        if (!step.equals(SubjectCheck.STEP)) {
            agents.fail(job.accountId(), job.subject(), step, Stage.message(step, reason));
        } else if (order.subjectRule() != SubjectRule.HUMAN_OR_EXPRESSION_2) {
            agents.fail(job.accountId(), job.subject(), Stage.IMAGE.step(), reason);
        } else if (orderAnew(job, order.forExpression2())) {
            forgetUploads(job);
            return;
        } else {
            agents.fail(job.accountId(), job.subject(), Stage.IMAGE.step(), reason + " ("
                    + Prices.create(Model.EXPRESSION_2) + " credits, which the balance does not cover)");
        }
        forgetInputs(job);
    }

    @Override
    public void onCancelled(Job job) {
        refund(job, order(job));
        forgetInputs(job);
    }

    /** False when the credits do not cover it; then nothing has moved. */
    private boolean orderAnew(Job job, GenerationOrder order) {
        try {
            ledger.charge(job.accountId(), order.charge(job.subject()), Prices.create(order.model()),
                    Subject.ofAgent(GenerationOrder.KIND, PricingCode.create(order.model()), job.subject()));
        } catch (ApiException e) {
            return false;
        }
        agents.becomeModel(job.accountId(), job.subject(), order.model(), order.models());
        jobs.submit(new NewJob(GenerationOrder.KIND, order.model().slug(), job.accountId(), job.subject(), order));
        return true;
    }

    private void refund(Job job, GenerationOrder order) {
        if (order.charged()) {
            String charge = order.charge(job.subject());
            ledger.refund(job.accountId(), charge, "refund:" + charge);
        }
    }

    private void forgetUploads(Job job) {
        AfterCommit.delete("Uploads for job " + job.id(),
                () -> foreign.forget(job.accountId(), job.subject(), job.id()));
    }

    private void forgetInputs(Job job) {
        GenerationOrder order = order(job);
        AfterCommit.delete("Inputs of job " + job.id(), () -> {
            inputs.forget(order.image());
            inputs.forget(order.audio());
            foreign.forget(job.accountId(), job.subject(), job.id());
        });
    }

    private GenerationOrder order(Job job) {
        return json.treeToValue(job.payload(), GenerationOrder.class);
    }
}
