package dev.likeness.runtime.beat;

import dev.likeness.runtime.Beat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;

/** The JSON of runtime tokens (CONTRACT 4.1). */
final class TokenWire {

    private static final int INTERVAL_SECONDS = 60;
    static final int GRACE_SECONDS = 300;

    private TokenWire() {
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
