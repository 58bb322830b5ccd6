package dev.likeness.runtime;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON of live sessions: CONTRACT 4.1 and 4.4. */
final class RuntimeWire {

    private static final int INTERVAL_SECONDS = 60;
    static final int GRACE_SECONDS = 300;

    private RuntimeWire() {
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

    @Schema(name = "RuntimeSession")
    record SessionAnswer(String sessionId,
            @Schema(description = "starting: a cloud avatar on its way into its room", allowableValues = {
                    "starting",
                    "live", "ended"}) String status,
            @Nullable String agentId, @Nullable String model,
            @Nullable String roomName, Instant startedAt, @Nullable Instant endedAt, long billedSeconds, long credits,
            boolean ended, boolean slotReleased, String note) {

        static SessionAnswer of(Session session) {
            return new SessionAnswer(session.sessionId(), session.ended() ? "ended" : "live", session.agentCode(),
                    session.model(), session.roomName(), session.startedAt(), session.endedAt(),
                    session.billedMinutes() * 60L, session.credits(), session.ended(), session.ended(), note(session));
        }

        private static String note(Session session) {
            String reason = session.endReason();
            return switch (reason) {
                case null -> "The session is live";
                case "silent" -> "The session ended with its last heartbeat";
                case "balance" -> "The session ended because the credits ran out";
                case "terminated" -> "The session was terminated";
                default -> "The session has ended";
            };
        }
    }
}
