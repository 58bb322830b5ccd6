package dev.likeness.agent;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The rows of agents, deleted ones too, always by their account first. Clients' answers are read elsewhere, in one statement. */
interface AgentRepository extends Repository<Agent, UUID> {

    Optional<Agent> findByAccountIdAndCode(UUID account, String code);

    /** Waits for whoever changes the agent. The present row, since nothing of it is kept in memory ({@link Agents}). */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Agent> findLockedByAccountIdAndCode(UUID account, String code);
}
