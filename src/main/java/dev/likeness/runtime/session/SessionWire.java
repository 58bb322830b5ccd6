package dev.likeness.runtime.session;

import dev.likeness.runtime.Session;
import dev.likeness.runtime.Transcripts;
import dev.likeness.web.body.Body;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of an account's sessions as their owner sees and stops them (CONTRACT 4.4). */
final class SessionWire {

    private static final int REVOKED_WITHIN_SECONDS = 320;

    private SessionWire() {
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

    @Body
    @Schema(name = "SessionReason")
    record Reason(
            @Schema(description = "Kept; at most 500 characters", maxLength = 500) @Nullable String reason) {
    }

    @Schema(name = "SessionListAnswer")
    record ListAnswer(boolean success, Overview data) {

        static ListAnswer of(SessionList.Overview overview) {
            SessionList.Totals totals = overview.totals();
            return new ListAnswer(true, new Overview(totals.live(), totals.burnRate(), totals.creditsThisHour(),
                    overview.rows().stream().map(Row::of).toList()));
        }
    }

    @Schema(name = "SessionOverview")
    record Overview(@Schema(description = "Live sessions of the account, whatever the list shows") int activeCount,
            @Schema(description = "Credits a minute that the live sessions cost together") long liveBurnRateCrPerMin,
            @Schema(description = "Credits that sessions cost in the last 60 minutes") long creditsThisHour,
            List<Row> sessions) {
    }

    @Schema(name = "SessionRow")
    record Row(String id, @Nullable String agentCode, @Nullable String agentName,
            @Schema(description = "The pricing code it is billed under") String billingType,
            @Schema(description = "The API secret of its last heartbeat") String keyAlias, @Nullable String roomName,
            Instant started, Instant lastSeen,
            @Schema(description = "Started minutes paid for") int minutes, long credits,
            @Schema(description = "Credits a minute; 0 unless it is live") long burnRateCrPerMin,
            @Schema(description = "live; idle: no heartbeat for 90 s; ended", allowableValues = {
                    "live", "idle",
                    "ended"}) String status,
            boolean hasTranscript,
            @Schema(description = "What was given when it was terminated") @Nullable String terminateReason) {

        static Row of(SessionList.Row row) {
            return new Row(row.sessionId(), row.agentCode(), row.agentName(), row.pricingCode(), row.keyAlias(),
                    row.roomName(), row.startedAt(), row.lastBeatAt(), row.minutes(), row.credits(), row.burnRate(),
                    row.status(), row.hasTranscript(), row.terminateReason());
        }
    }

    @Schema(name = "SessionTranscriptAnswer")
    record TranscriptAnswer(boolean success, Transcript data) {

        static TranscriptAnswer of(Session session, List<Transcripts.Line> lines) {
            return new TranscriptAnswer(true, new Transcript(session.sessionId(), session.agentCode(),
                    session.startedAt(), session.endedAt(), !session.ended(),
                    lines.stream().map(line -> new Message(line.saidAt(), line.role(), line.content())).toList()));
        }
    }

    @Schema(name = "SessionTranscript")
    record Transcript(String sessionId, @Nullable String agentCode, Instant started, @Nullable Instant ended,
            boolean live,
            @Schema(description = "Oldest first; a self-hosted session has none") List<Message> messages) {
    }

    @Schema(name = "SessionMessage")
    record Message(Instant timestamp, @Schema(allowableValues = {
            "user", "assistant"}) String role, String message) {
    }

    @Schema(name = "SessionTerminatedAnswer")
    record TerminatedAnswer(boolean success, Terminated data) {

        static TerminatedAnswer of(Session session) {
            return new TerminatedAnswer(true,
                    new Terminated(session.sessionId(), true, session.ended(), !session.hosted(), note(session)));
        }

        private static String note(Session session) {
            if (!"terminated".equals(session.endReason())) {
                return "The session was over already";
            }
            return session.hosted()
                    ? "The session has ended and is billed no further"
                    : "The session has ended and is billed no further; its runtime is refused at its next heartbeat";
        }
    }

    @Schema(name = "SessionTerminated")
    record Terminated(String sessionId, @Schema(description = "Its record is closed") boolean closed,
            @Schema(description = "It is over and its slot is free") boolean ended, boolean selfHosted, String note) {
    }

    @Schema(name = "SessionRevokedAnswer")
    record RevokedAnswer(boolean success, Revoked data) {

        static RevokedAnswer now() {
            return new RevokedAnswer(true, new Revoked(true, REVOKED_WITHIN_SECONDS, true,
                    "No API secret starts or keeps a session until a new one is created. Live sessions have ended."));
        }
    }

    @Schema(name = "SessionRevoked")
    record Revoked(boolean revoked,
            @Schema(description = "Until the last token that was issued has expired") int effectiveInSeconds,
            boolean runtimeSuspended, String note) {
    }
}
