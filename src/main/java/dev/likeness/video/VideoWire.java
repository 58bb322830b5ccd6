package dev.likeness.video;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.common.Model;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.NamesAgent;
import dev.likeness.web.body.OneOf;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** The JSON of talking videos. */
final class VideoWire {

    private VideoWire() {
    }

    @Body
    @Schema(name = "TalkingVideoRequest")
    record Order(
            @Schema(description = "One that the agent has") @Required @OneOf({
                    "essence-1", "expression-1", "essence-2",
                    "essence-2-max", "expression-2"}) String model,
            @Schema(description = "Who speaks", example = "A91XMB7113") @Nullable String agentCode,
            @Schema(description = "The same as agent_code") @Nullable String agentId, @Required @Valid Input input,
            @Schema(description = "Answer when the video is there, but after 90 s at the latest. The query may say it, too", defaultValue = "false") @JsonProperty("wait") @Nullable Boolean waits,
            @Schema(description = "high: 1080 lines; standard: as many as the model has", defaultValue = "standard") @OneOf({
                    "standard", "high"}) @Nullable String quality)
            implements
                NamesAgent {
    }

    @Body
    @Schema(name = "TalkingVideoInput")
    record Input(@Required @OneOf({
            "text", "audio"}) String type,
            @Schema(description = "What is said; of what would take longer than 120 s, whole sentences that fit", maxLength = VideoInput.MOST_TEXT) @Nullable String text,
            @Schema(description = "A public http(s) URL of a recording: WAV, MP3, OGG, FLAC, AAC, M4A or WebM, at most 50 MB; the first 120 s are heard") @Nullable String audioUrl,
            @Schema(description = "M1 to M5, F1 to F5, the code of a saved voice, or a voice written out; absent: the agent's own voice", example = "F1") @Nullable String voice) {
    }

    /** An order, or a video at once: what is not known yet is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TalkingVideoStarted")
    record Started(boolean success, String jobId,
            @Schema(allowableValues = {
                    "processing", "completed", "failed"}) String status,
            @Nullable String videoUrl,
            @Nullable Double durationSeconds,
            @Nullable Long creditsCharged, @Nullable Failure error) {

        static Started processing(String jobId) {
            return new Started(true, jobId, "processing", null, null, null, null);
        }
    }

    /** A video as it stands: what is not known yet is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TalkingVideo")
    record Shown(boolean success, String jobId,
            @Schema(allowableValues = {
                    "processing", "completed", "failed"}) String status,
            Model model,
            @Nullable String videoUrl,
            @Nullable Double durationSeconds,
            @Nullable Long creditsCharged, @Nullable Failure error) {

        Started withoutModel() {
            return new Started(success, jobId, status, videoUrl, durationSeconds, creditsCharged, error);
        }
    }

    @Schema(name = "TalkingVideoFailure")
    record Failure(String message) {
    }
}
