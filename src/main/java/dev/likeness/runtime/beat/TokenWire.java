package dev.likeness.runtime.beat;

import dev.likeness.runtime.Beat;
import dev.likeness.runtime.Heartbeat;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Code;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.NamesAgent;
import dev.likeness.web.body.SentFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of runtime tokens (CONTRACT 4.1). */
final class TokenWire {

    private static final int INTERVAL_SECONDS = 60;
    static final int GRACE_SECONDS = 300;

    private TokenWire() {
    }

    /** A heartbeat; with a LiveKit field, or {@code mode} gpu or cpu, the start of an avatar in that room. */
    @Body(forms = true)
    @CloudStart(payload = Code.Missing.class)
    @Schema(name = "RuntimeTokenRequest")
    record TokenRequest(@Schema(description = "For a cloud start") @Nullable String livekitUrl,
            @Schema(description = "For a cloud start") @Nullable String livekitToken, @Nullable String roomName,
            @Schema(description = "gpu or cpu: a cloud start") @Nullable String mode,
            @Nullable String transactionId,
            @Schema(description = "The runtime instance, 32 hexadecimal digits") @Nullable String fingerprint,
            @Schema(description = "Which avatar is played", example = "A91XMB7113") @Nullable String agentCode,
            @Schema(description = "The same as agent_code") @Nullable String agentId,
            @Schema(description = "SHA-256 of the file that is played, when the agent is not known") @Nullable String modelHash,
            @Nullable String runtimeModelHash,
            @Schema(description = "self-hosted-essence-model when absent", example = "self-hosted-essence-2-model") @Nullable String billingType,
            @Schema(description = "The client's own user") @Nullable String userId,
            @Schema(description = "Free text, or any JSON") @Nullable JsonNode tags, @Nullable String runtimeVersion,
            @Schema(description = "For a cloud start: a URL, a data: URI or base64, or a file part of a form, called avatar_image") @FileField(limit = "10MB", urls = true, parts = "avatar_image") @Nullable SentFile image)
            implements
                NamesAgent {

        boolean isCloudStart() {
            return livekitUrl != null || livekitToken != null || "gpu".equals(mode) || "cpu".equals(mode);
        }

        Heartbeat heartbeat(KnownSecret secret) {
            return new Heartbeat(secret, known(fingerprint), known(roomName), agent(), known(modelHash),
                    known(runtimeModelHash), known(billingType), known(userId), text(tags), known(runtimeVersion));
        }

        /** Some clients send a text, some a list: a heartbeat is not refused for it. */
        private static @Nullable String text(@Nullable JsonNode tags) {
            return tags == null || tags.isString() ? tags == null ? null : tags.stringValue() : tags.toString();
        }
    }

    /** SDKs send empty texts for what they do not know. */
    static @Nullable String known(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @Schema(name = "RuntimeTokenAnswer")
    record TokenAnswer(TokenData data, String status, int statusCode) {

        static TokenAnswer of(RuntimeTokens.Minted token, String transactionId, Beat beat) {
            return new TokenAnswer(new TokenData(token.token(), transactionId, Objects.requireNonNull(beat.sessionId()),
                    token.expiresAt(),
                    INTERVAL_SECONDS, GRACE_SECONDS, beat.balance()), "success", 200);
        }
    }

    @Schema(name = "RuntimeToken")
    record TokenData(String token, String transactionId, String sessionId, Instant expiresAt,
            int heartbeatIntervalSeconds, int offlineGraceSeconds, long balance) {
    }
}
