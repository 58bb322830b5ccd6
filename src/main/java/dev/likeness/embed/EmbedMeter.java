package dev.likeness.embed;

import dev.likeness.common.ApiException;
import dev.likeness.room.RoomClosed;
import dev.likeness.runtime.Heartbeat;
import dev.likeness.runtime.RuntimeError;
import dev.likeness.runtime.RuntimeSessions;
import dev.likeness.runtime.Session;
import dev.likeness.web.KnownSecret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The session that an agent's owner pays for while visitors are in a room: at the model's cloud rate, beaten by every node
 * that has somebody in it, which bills each started minute once (CONTRACT 4.2).
 */
@Component
class EmbedMeter {

    private final RuntimeSessions sessions;

    EmbedMeter(RuntimeSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Keeps the session of a room's opening alive, or opens it.
     *
     * @param sessionId as it is known; null for an opening that was not metered yet
     * @return its id
     * @throws ApiException as a heartbeat is refused; {@code RUNTIME_SUSPENDED} where it was ended by its owner, too, or the
     *     one of an earlier opening was terminated (CONTRACT 4.2: for 320 s)
     */
    String beat(Visit visit, int opening, @Nullable String sessionId) {
        KnownSecret payer = visit.payer();
        if (payer == null) {
            throw new ApiException(RuntimeError.RUNTIME_SUSPENDED, "The secret that pays is gone");
        }
        if (sessionId == null && sessions.isRefused(visit.account(), visit.roomId())) {
            throw new ApiException(RuntimeError.RUNTIME_SUSPENDED, "The session was terminated");
        }
        if (sessionId != null && sessions.find(visit.account(), sessionId).filter(EmbedMeter::stopped).isPresent()) {
            // Another beat would open the next one.
            throw new ApiException(RuntimeError.RUNTIME_SUSPENDED, "The session has ended");
        }
        return Objects.requireNonNull(sessions.beat(new Heartbeat(payer, visit.fingerprint(), visit.roomId(),
                visit.agent().code(), null, null, "cloud-" + visit.model().slug() + "-model", visit.endUserId(), null,
                null, "room " + visit.roomId() + " " + opening, null, false)).sessionId());
    }

    /** Not one that only fell silent, while the database was away for long: the visitors are there. */
    private static boolean stopped(Session session) {
        return session.ended() && !"silent".equals(session.endReason());
    }

    @EventListener
    void closed(RoomClosed room) {
        String session = room.sessionId();
        if (session != null) {
            sessions.roomClosed(room.accountId(), session);
        }
    }
}
