package dev.likeness.tts;

import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Which voices there are (CONTRACT 8), and saving more. */
@RestController
@Tag(name = "Voice")
class VoiceController {

    private final Voices voices;
    private final SavedVoices saved;

    VoiceController(Voices voices, SavedVoices saved) {
        this.voices = voices;
        this.saved = saved;
    }

    @GetMapping("/v1/voices")
    @Operation(operationId = "listVoices", summary = "List the ten built-in voices and the account's own", description = "Each with the engine that speaks it here. With the Kokoro pack the ten are ten people; without, they are made of one.")
    VoiceWire.All list(Caller caller) {
        return voices.all(caller.accountId());
    }

    @PostMapping("/v1/voices")
    @Refuses({"400 MISSING_PARAM, DOWNLOAD_FAILED", "404 VOICE_NOT_FOUND", "409 QUOTA_EXCEEDED"})
    @Operation(operationId = "saveVoice", summary = "Save a voice", description = "A base and places on the axes, or what is heard in a sample: the nearest built-in voice, tuned.")
    VoiceWire.Saved save(Caller caller, @Valid @RequestBody VoiceWire.Save body, HttpServletRequest request)
            throws IOException, InterruptedException {
        return voices.save(caller.accountId(), body, request);
    }

    @DeleteMapping("/v1/voices/{voice_id}")
    @Refuses({"404 VOICE_NOT_FOUND, NOT_FOUND"})
    @Operation(operationId = "deleteVoice", summary = "Delete a saved voice")
    VoiceWire.Deleted delete(Caller caller, @PathVariable("voice_id") UUID voice) {
        saved.delete(caller.accountId(), voice);
        return new VoiceWire.Deleted(voice.toString(), true);
    }

    @GetMapping("/v1/studio/axes")
    @Operation(operationId = "listVoiceAxes", summary = "List what can be changed about a voice", description = "A value is a place on its axis; anchor_projections says where each built-in voice lies. A voice goes as far as it bears.")
    VoiceWire.Axes axes(Caller caller) {
        return Voices.axes();
    }
}
