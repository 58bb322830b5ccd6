package dev.likeness.runtime.session;

import dev.likeness.runtime.RuntimeSessions;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reading and ending one session (CONTRACT 4.4). */
@RestController
@RequestMapping("/v1/runtime-sessions/{session_id}")
@Refuses("404 NOT_FOUND")
@Tag(name = "Sessions")
class RuntimeSessionController {

    private final RuntimeSessions sessions;

    RuntimeSessionController(RuntimeSessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    @Operation(operationId = "getRuntimeSession", summary = "Read a session")
    SessionWire.SessionAnswer get(Caller caller, @PathVariable("session_id") String sessionId) {
        return SessionWire.SessionAnswer.of(
                sessions.find(caller.accountId(), sessionId).orElseThrow(RuntimeSessions::noSuchSession));
    }

    @PostMapping("/end")
    @Operation(operationId = "endRuntimeSession", summary = "End a session", description = "Ending twice gives the same answer and bills nothing.")
    SessionWire.SessionAnswer end(Caller caller, @PathVariable("session_id") String sessionId) {
        return SessionWire.SessionAnswer.of(sessions.end(caller.accountId(), sessionId));
    }
}
