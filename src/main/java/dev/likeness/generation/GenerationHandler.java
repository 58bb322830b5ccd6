package dev.likeness.generation;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.billing.CreditLedger;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobHandler;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of a creation to its agent and its charge. */
@Component
class GenerationHandler implements JobHandler {

    static final String KIND = "agent_generation";

    private final AgentBuild build;
    private final Agents agents;
    private final CreditLedger ledger;
    private final Inputs inputs;
    private final JsonMapper json;

    GenerationHandler(AgentBuild build, Agents agents, CreditLedger ledger, Inputs inputs, JsonMapper json) {
        this.build = build;
        this.agents = agents;
        this.ledger = ledger;
        this.inputs = inputs;
        this.json = json;
    }

    /** The ledger's reference of a creation. */
    static String charge(String code) {
        return "agent_generation:" + code;
    }

    @Override
    public String kind() {
        return KIND;
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
        agents.ready(job.accountId(), job.subject(), json.convertValue(result, new TypeReference<List<Artifact>>() {
        }));
        forgetInputs(job);
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        refund(job);
        agents.fail(job.accountId(), job.subject(), step, Stage.message(step, reason));
        forgetInputs(job);
    }

    @Override
    public void onCancelled(Job job) {
        refund(job);
        forgetInputs(job);
    }

    private void refund(Job job) {
        if (order(job).charged()) {
            ledger.refund(job.accountId(), charge(job.subject()), "refund:" + charge(job.subject()));
        }
    }

    private void forgetInputs(Job job) {
        GenerationOrder order = order(job);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                inputs.forget(order.image());
                inputs.forget(order.audio());
            }
        });
    }

    private GenerationOrder order(Job job) {
        return json.treeToValue(job.payload(), GenerationOrder.class);
    }
}
