package dev.likeness.generation;

import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelAdds;
import dev.likeness.billing.CreditLedger;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of an added model to its agent, which stays ready whatever comes of it, and to its charge. */
@Component
class ModelAddHandler implements JobHandler {

    static final String KIND = "agent_model_add";

    /**
     * What a build made.
     *
     * @param videoKey the identity video, public; null when none was made
     */
    record Built(List<Artifact> artifacts, @Nullable String videoKey) {
    }

    private final ModelAddBuild build;
    private final Agents agents;
    private final ModelAdds adds;
    private final CreditLedger ledger;
    private final JsonMapper json;

    ModelAddHandler(ModelAddBuild build, Agents agents, ModelAdds adds, CreditLedger ledger, JsonMapper json) {
        this.build = build;
        this.agents = agents;
        this.adds = adds;
        this.ledger = ledger;
        this.json = json;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JsonNode run(JobContext context) throws Exception {
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
        Built built = json.treeToValue(result, Built.class);
        agents.addModels(job.accountId(), job.subject(), ModelPlan.supported(order.model()), built.artifacts(),
                built.videoKey());
        adds.ready(job.accountId(), job.subject(), order.model(), order.addId());
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        ModelAddOrder order = order(job);
        refund(job, order);
        adds.fail(job.accountId(), job.subject(), order.model(), order.addId(), step, Stage.message(step, reason));
    }

    @Override
    public void onCancelled(Job job) {
        ModelAddOrder order = order(job);
        refund(job, order);
        adds.fail(job.accountId(), job.subject(), order.model(), order.addId(), job.step(), "Cancelled");
    }

    private void refund(Job job, ModelAddOrder order) {
        ledger.refund(job.accountId(), order.charge(), "refund:" + order.charge());
    }

    private ModelAddOrder order(Job job) {
        return json.treeToValue(job.payload(), ModelAddOrder.class);
    }
}
