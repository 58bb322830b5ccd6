package dev.likeness.embed;

import dev.likeness.web.KnownSecret;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for visitors (CONTRACT 4.5). */
@RestController
@Tag(name = "Embedding")
class EmbedTokenController {

    private final EmbedTokens tokens;

    EmbedTokenController(EmbedTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/v1/embed-tokens/request")
    @Refuses({"400 MISSING_PARAM", "403 ACCOUNT_SUSPENDED, RUNTIME_SUSPENDED", "404 NOT_FOUND",
            "409 AGENT_NOT_READY, MODEL_NOT_GENERATED"})
    @Operation(operationId = "requestEmbedToken", summary = "Get a token with which a visitor's browser meets an agent", description = "Good for an hour, for the page /embed/{agent_id} and its room alone. The visitor's minutes are billed to this account as a session at the model's cloud rate.")
    EmbedWire.Answer request(KnownSecret secret, @Valid @RequestBody EmbedWire.Request body) {
        return EmbedWire.Answer.of(tokens.request(secret, body));
    }
}
