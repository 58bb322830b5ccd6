package dev.likeness.runtime;

import dev.likeness.agent.AgentDeleted;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Ends the live sessions of an agent that is gone (CONTRACT 3.3), once its deletion has committed. Should the node die
 * in between, the heartbeats of those sessions are refused and the sweep ends them.
 */
@Component
class DeletedAgents {

    private final RuntimeSessions sessions;

    DeletedAgents(RuntimeSessions sessions) {
        this.sessions = sessions;
    }

    @TransactionalEventListener
    void deleted(AgentDeleted agent) {
        sessions.endOf(agent.accountId(), agent.agentCode());
    }
}
