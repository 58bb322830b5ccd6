package dev.likeness.runtime;

import dev.likeness.account.Accounts;
import dev.likeness.common.ApiException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Stops sessions that run elsewhere (CONTRACT 4.2, 4.4). As with {@link RuntimeSessions}, each step is one statement,
 * alone in its transaction.
 */
@Service
public class SessionControls {

    private static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;
    private final RuntimeSessions sessions;
    private final Accounts accounts;

    SessionControls(JdbcClient jdbc, RuntimeSessions sessions, Accounts accounts) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /**
     * Ends a session, billing its started minutes, and refuses the heartbeats of whoever sent them for 320 s. One that
     * is over already stays as it is, and nobody is refused. Raises {@code NOT_FOUND} and {@code VALIDATION_ERROR}.
     *
     * @param reason kept with the session; at most 500 characters
     */
    public Session terminate(UUID account, String sessionId, @Nullable String reason) {
        checkReason(reason);
        jdbc.sql("select terminate_session(:account, :session, :reason)").param("account", account)
                .param("session", sessionId).param("reason", reason).query(Boolean.class).single();
        return sessions.find(account, sessionId).orElseThrow(RuntimeSessions::noSuchSession);
    }

    /**
     * Lets no secret of the account start or keep a session until a new one is created, and ends what is live, billed
     * to this moment. The refusal commits first: should the node die before the sessions end, no heartbeat revives them.
     * Raises {@code VALIDATION_ERROR}.
     *
     * @param reason kept with the account; at most 500 characters
     */
    public void revokeAll(UUID account, @Nullable String reason) {
        checkReason(reason);
        accounts.suspendRuntime(account, reason);
        jdbc.sql("select terminate_sessions(:account, :reason)").param("account", account).param("reason", reason)
                .query(Integer.class).single();
    }

    private static void checkReason(@Nullable String reason) {
        if (reason != null && reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw ApiException.invalid("reason", "reason must be at most " + LONGEST_REASON + " characters");
        }
    }
}
