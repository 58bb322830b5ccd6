package dev.likeness.video;

import dev.likeness.web.Caller;
import dev.likeness.web.ClientLine;
import dev.likeness.web.Idempotency;
import dev.likeness.web.Refuses;
import dev.likeness.web.body.BodyDigest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Talking videos (CONTRACT 7). */
@RestController
@Tag(name = "Video")
class VideoController {

    private final Videos videos;
    private final VideoWaits waits;

    VideoController(Videos videos, VideoWaits waits) {
        this.videos = videos;
        this.waits = waits;
    }

    @PostMapping("/v1/video/generate")
    @Refuses({"400 MISSING_PARAM", "402 INSUFFICIENT_BALANCE", "403 ACCOUNT_SUSPENDED",
            "404 NOT_FOUND, VOICE_NOT_FOUND",
            "409 AGENT_NOT_READY, MODEL_NOT_GENERATED, IDEMPOTENCY_IN_FLIGHT", "410 AGENT_DELETED",
            "422 IDEMPOTENCY_KEY_REUSED", "503 MODEL_NOT_YET_AVAILABLE"})
    @Operation(operationId = "generateTalkingVideo", summary = "Let an agent say a text, or speak a recording", description = "An MP4 of at most 120 s, in the agent's size. Two minutes are charged at once; what the film did not take of them is given back when it is there, all of it when it fails. Of a text that takes longer, the sentences that fit are said; of a longer recording the first 120 s are heard. With wait the answer comes when the video is there, after 90 s at the latest; a repeat with the same Idempotency-Key waits, too.")
    ResponseEntity<VideoWire.Started> generateTalkingVideo(Caller caller, @Valid @RequestBody VideoWire.Order body,
            BodyDigest digest,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Parameter(description = "As in the body") @RequestParam(name = "wait", required = false) @Nullable Boolean wait,
            @Parameter(hidden = true) HttpServletRequest request) throws InterruptedException {
        Idempotency.Answer<VideoWire.Started> ordered = videos
                .order(new Idempotency.Request(caller.accountId(), "video/generate", key, digest.sha256()), body);
        if (!Boolean.TRUE.equals(wait) && !Boolean.TRUE.equals(body.waits())) {
            return ordered.toResponse();
        }
        String jobId = ordered.value().jobId();
        waits.await(caller.accountId(), jobId, () -> ClientLine.isGone(request));
        HttpHeaders headers = new HttpHeaders();
        if (ordered.repeated()) {
            headers.set("Idempotency-Replayed", "true");
        }
        return ResponseEntity.ok().headers(headers).body(videos.get(caller.accountId(), jobId).withoutModel());
    }

    @GetMapping("/v1/video/{job_id}")
    @Refuses({"404 NOT_FOUND", "410 AGENT_DELETED"})
    @Operation(operationId = "getTalkingVideo", summary = "How a talking video stands, and where it is", description = "For ever: also long after the job has ended. The file lives as long as the agent; 410 afterwards.")
    VideoWire.Shown getTalkingVideo(Caller caller, @PathVariable("job_id") String jobId) {
        return videos.get(caller.accountId(), jobId);
    }
}
