package dev.likeness.tts;

import dev.likeness.tts.answer.SoundFormat;
import dev.likeness.tts.answer.SpeechAnswers;
import dev.likeness.voice.Manner;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Saying things (CONTRACT 8). */
@RestController
@Tag(name = "Voice")
@Refuses({"400 MISSING_PARAM", "404 VOICE_NOT_FOUND", "502 UPSTREAM_UNAVAILABLE"})
class SpeechController {

    private static final String LENGTHS = "A text of up to two minutes is answered with its Content-Length; a longer one is streamed, its sizes in the WAV header the largest there are. A client that hangs up is not spoken to any longer.";

    private final VoiceChoice voices;
    private final SpeechAnswers answers;

    SpeechController(VoiceChoice voices, SpeechAnswers answers) {
        this.voices = voices;
        this.answers = answers;
    }

    @PostMapping("/v1/tts")
    @Operation(operationId = "synthesizeSpeech", summary = "Say a text", description = LENGTHS)
    @ApiResponse(responseCode = "200", headers = @Header(name = "X-Sample-Rate", description = "Samples a second", schema = @Schema(type = "integer")), content = {
            @Content(mediaType = "audio/wav", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "audio/pcm", schema = @Schema(type = "string", format = "binary"))})
    void say(Caller caller, @Valid @RequestBody SpeechWire.Tts body, HttpServletRequest request,
            HttpServletResponse response) throws IOException, InterruptedException {
        SoundFormat format = body.sound();
        TunedVoice voice = voices.of(caller.accountId(), "voice", body.voice(), body.voiceCode(), body.axes());
        answers.answer("text", body.text(), manner(voice, body.language(), body.speed()), format,
                format == SoundFormat.FRAMES, request, response);
    }

    @PostMapping("/v1/audio/speech")
    @Operation(operationId = "openaiCompatSpeech", summary = "Say a text, as OpenAI's SDKs ask", description = "With this server's /v1 as their base URL and a secret as their key. Formats other than wav are streamed as they are made. "
            + LENGTHS)
    @ApiResponse(responseCode = "200", headers = @Header(name = "X-Sample-Rate", description = "Samples a second", schema = @Schema(type = "integer")), content = {
            @Content(mediaType = "audio/wav", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "audio/pcm", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "audio/mpeg", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "audio/ogg", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "audio/aac", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "audio/flac", schema = @Schema(type = "string", format = "binary"))})
    void speak(Caller caller, @Valid @RequestBody SpeechWire.OpenAi body, HttpServletRequest request,
            HttpServletResponse response) throws IOException, InterruptedException {
        SoundFormat format = SoundFormat.of(body.responseFormat());
        TunedVoice voice = voices.of(caller.accountId(), "voice", body.voice(), null, null);
        answers.answer("input", body.input(), manner(voice, body.language(), body.speed()), format,
                format != SoundFormat.WAV,
                request, response);
    }

    @PostMapping("/v1/studio/preview")
    @Operation(operationId = "previewTunedVoice", summary = "Hear a voice before it is saved", description = "X-Voice-Code is the voice written out: voice_code takes it, on every installation. "
            + LENGTHS)
    @ApiResponse(responseCode = "200", headers = {
            @Header(name = "X-Sample-Rate", description = "Samples a second", schema = @Schema(type = "integer")),
            @Header(name = "X-Voice-Code", description = "The voice written out", schema = @Schema(type = "string"))}, content = @Content(mediaType = "audio/wav", schema = @Schema(type = "string", format = "binary")))
    void preview(Caller caller, @Valid @RequestBody SpeechWire.Preview body, HttpServletRequest request,
            HttpServletResponse response) throws IOException, InterruptedException {
        TunedVoice voice = voices.of(caller.accountId(), "base_voice", body.baseVoice(), null, body.axes());
        response.setHeader("X-Voice-Code", PortableCode.of(voice));
        answers.answer("text", body.text(), manner(voice, body.language(), null), SoundFormat.WAV, false, request,
                response);
    }

    private static Manner manner(TunedVoice voice, @Nullable String language, @Nullable Double speed) {
        return voice.manner(SpeechAnswers.language(language), Objects.requireNonNullElse(speed, SpeechWire.SPEED));
    }
}
