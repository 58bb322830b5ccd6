package dev.likeness.runtime.session;

import dev.likeness.account.Accounts;
import dev.likeness.runtime.RuntimeSessions;
import dev.likeness.runtime.SessionControls;
import dev.likeness.runtime.Transcripts;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sessions of the caller's account: seeing and stopping them (CONTRACT 4.4). */
@RestController
@RequestMapping("/v2/{user_id}")
@Refuses("403 FORBIDDEN")
@Tag(name = "Sessions")
class OwnSessionsController {

    private final SessionList list;
    private final SessionControls controls;
    private final RuntimeSessions sessions;
    private final Transcripts transcripts;

    OwnSessionsController(SessionList list, SessionControls controls, RuntimeSessions sessions,
            Transcripts transcripts) {
        this.list = list;
        this.controls = controls;
        this.sessions = sessions;
        this.transcripts = transcripts;
    }

    @GetMapping("/runtime-sessions")
    @Operation(operationId = "listRuntimeSessions", summary = "List the sessions, newest first, and what they cost just now", description = "window: live (beating), recent (idle and ended) or all. kind: conversations (cloud), self_hosted or all. The three totals cover the account, whatever the list shows.")
    SessionWire.ListAnswer list(Caller caller, @PathVariable("user_id") String userId,
            @Schema(allowableValues = {"live", "recent", "all"}) @RequestParam(defaultValue = "all") String window,
            @Schema(allowableValues = {"conversations", "self_hosted",
                    "all"}) @RequestParam(defaultValue = "all") String kind,
            @Schema(minimum = "1", maximum = "200") @RequestParam(defaultValue = "50") int limit) {
        Accounts.requireOwn(caller, userId);
        return SessionWire.ListAnswer.of(list.overview(caller.accountId(),
                SessionList.choice(SessionList.Window.class, "window", window),
                SessionList.choice(SessionList.Kind.class, "kind", kind), limit));
    }

    @GetMapping("/runtime-sessions/{session_id}/messages")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "getRuntimeSessionMessages", summary = "Read a session's transcript, oldest first", description = "A self-hosted runtime sends none: its transcript is empty.")
    SessionWire.TranscriptAnswer messages(Caller caller, @PathVariable("user_id") String userId,
            @PathVariable("session_id") String sessionId) {
        Accounts.requireOwn(caller, userId);
        return SessionWire.TranscriptAnswer.of(
                sessions.find(caller.accountId(), sessionId).orElseThrow(RuntimeSessions::noSuchSession),
                transcripts.of(caller.accountId(), sessionId));
    }

    @PostMapping("/runtime-sessions/{session_id}/terminate")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "terminateRuntimeSession", summary = "Stop a session", description = "Bills its started minutes and refuses its heartbeats (RUNTIME_SUSPENDED) for 320 s, so that a running client stops; nothing is billed meanwhile. Terminating twice gives the same answer. A session that was over already stays as it is, and no heartbeat is refused.")
    SessionWire.TerminatedAnswer terminate(Caller caller, @PathVariable("user_id") String userId,
            @PathVariable("session_id") String sessionId,
            @Valid @RequestBody(required = false) SessionWire.Reason body) {
        Accounts.requireOwn(caller, userId);
        return SessionWire.TerminatedAnswer.of(
                controls.terminate(caller.accountId(), sessionId, body.reason()));
    }

    @PostMapping("/runtime/revoke-all")
    @Operation(operationId = "revokeAllRuntimes", summary = "Stop every session and every token, in an emergency", description = "The token endpoints answer RUNTIME_SUSPENDED to every API secret of the account until a new one is created; other operations go on. Live sessions end at once and their started minutes are billed, as when they are ended one by one: a session left to fall silent could be taken up again, with the minutes in between, once a new secret is there. A token that was issued lives for 300 s at most.")
    SessionWire.RevokedAnswer revokeAll(Caller caller, @PathVariable("user_id") String userId,
            @Valid @RequestBody(required = false) SessionWire.Reason body) {
        Accounts.requireOwn(caller, userId);
        controls.revokeAll(caller.accountId(), body.reason());
        return SessionWire.RevokedAnswer.now();
    }
}
