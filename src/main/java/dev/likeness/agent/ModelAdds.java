package dev.likeness.agent;

import dev.likeness.common.Model;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Models on their way to agents that are ready. The agent stays ready meanwhile, and how the addition goes is told here
 * (CONTRACT 3.4). What is written belongs to the caller's transaction, and locks the agent.
 */
@Component
public class ModelAdds {

    private static final String FIND = """
            select m from Agent a join a.additions m
            where a.accountId = :account and a.code = :code and key(m) = :model""";

    private final Agents agents;
    private final EntityManager entities;
    private final Clock clock;

    ModelAdds(Agents agents, EntityManager entities, Clock clock) {
        this.agents = agents;
        this.entities = entities;
        this.clock = clock;
    }

    /** Begins the order, or begins another one after a failure. */
    public void begin(UUID account, String code, Model model, UUID add) {
        agents.rewrite(account, code,
                agent -> agent.additions.put(model, ModelAddition.begun(add, clock.instant())) == null);
    }

    /** Progress never falls; an order that has ended does not move. */
    public void advance(UUID account, String code, Model model, UUID add, double progress, String step,
            String message) {
        move(account, code, model, add, (order, now) -> order.advance(progress, step, message, now));
    }

    public void ready(UUID account, String code, Model model, UUID add) {
        move(account, code, model, add, (order, now) -> order.ready(model, now));
    }

    public void fail(UUID account, String code, Model model, UUID add, String step, String message) {
        move(account, code, model, add, (order, now) -> order.fail(step, message, now));
    }

    /** The newest order of that model. */
    public Optional<ModelAdd> find(UUID account, String code, Model model) {
        ModelAddition order = entities.createQuery(FIND, ModelAddition.class).setParameter("account", account)
                .setParameter("code", code).setParameter("model", model).getSingleResultOrNull();
        return Optional.ofNullable(order).map(found -> found.of(model));
    }

    private void move(UUID account, String code, Model model, UUID add, BiConsumer<ModelAddition, Instant> move) {
        agents.rewrite(account, code, agent -> {
            ModelAddition order = agent.additions.get(model);
            if (order == null || !order.isRunning(add)) {
                return false;
            }
            move.accept(order, clock.instant());
            return true;
        });
    }
}
