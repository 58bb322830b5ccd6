package dev.likeness.tts;

import dev.likeness.tts.answer.SoundFormat;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.OneOf;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of speech (CONTRACT 8). */
final class SpeechWire {

    static final String WAV = "wav";
    static final String PCM = "pcm_s16le";
    /** What nobody asked otherwise is said with. */
    static final double SPEED = 1.05;

    private SpeechWire() {
    }

    @Body
    @Schema(name = "SpeechRequest")
    record Tts(
            @Schema(description = "As long as the body may be; plain, or SSML that begins with <speak>") @Required String text,
            @Schema(description = "M1 to M5 or F1 to F5, OpenAI's names of voices, or the id of a saved one", defaultValue = "M1") @Nullable String voice,
            @Schema(description = "The id of a saved voice, or one written out (bv1_…); wins over voice") @Nullable String voiceCode,
            @Schema(description = "Places on the axes of GET /v1/studio/axes") @Nullable Map<String, @Nullable Double> axes,
            @Schema(description = "Two letters of ISO 639-1, with or without a region", defaultValue = "en") @Nullable String language,
            @Schema(description = "Taken and not used: the engines here have no steps", defaultValue = "8") @Min(1) @Max(100) @Nullable Integer totalSteps,
            @Schema(defaultValue = "1.05") @DecimalMin("0.7") @DecimalMax("2.0") @Nullable Double speed,
            @Schema(defaultValue = WAV) @OneOf({
                    WAV, PCM}) @Nullable String format,
            @Schema(description = "Send each sentence as it is spoken: its length in bytes (4 bytes, little-endian), then its samples (16 bit, 24,000 Hz, one channel); a length of 0 ends it. Always samples, whatever format says", defaultValue = "false") @Nullable Boolean stream) {

        SoundFormat sound() {
            return Boolean.TRUE.equals(stream)
                    ? SoundFormat.FRAMES
                    : PCM.equals(format) ? SoundFormat.PCM : SoundFormat.WAV;
        }
    }

    @Body
    @Schema(name = "AudioSpeechRequest")
    record OpenAi(@Schema(description = "Taken and not used") @Nullable String model, @Required String input,
            @Schema(description = "M1 to M5 or F1 to F5, OpenAI's names of voices (alloy, nova, …), or the code of a saved one", defaultValue = "M1") @Nullable String voice,
            @Schema(defaultValue = WAV) @OneOf({
                    WAV, "pcm", "mp3", "opus", "aac",
                    "flac"}) @Nullable String responseFormat,
            @Schema(description = "Events are not sent here", defaultValue = "audio") @OneOf("audio") @Nullable String streamFormat,
            @Schema(defaultValue = "1.05") @DecimalMin("0.7") @DecimalMax("2.0") @Nullable Double speed,
            @Schema(description = "Two letters of ISO 639-1, with or without a region", defaultValue = "en") @Nullable String language) {
    }

    @Body
    @Schema(name = "VoicePreviewRequest")
    record Preview(@Required String text,
            @Schema(description = "A built-in voice, or the code of a saved one", example = "F1") @Required String baseVoice,
            @Schema(description = "Places on the axes of GET /v1/studio/axes") @Nullable Map<String, @Nullable Double> axes,
            @Schema(defaultValue = "en") @Nullable String language) {
    }
}
