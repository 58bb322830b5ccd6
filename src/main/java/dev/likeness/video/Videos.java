package dev.likeness.video;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.Agents;
import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.generation.AgentStudio;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.tts.TunedVoice;
import dev.likeness.tts.VoiceChoice;
import dev.likeness.web.Idempotency;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Ordering talking videos and looking at them (CONTRACT 7). Checks in this order: the body, the agent (404, 410), ready and
 * the model (409), the input (400) and its voice (404), paused (503), charge (402). One transaction with the charge, the row, the job and the
 * answer kept for a repeat.
 */
@Component
class Videos {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern ID = Pattern.compile("vid_[0-9a-f]{20}");

    private final Idempotency idempotency;
    private final Agents agents;
    private final VideoTable table;
    private final CreditLedger ledger;
    private final Jobs jobs;
    private final AgentStudio studio;
    private final AssetUrls urls;
    private final VoiceChoice voices;

    Videos(Idempotency idempotency, Agents agents, VideoTable table, CreditLedger ledger, Jobs jobs,
            AgentStudio studio, AssetUrls urls, VoiceChoice voices) {
        this.idempotency = idempotency;
        this.agents = agents;
        this.table = table;
        this.ledger = ledger;
        this.jobs = jobs;
        this.studio = studio;
        this.urls = urls;
        this.voices = voices;
    }

    Idempotency.Answer<VideoWire.Started> order(Idempotency.Request once, VideoWire.Order order) {
        String code = order.agent();
        if (code == null) {
            throw ApiException.missing("agent_code", "agent_code is required");
        }
        Agents.requireCode(code);
        Model model = Model.of(order.model()).orElseThrow();
        return idempotency.run(once, VideoWire.Started.class, () -> begin(once.account(), code, model, order));
    }

    private VideoWire.Started begin(UUID account, String code, Model model, VideoWire.Order sent) {
        // A deletion sees the job, or this sees that there is no agent any more.
        agents.lockCreations(account);
        Agent agent = Agents.ready(agents.getOrGone(account, code));
        if (!agent.supports(model)) {
            throw new ApiException(AgentError.MODEL_NOT_GENERATED, "agent " + code + "'s " + model.slug()
                    + " model hasn't been generated yet — add it with POST /v1/agent/" + code + "/models");
        }
        VideoOrder order = order(account, model, VideoInput.of(sent.input()), "high".equals(sent.quality()));
        studio.requireOpen(order.family());
        ledger.charge(account, order.charge(), order.reserved(),
                Subject.ofAgent(VideoOrder.KIND, PricingCode.talkingVideo(model), code));
        table.insert(account, code, order);
        jobs.submit(new NewJob(VideoOrder.KIND, order.family().slug(), account, code, order));
        return VideoWire.Started.processing(order.jobId());
    }

    private VideoOrder order(UUID account, Model model, VideoInput input, boolean high) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        String id = "vid_" + HexFormat.of().formatHex(random);
        String asked = input.voice();
        TunedVoice voice = asked == null ? null : voices.of(account, "input.voice", asked);
        String url = input.audioUrl();
        return new VideoOrder(id, model, input.text(), url, url == null ? null : studio.keyOf(url), voice, high,
                Prices.talkingVideo(model));
    }

    /** Raises {@code NOT_FOUND}, and {@code AGENT_DELETED} for a film that went with its agent. */
    VideoWire.Shown get(UUID account, String jobId) {
        Optional<Video> found = ID.matcher(jobId).matches() ? table.find(account, jobId) : Optional.empty();
        Video video = found
                .orElseThrow(() -> new ApiException(CommonError.NOT_FOUND, "There is no video job " + shown(jobId)));
        if (video.isCompleted() && video.key() == null) {
            throw new ApiException(AgentError.AGENT_DELETED,
                    "The video was deleted together with its agent " + video.agentCode());
        }
        String error = video.error();
        return new VideoWire.Shown(true, video.jobId(), video.status(), video.model(), urls.publicUrl(video.key()),
                video.seconds(), video.isProcessing() ? null : video.credits(),
                error == null ? null : new VideoWire.Failure(error));
    }

    /** What of a name is told again: it may be a book. */
    private static String shown(String jobId) {
        return jobId.length() <= 40 ? jobId : jobId.substring(0, 40) + "…";
    }
}
