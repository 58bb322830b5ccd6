package dev.likeness.generation.build;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.generation.build.GenerationOrder.SubjectRule;
import dev.likeness.generation.engine.Engine;
import dev.likeness.generation.input.Inputs;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.storage.AfterCommit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of a creation to its agent and its charge. */
@Component
class GenerationHandler implements ForeignHandler {

    private final AgentBuild build;
    private final OutsideGeneration outside;
    private final ForeignBuild foreign;
    private final Agents agents;
    private final CreditLedger ledger;
    private final Inputs inputs;
    private final Jobs jobs;
    private final Engine engine;
    private final JsonMapper json;

    GenerationHandler(AgentBuild build, OutsideGeneration outside, ForeignBuild foreign, Agents agents,
            CreditLedger ledger, Inputs inputs, Jobs jobs, Engine engine, JsonMapper json) {
        this.engine = engine;
        this.build = build;
        this.outside = outside;
        this.foreign = foreign;
        this.agents = agents;
        this.ledger = ledger;
        this.inputs = inputs;
        this.jobs = jobs;
        this.json = json;
    }

    @Override
    public String kind() {
        return GenerationOrder.KIND;
    }

    @Override
    public boolean isReady() {
        return engine.works();
    }

    @Override
    public JsonNode run(JobContext context) throws Exception {
        engine.load();
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
        return outside.brief(job, order(job));
    }

    @Override
    public List<Output> outputs(Job job) {
        return outside.outputs(job, order(job));
    }

    @Override
    public JsonNode accept(Job job, JsonNode sent) {
        return json.valueToTree(outside.accept(job, order(job), sent));
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        GenerationOrder order = order(job);
        refund(job, order);
        if (!step.equals(SubjectCheck.STEP)) {
            agents.fail(job.accountId(), job.subject(), step, Stage.message(step, reason));
        } else if (order.subjectRule() != SubjectRule.HUMAN_OR_EXPRESSION_2) {
            agents.fail(job.accountId(), job.subject(), Stage.IMAGE.step(), reason);
        } else {
            String refusal = orderAnew(job, order.forExpression2());
            if (refusal == null) {
                forgetUploads(job);
                return;
            }
            agents.fail(job.accountId(), job.subject(), Stage.IMAGE.step(), reason + " (" + refusal + ")");
        }
        forgetInputs(job);
    }

    @Override
    public void onCancelled(Job job) {
        refund(job, order(job));
        forgetInputs(job);
    }

    /** Null when it goes on; else why it cannot be charged, and nothing has moved. */
    private @Nullable String orderAnew(Job job, GenerationOrder order) {
        try {
            ledger.charge(job.accountId(), order.charge(job.subject()), Prices.create(order.model()),
                    Subject.ofAgent(GenerationOrder.KIND, PricingCode.create(order.model()), job.subject()));
        } catch (ApiException e) {
            return e.message();
        }
        agents.becomeModel(job.accountId(), job.subject(), order.model(), order.models());
        jobs.submit(new NewJob(GenerationOrder.KIND, order.model().slug(), job.accountId(), job.subject(), order));
        return null;
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
