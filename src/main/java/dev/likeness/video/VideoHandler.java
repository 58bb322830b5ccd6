package dev.likeness.video;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.asset.AssetUrls;
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
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties the job of a video to its row and its charge. */
@Component
class VideoHandler implements ForeignHandler {

    private static final String STEP = "video";

    private final VideoMaker maker;
    private final VideoFiles files;
    private final VideoTable table;
    private final Agents agents;
    private final AgentStudio studio;
    private final CreditLedger ledger;
    private final AssetUrls urls;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    VideoHandler(VideoMaker maker, VideoFiles files, VideoTable table, Agents agents, AgentStudio studio,
            CreditLedger ledger, AssetUrls urls, ApplicationEventPublisher events, JsonMapper json) {
        this.maker = maker;
        this.files = files;
        this.table = table;
        this.agents = agents;
        this.studio = studio;
        this.ledger = ledger;
        this.urls = urls;
        this.events = events;
        this.json = json;
    }

    @Override
    public String kind() {
        return VideoOrder.KIND;
    }

    @Override
    public boolean isReady() {
        return studio.works();
    }

    @Override
    public JsonNode run(JobContext context) throws Exception {
        studio.load();
        Job job = context.job();
        return studio.attempt(STEP, work -> {
            Path mp4 = work.resolve("video.mp4");
            maker.make(context, agents.get(job.accountId(), job.subject()), order(job), work, mp4);
            return json.valueToTree(files.keep(job, mp4));
        });
    }

    @Override
    public void onComplete(Job job, JsonNode result) {
        VideoOrder order = order(job);
        VideoFiles.Kept film = json.treeToValue(result, VideoFiles.Kept.class);
        long cost = order.cost(film.seconds());
        if (cost < order.reserved()) {
            ledger.refund(job.accountId(), order.charge(), "true_up:" + order.charge(), order.reserved() - cost);
        }
        table.complete(job.accountId(), order.jobId(), film.key(), film.seconds(), cost);
        events.publishEvent(new VideoCompleted(job.accountId(), order.jobId(), job.subject(), order.model().slug(),
                String.valueOf(urls.publicUrl(film.key())), film.seconds(), cost));
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
        VideoOrder order = order(job);
        ledger.refund(job.accountId(), order.charge(), "refund:" + order.charge());
        table.fail(job.accountId(), order.jobId(), reason);
        events.publishEvent(
                new VideoFailed(job.accountId(), order.jobId(), job.subject(), order.model().slug(), reason));
        forgetUploads(job);
    }

    @Override
    public Brief brief(Job job) throws InterruptedException {
        VideoOrder order = order(job);
        Agent agent = agents.get(job.accountId(), job.subject());
        Map<String, String> inputs = new LinkedHashMap<>();
        String image = agent.imageKey();
        if (image != null) {
            inputs.put("portrait", image);
        }
        String recording = order.audioUrl();
        if (recording != null) {
            inputs.put("audio", kept(job, recording, order.audioKey()));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", order.model());
        told.put("text", order.text());
        told.put("voice", order.voice());
        told.put("voice_profile", studio.voice(agent));
        PortraitSpec size = AgentStudio.size(agent, order.model(), order.high());
        told.put("width", size.width());
        told.put("height", size.height());
        told.put("transparency", agent.transparency());
        told.put("longest_seconds", VideoOrder.LONGEST);
        return new Brief(told, inputs, outputs(job));
    }

    private String kept(Job job, String recording, @Nullable String key) throws InterruptedException {
        try {
            Path work = studio.folder();
            try {
                Path sound = work.resolve("audio");
                studio.recording(recording, key, sound);
                return files.keepInput(job, sound);
            } finally {
                AgentStudio.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Output> outputs(Job job) {
        return List.of(files.output(job));
    }

    @Override
    public JsonNode accept(Job job, JsonNode sent) {
        return json.valueToTree(files.accept(job));
    }

    private void forgetUploads(Job job) {
        AfterCommit.delete("Uploads for job " + job.id(), () -> files.forget(job));
    }

    private VideoOrder order(Job job) {
        return json.treeToValue(job.payload(), VideoOrder.class);
    }
}
