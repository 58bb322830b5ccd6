package dev.likeness.generation.build;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.ModelAdds;
import dev.likeness.billing.CreditLedger;
import dev.likeness.generation.engine.Engine;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.storage.AfterCommit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of an added model to its agent, which stays ready whatever comes of it, and to its charge. */
@Component
class ModelAddHandler implements ForeignHandler {

    private final ModelAddBuild build;
    private final VoiceSamples voices;
    private final Agents agents;
    private final ModelAdds adds;
    private final CreditLedger ledger;
    private final Engine engine;
    private final ForeignBuild foreign;
    private final JsonMapper json;

    ModelAddHandler(ModelAddBuild build, VoiceSamples voices, Agents agents, ModelAdds adds, CreditLedger ledger,
            ForeignBuild foreign, Engine engine, JsonMapper json) {
        this.engine = engine;
        this.foreign = foreign;
        this.build = build;
        this.voices = voices;
        this.agents = agents;
        this.adds = adds;
        this.ledger = ledger;
        this.json = json;
    }

    @Override
    public String kind() {
        return ModelAddOrder.KIND;
    }

    @Override
    public boolean isReady() {
        return engine.works();
    }

    @Override
    public JsonNode run(JobContext context) throws Exception {
        engine.load();
        return json.valueToTree(build.run(context, order(context.job()).model()));
    }

    @Override
    public void onProgress(Job job, double progress, String step, String message) {
        ModelAddOrder order = order(job);
        adds.advance(job.accountId(), job.subject(), order.model(), order.addId(), progress, step, message);
    }

    @Override
    public void onComplete(Job job, JsonNode result) {
        ModelAddOrder order = order(job);
        ForeignBuild.Made built = json.treeToValue(result, ForeignBuild.Made.class);
        agents.addModels(job.accountId(), job.subject(), ModelPlan.supported(order.model()), built.artifacts(),
                built.videoKey());
        adds.ready(job.accountId(), job.subject(), order.model(), order.addId());
        forgetUploads(job);
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        ModelAddOrder order = order(job);
        refund(job, order);
        adds.fail(job.accountId(), job.subject(), order.model(), order.addId(), step, Stage.message(step, reason));
        forgetUploads(job);
    }

    @Override
    public void onCancelled(Job job) {
        ModelAddOrder order = order(job);
        refund(job, order);
        adds.fail(job.accountId(), job.subject(), order.model(), order.addId(), job.step(), "Cancelled");
        forgetUploads(job);
    }

    @Override
    public Brief brief(Job job) {
        Agent agent = agents.get(job.accountId(), job.subject());
        Map<String, String> inputs = new LinkedHashMap<>();
        String image = agent.imageKey();
        if (image != null) {
            inputs.put(ForeignBuild.PORTRAIT, image);
        }
        String video = agent.videoKey();
        if (video != null) {
            inputs.put(ForeignBuild.VIDEO, video);
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("models", ModelPlan.supported(order(job).model()));
        told.put("name", agent.name());
        told.put("voice_id", agent.voiceId());
        told.put("voice_profile", voices.of(job.accountId(), agent));
        told.put("aspect_ratio", agent.aspectRatio());
        told.put("framing", agent.framing());
        told.put("transparency", agent.transparency());
        return new Brief(told, inputs, outputs(job));
    }

    /** An identity video may be sent always, since another addition may bring one meanwhile; it is kept where there is none. */
    @Override
    public List<Output> outputs(Job job) {
        return foreign.outputs(job, ModelPlan.supported(order(job).model()), false, true);
    }

    @Override
    public JsonNode accept(Job job, JsonNode sent) {
        List<Output> outputs = outputs(job);
        boolean wanted = agents.get(job.accountId(), job.subject()).videoKey() == null;
        String video = wanted ? foreign.published(job, outputs, ForeignBuild.VIDEO, "identity.mp4") : null;
        return json.valueToTree(new ForeignBuild.Made(null,
                foreign.artifacts(job, outputs, ModelPlan.supported(order(job).model())), video));
    }

    private void forgetUploads(Job job) {
        AfterCommit.delete("Uploads for job " + job.id(),
                () -> foreign.forget(job.accountId(), job.subject(), job.id()));
    }

    private void refund(Job job, ModelAddOrder order) {
        ledger.refund(job.accountId(), order.charge(), "refund:" + order.charge());
    }

    private ModelAddOrder order(Job job) {
        return json.treeToValue(job.payload(), ModelAddOrder.class);
    }
}
