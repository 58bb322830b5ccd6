package dev.likeness.runtime;

import dev.likeness.agent.AgentDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the live sessions of an agent that is being deleted (CONTRACT 3.3), in the deletion's own transaction. Not after
 * it: until everything after a commit is done its thread keeps the connection, and would wait for a second one.
 */
@Component
class DeletedAgents {

    private final RuntimeSessions sessions;

    DeletedAgents(RuntimeSessions sessions) {
        this.sessions = sessions;
    }

    @EventListener
    void deleted(AgentDeleted agent) {
        sessions.endOf(agent.accountId(), agent.agentCode());
    }
}
