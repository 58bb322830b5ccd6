package dev.likeness.dynamics;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelFiles;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.billing.CreditLedger;
import dev.likeness.generation.AgentStudio;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.storage.AfterCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of gestures to their row, to the agent's files and to the charge. */
@Component
class DynamicsHandler implements ForeignHandler {

    private static final String STEP = "video";
    private static final String PORTRAIT = "portrait";

    private final GestureBuild build;
    private final GestureFiles files;
    private final DynamicsTable table;
    private final ModelFiles models;
    private final Agents agents;
    private final AgentStudio studio;
    private final CreditLedger ledger;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    DynamicsHandler(GestureBuild build, GestureFiles files, DynamicsTable table, ModelFiles models, Agents agents,
            AgentStudio studio, CreditLedger ledger, ApplicationEventPublisher events,
            JsonMapper json) {
        this.build = build;
        this.files = files;
        this.table = table;
        this.models = models;
        this.agents = agents;
        this.studio = studio;
        this.ledger = ledger;
        this.events = events;
        this.json = json;
    }

    @Override
    public String kind() {
        return DynamicsOrder.KIND;
    }

    @Override
    public boolean isReady() {
        return studio.works();
    }

    @Override
    public JsonNode run(JobContext context) throws Exception {
        if (isSuperseded(context.job())) {
            return json.valueToTree(new Made(Map.of(), List.of()));
        }
        studio.load();
        return studio.attempt(STEP, work -> json.valueToTree(build.run(context, order(context.job()), work)));
    }

    /** Whether an order has taken its place while it waited; its end changes nothing then. */
    private boolean isSuperseded(Job job) {
        DynamicsOrder order = order(job);
        return order.added() == null && !table.isAwaited(job.accountId(), job.subject(), order.orderId());
    }

    /**
     * The row before the agent's, as a deletion takes them. Files of an order whose place another has taken would keep that
     * one's out.
     */
    @Override
    public void onComplete(Job job, JsonNode result) {
        Made made = json.treeToValue(result, Made.class);
        DynamicsOrder order = order(job);
        if (order.added() != null) {
            models.renew(job.accountId(), job.subject(), made.files());
        } else if (table.complete(job.accountId(), job.subject(), order.orderId(), made.clips())) {
            models.renew(job.accountId(), job.subject(), made.files());
            events.publishEvent(new DynamicsReady(job.accountId(), job.subject()));
        }
        forgetUploads(job);
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        end(job, reason);
    }

    /** Only the deletion of its agent does that. */
    @Override
    public void onCancelled(Job job) {
        end(job, "The agent was deleted");
    }

    private void end(Job job, String reason) {
        DynamicsOrder order = order(job);
        if (order.paid()) {
            ledger.refund(job.accountId(), order.charge(), "refund:" + order.charge());
        }
        if (order.added() == null && table.fail(job.accountId(), job.subject(), order.orderId(), reason)) {
            events.publishEvent(new DynamicsFailed(job.accountId(), job.subject(), reason));
        }
        forgetUploads(job);
    }

    @Override
    public Brief brief(Job job) throws InterruptedException {
        DynamicsOrder order = order(job);
        Agent agent = agents.get(job.accountId(), job.subject());
        Map<String, String> inputs = new LinkedHashMap<>();
        String image = agent.imageKey();
        if (order.imageUrl() != null) {
            inputs.put(PORTRAIT, kept(job, order));
        } else if (image != null) {
            inputs.put(PORTRAIT, image);
        }
        List<Artifact> stored = files.models(job, order);
        stored.forEach(file -> inputs.put(file.model(), file.objectKey()));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", agent.model());
        told.put("models", stored.stream().map(Artifact::model).toList());
        told.put("seconds", order.seconds());
        PortraitSpec size = AgentStudio.size(agent, agent.model(), false);
        told.put("width", size.width());
        told.put("height", size.height());
        told.put("transparency", agent.transparency());
        return new Brief(told, inputs, files.outputs(job, order));
    }

    private String kept(Job job, DynamicsOrder order) throws InterruptedException {
        try {
            Path work = studio.folder();
            try {
                return files.keepInput(job, studio.picture(order.imageUrl(), order.imageKey(), work));
            } finally {
                AgentStudio.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Output> outputs(Job job) {
        return files.outputs(job, order(job));
    }

    @Override
    public JsonNode accept(Job job, JsonNode sent) {
        return json.valueToTree(files.accept(job, order(job)));
    }

    private void forgetUploads(Job job) {
        AfterCommit.delete("Uploads for job " + job.id(), () -> files.forget(job));
    }

    private DynamicsOrder order(Job job) {
        return json.treeToValue(job.payload(), DynamicsOrder.class);
    }
}
