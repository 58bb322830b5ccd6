package dev.likeness.tts;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.Required;
import dev.likeness.web.body.SentFile;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Voices and the studio's axes as JSON (CONTRACT 8). */
final class VoiceWire {

    private VoiceWire() {
    }

    enum Kind {
        @JsonProperty("builtin")
        BUILTIN, @JsonProperty("custom")
        CUSTOM
    }

    /**
     * @param id what {@code voice} is told
     * @param voiceCode what {@code voice_code} is told: of a saved voice its id, of a built-in one {@code portable_code}
     * @param portableCode the voice written out, for any account and installation
     * @param gender male or female
     * @param language it speaks if nothing is said
     * @param languages it can speak here
     * @param engine who speaks its language: hibari, kokoro, espeak-ng or openai; null where nobody does
     * @param baseVoice the built-in one it is made of
     * @param source how a saved one was made: sample or axes
     */
    @Schema(name = "Voice")
    record Listed(String id, Kind kind, String name, String gender, String language, List<String> languages,
            @Nullable String engine, String baseVoice, Map<String, Double> axes, String voiceCode,
            String portableCode, @Nullable String source, @Nullable Instant createdAt) {
    }

    /** @param note what there is to know of the voices of this installation */
    @Schema(name = "VoiceList")
    record All(List<Listed> voices, String note) {
    }

    @Body(forms = true)
    @Schema(name = "SaveVoiceRequest")
    record Save(@Required @Size(max = 200, message = "must have at most {max} characters") String name,
            @Schema(description = "The voice it is made of; with a sample: the one where no voice can be made out in it", defaultValue = "M1") @Nullable String baseVoice,
            @Schema(description = "Places on the axes of GET /v1/studio/axes; over what was heard in a sample") @Nullable Map<String, @Nullable Double> axes,
            @Schema(description = "A sample: base64, a data: URI or a public http(s) URL, or a file part of a form, at most 50 MB; its first minute is heard") @FileField(limit = "${likeness.tts.max-audio:50MB}", urls = true, parts = "file") @Nullable SentFile audio,
            @Schema(description = "The same by its public http(s) URL") @Nullable String audioUrl) {
    }

    /**
     * @param id of the saved voice; what {@code voice_code} takes
     * @param voiceCode the same
     * @param portableCode the voice written out
     * @param confidence that a sample is one person speaking, 0 to 1; under 0.5 the base voice was kept
     */
    @Schema(name = "SavedVoice")
    record Saved(String id, String voiceCode, String portableCode, Kind kind, String name, String baseVoice,
            Map<String, Double> axes, String source, @Nullable Double confidence, Instant createdAt) {
    }

    @Schema(name = "VoiceDeletion")
    record Deleted(String id, boolean deleted) {
    }

    /** @param anchorProjections where each built-in voice lies */
    @Schema(name = "VoiceAxis")
    record AxisOf(String name, String description, double suggestedMin, double suggestedMax,
            Map<String, Double> anchorProjections) {
    }

    @Schema(name = "VoiceAxes")
    record Axes(List<AxisOf> axes) {
    }
}
