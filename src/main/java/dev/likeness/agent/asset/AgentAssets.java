package dev.likeness.agent.asset;

import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobHandler;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.storage.AfterCommit;
import dev.likeness.storage.ObjectStore;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Removes the bytes of deleted agents: at once when the deletion commits, and once more by a job, which also catches
 * what a build that was still running wrote meanwhile and is tried again when the store was away.
 */
@Component
public class AgentAssets implements JobHandler {

    public static final String KIND = "agent_assets";

    /** By then the lease of a build that was cancelled with the agent is over, and it writes no more. */
    private static final Duration AFTER_BUILDS = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(AgentAssets.class);

    private final ObjectStore store;
    private final Jobs jobs;

    AgentAssets(ObjectStore store, Jobs jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    /** Belongs to the transaction of the deletion. */
    public void removeLater(UUID account, String code) {
        jobs.submit(new NewJob(KIND, "", account, code, Map.of(), 10, AFTER_BUILDS));
        AfterCommit.delete("Assets of " + code, () -> remove(account, code));
    }

    private void remove(UUID account, String code) {
        store.deleteAll(AssetKeys.publicOf(code));
        store.deleteAll(AssetKeys.privateOf(account, code));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JsonNode run(JobContext context) {
        remove(context.job().accountId(), context.job().subject());
        return JsonNodeFactory.instance.nullNode();
    }

    @Override
    public void onComplete(Job job, JsonNode result) {
        // Nothing refers to the bytes any more.
    }

    @Override
    public void onFailed(Job job, String step, String reason) {
        LOG.error("Assets of {} could not be removed: {}", job.subject(), reason);
    }

    @Override
    public void onCancelled(Job job) {
        // Nobody cancels it: the agent is deleted already.
    }
}
