package dev.likeness.agent;

import dev.likeness.agent.asset.AgentAssets;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import dev.likeness.common.Model;
import dev.likeness.job.Jobs;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The agents of all accounts. Somebody else's agent looks like none. Each method that changes one is a transaction, or
 * joins the caller's; it locks the row, lets the {@link Agent} decide and writes it back.
 */
@Component
public class Agents {

    private static final Pattern CODE = Pattern.compile(Ids.AGENT_CODE);

    private final AgentRepository rows;
    private final EntityManager entities;
    private final AgentDirectory directory;
    private final AgentAssets assets;
    private final Jobs jobs;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Agents(AgentRepository rows, EntityManager entities, AgentDirectory directory, AgentAssets assets, Jobs jobs,
            Clock clock, ApplicationEventPublisher events, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.entities = entities;
        this.directory = directory;
        this.assets = assets;
        this.jobs = jobs;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The account's living agent; {@code NOT_FOUND} when there is none. */
    public Agent get(UUID account, String code) {
        return find(account, code).orElseThrow(() -> notFound(code));
    }

    public Optional<Agent> find(UUID account, String code) {
        return read(account, code).filter(agent -> !agent.isDeleted());
    }

    /** As {@link #get}; {@code AGENT_DELETED} where the account's agent is no more (CONTRACT 1.3). */
    public Agent getOrGone(UUID account, String code) {
        Agent agent = read(account, code).orElseThrow(() -> notFound(code));
        if (agent.isDeleted()) {
            throw new ApiException(AgentError.AGENT_DELETED, "Agent " + code + " was deleted");
        }
        return agent;
    }

    /** As {@link #get}; {@code AGENT_NOT_READY} while it cannot be used. */
    public Agent getReady(UUID account, String code) {
        return ready(get(account, code));
    }

    /** That agent; {@code AGENT_NOT_READY} while it cannot be used. */
    public static Agent ready(Agent agent) {
        if (!agent.isReady()) {
            throw new ApiException(AgentError.AGENT_NOT_READY, "Agent " + agent.code() + " is "
                    + agent.status().word()
                    + (agent.status() == AgentStatus.FAILED ? ": create another" : ": wait until its status is ready"));
        }
        return agent;
    }

    /** Raises {@code NOT_FOUND}, as {@link #get} does, for what is no code; the database is not asked. */
    public static void requireCode(String code) {
        if (!CODE.matcher(code).matches()) {
            throw notFound(code);
        }
    }

    /** Whose this code is or was; codes are never given twice. */
    public Optional<UUID> owner(String code) {
        return directory.owner(code);
    }

    /** What agents are called, for a list of what was done with them; deleted ones keep their name. */
    public Map<String, String> names(Set<String> codes) {
        return codes.isEmpty() ? Map.of() : directory.names(codes);
    }

    /** The account of a showcase agent, which anybody may pull. */
    public Optional<UUID> showcaseOwner(String code) {
        return directory.showcaseOwner(code);
    }

    /** Lets anybody list and pull an agent, or its owner alone (CONTRACT 3.5). Raises {@code NOT_FOUND}. */
    public void show(String code, boolean shown) {
        transaction.executeWithoutResult(_ -> {
            rewrite(directory.owner(code).orElseThrow(() -> notFound(code)), code, living(code, agent -> {
                agent.showcase = shown;
                return false;
            }));
            directory.show(code, shown);
        });
    }

    /** Makes the creations, additions and deletions of an account wait for each other until the transaction ends. */
    public void lockCreations(UUID account) {
        directory.lockCreations(account);
    }

    /** A new agent whose credits are reserved; empty when the code is taken. */
    public Optional<Agent> create(NewAgent ordered) {
        return transaction.execute(_ -> insert(ordered,
                agent -> agent.advance(AgentStatus.PROCESSING, 0.02, "payment", "Credits reserved")));
    }

    /** An agent that never begins to be made, to tell its owner why; empty when the code is taken. */
    public Optional<Agent> createFailed(NewAgent ordered, String step, String message) {
        return transaction.execute(_ -> {
            Optional<Agent> agent = insert(ordered, failed -> failed.fail(step, message));
            agent.ifPresent(_ -> events.publishEvent(new AgentFailed(ordered.accountId(), ordered.code(), message)));
            return agent;
        });
    }

    public void advance(UUID account, String code, AgentStatus reached, double progress, String step, String message) {
        alter(account, code, agent -> agent.advance(reached, progress, step, message));
    }

    public void become(UUID account, String code, Persona persona) {
        alter(account, code, agent -> agent.become(persona));
    }

    /** What is being made is another model, as its picture turned out. */
    public void becomeModel(UUID account, String code, Model model, List<Model> models) {
        alter(account, code, agent -> agent.becomeModel(model, models));
    }

    public void embody(UUID account, String code, Appearance appearance) {
        alter(account, code, agent -> agent.embody(appearance));
    }

    /** Stores what was built and makes the agent ready, at once. */
    public void ready(UUID account, String code, List<Artifact> built) {
        transaction.executeWithoutResult(_ -> {
            if (change(account, code, agent -> {
                agent.keep(built, clock.instant());
                return agent.ready();
            })) {
                events.publishEvent(new AgentReady(account, code, get(account, code).model().slug()));
            }
        });
    }

    /**
     * Stores a model added later and counts it as supported.
     *
     * @param videoKey an identity video that was made for it; kept when the agent has none
     */
    public void addModels(UUID account, String code, List<Model> models, List<Artifact> built,
            @Nullable String videoKey) {
        transaction.executeWithoutResult(_ -> {
            alter(account, code, agent -> {
                agent.keep(built, clock.instant());
                agent.support(Stream.concat(agent.supportedModels().stream(), models.stream()).distinct().toList());
                agent.videoKey = agent.videoKey == null ? videoKey : agent.videoKey;
            });
            events.publishEvent(ModelFiles.Added.of(account, code, built));
        });
    }

    public void fail(UUID account, String code, String step, String message) {
        transaction.executeWithoutResult(_ -> {
            if (change(account, code, agent -> agent.fail(step, message))) {
                events.publishEvent(new AgentFailed(account, code, message));
            }
        });
    }

    /** Begins a failed agent anew; empty when it has not failed. */
    public Optional<Agent> retry(UUID account, String code, List<Model> models) {
        return transaction.execute(_ -> change(account, code, agent -> agent.retry(models))
                ? find(account, code)
                : Optional.empty());
    }

    /** Changes what is not null. */
    public void edit(UUID account, String code, @Nullable String systemPrompt, @Nullable String name,
            @Nullable String description, @Nullable String providers) {
        change(account, code, living(code, agent -> {
            agent.systemPrompt = systemPrompt == null ? agent.systemPrompt : systemPrompt;
            agent.name = name == null ? agent.name : name;
            agent.description = description == null ? agent.description : description;
            agent.providers = providers == null ? agent.providers : providers;
            return false;
        }));
    }

    /** Calls off what runs for the agent, which gives its charge back, and deletes it; its assets follow. */
    public void delete(UUID account, String code) {
        transaction.executeWithoutResult(_ -> {
            // An addition that is just being ordered is seen, or sees that there is no agent any more.
            lockCreations(account);
            get(account, code);
            // Jobs and sessions before the agent's row: whoever ends one takes its locks in this order, the wallet's too.
            jobs.cancel(account, code);
            events.publishEvent(new AgentDeleted(account, code));
            if (!change(account, code, agent -> agent.delete(clock.instant()))) {
                throw notFound(code);
            }
            // Else strangers would be told of its deletion.
            directory.show(code, false);
            assets.removeLater(account, code);
        });
    }

    private Optional<Agent> insert(NewAgent ordered, Consumer<Agent> begin) {
        if (!directory.register(ordered.accountId(), ordered.code(), ordered.showcase())) {
            return Optional.empty();
        }
        Agent agent = new Agent(ordered, Ids.sortable(clock.millis()), clock.instant());
        begin.accept(agent);
        entities.persist(agent);
        release(agent);
        return Optional.of(agent);
    }

    private void alter(UUID account, String code, Consumer<Agent> change) {
        change(account, code, agent -> {
            change.accept(agent);
            return false;
        });
    }

    private boolean change(UUID account, String code, Predicate<Agent> move) {
        return rewrite(account, code, agent -> {
            boolean moved = move.test(agent);
            agent.updatedAt = clock.instant();
            return moved;
        });
    }

    /** As {@link #change}, but what the agent itself says of its last change stays. */
    boolean rewrite(UUID account, String code, Predicate<Agent> move) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            Agent agent = rows.findLockedByAccountIdAndCode(account, code).orElseThrow(() -> notFound(code));
            boolean moved = move.test(agent);
            release(agent);
            return moved;
        }));
    }

    private Optional<Agent> read(UUID account, String code) {
        Optional<Agent> agent = rows.findByAccountIdAndCode(account, code);
        agent.ifPresent(entities::detach);
        return agent;
    }

    /**
     * Writes it now, so that SQL that follows sees it, and keeps nothing of it: an agent that the session remembered would
     * be given out again, and again after a lock was waited for, as it was before (src/docs/decisions.md).
     */
    private void release(Agent agent) {
        entities.flush();
        entities.detach(agent);
    }

    private static Predicate<Agent> living(String code, Predicate<Agent> move) {
        return agent -> {
            if (agent.isDeleted()) {
                throw notFound(code);
            }
            return move.test(agent);
        };
    }

    private static ApiException notFound(String code) {
        return new ApiException(CommonError.NOT_FOUND, "Agent not found for code: " + code);
    }
}
