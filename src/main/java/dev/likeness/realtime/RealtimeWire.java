package dev.likeness.realtime;

import dev.likeness.web.body.Body;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Realtime tokens as JSON (CONTRACT 4.6). */
final class RealtimeWire {

    private RealtimeWire() {
    }

    @Body
    @Schema(name = "RealtimeTokenRequest")
    record Request(
            @Schema(description = "A realtime model of OpenAI's; omitted: gpt-realtime-mini, unless the server is configured otherwise") @Nullable String model) {
    }

    /**
     * @param value what the client shows to OpenAI
     * @param expiresAt Unix seconds until which it may begin
     */
    @Schema(name = "RealtimeToken")
    record Token(String value, long expiresAt, String model) {
    }

    @Schema(name = "RealtimeTokenResponse")
    record Answer(Token data, String status, int statusCode) {
    }
}
