package dev.likeness.realtime;

import dev.likeness.web.KnownSecret;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for OpenAI's realtime API (CONTRACT 4.6). */
@RestController
@Tag(name = "Voice")
class RealtimeController {

    private final RealtimeTokens tokens;

    RealtimeController(RealtimeTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/v1/realtime/ephemeral-token")
    @Refuses({"402 INSUFFICIENT_BALANCE", "403 ACCOUNT_SUSPENDED, RUNTIME_SUSPENDED", "502 UPSTREAM_UNAVAILABLE"})
    @Operation(operationId = "requestRealtimeToken", summary = "Get a short-lived client secret of OpenAI's realtime API", description = "Needs a positive balance and costs nothing here. 20 a minute.")
    RealtimeWire.Answer request(KnownSecret secret, @Valid @RequestBody(required = false) RealtimeWire.Request body)
            throws InterruptedException {
        return new RealtimeWire.Answer(tokens.request(secret, body.model()), "success", 200);
    }
}
