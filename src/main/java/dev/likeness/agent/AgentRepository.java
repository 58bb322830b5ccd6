package dev.likeness.agent;

import dev.likeness.common.Model;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of agents, deleted ones too, always by their account first. Clients' answers are read elsewhere, in one statement. */
interface AgentRepository extends Repository<Agent, UUID> {

    Optional<Agent> findByAccountIdAndCode(UUID account, String code);

    /** Waits for whoever changes the agent. The present row, since nothing of it is kept in memory ({@link Agents}). */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Agent a where a.accountId = :account and a.code = :code")
    Optional<Agent> lock(UUID account, String code);

    @Query("select m from Agent a join a.additions m where a.accountId = :account and a.code = :code and key(m) = :model")
    Optional<ModelAddition> findAddition(UUID account, String code, Model model);
}
