package dev.likeness.dynamics;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.ModelFiles;
import dev.likeness.avatar.gesture.Gesture;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import dev.likeness.generation.AgentStudio;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.web.Idempotency;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Ordering gestures, setting them and looking at them (CONTRACT 5). Checks of an order in this order: the body, the agent
 * (404, 410), ready (409), running already (the same: answered, not charged; another that was charged: 409), paused (503),
 * charge (402). One transaction with the
 * charge, the row, the job and the answer kept for a repeat.
 */
@Component
class Dynamics {

    private static final int LONGEST_URL = 8192;
    /** Nobody pays for a regeneration: it waits for those who do. */
    private static final int LATER = -1;
    private static final DynamicsRow NONE = new DynamicsRow("ready", false, DynamicsOrder.USUAL, null, null, null, null,
            JsonNodeFactory.instance.objectNode(), null);

    private final Idempotency idempotency;
    private final Agents agents;
    private final DynamicsTable table;
    private final CreditLedger ledger;
    private final Jobs jobs;
    private final AgentStudio studio;
    private final AgentGestures gestures;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Dynamics(Idempotency idempotency, Agents agents, DynamicsTable table, CreditLedger ledger, Jobs jobs,
            AgentStudio studio, AgentGestures gestures, Clock clock, PlatformTransactionManager transactions) {
        this.idempotency = idempotency;
        this.agents = agents;
        this.table = table;
        this.ledger = ledger;
        this.jobs = jobs;
        this.studio = studio;
        this.gestures = gestures;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    Idempotency.Answer<DynamicsWire.Started> order(Idempotency.Request once, DynamicsWire.Order order) {
        String code = order.agent();
        if (code == null) {
            throw ApiException.missing("agent_id", "agent_id is required");
        }
        Agents.requireCode(code);
        String image = image(order.imageUrl());
        int seconds = Objects.requireNonNullElse(order.duration(), DynamicsOrder.USUAL);
        return idempotency.run(once, DynamicsWire.Started.class, () -> begin(once.account(), code, seconds, image));
    }

    private static @Nullable String image(@Nullable String url) {
        if (url == null || url.isBlank()) {
            return null;
        }
        String plain = url.strip();
        String small = plain.toLowerCase(Locale.ROOT);
        if (plain.length() > LONGEST_URL || !(small.startsWith("http://") || small.startsWith("https://"))) {
            throw ApiException.invalid("image_url", "image_url must be an http or https URL");
        }
        return plain;
    }

    private DynamicsWire.Started begin(UUID account, String code, int seconds, @Nullable String image) {
        // A deletion sees the job, or this sees that there is no agent any more; and of two orders one is the first.
        agents.lockCreations(account);
        Agent agent = Agents.ready(agents.getOrGone(account, code));
        DynamicsRow row = row(account, code);
        boolean same = row.isGenerating() && row.isOf(seconds, image);
        if (row.isGenerating() && row.paid() && !same) {
            throw new ApiException(CommonError.CONFLICT, "Other dynamics of agent " + code
                    + " are being generated: wait until their status is ready or failed");
        }
        // Of a regeneration that runs, others than ordered now would come: its job finds that nobody waits for it.
        if (!same) {
            studio.requireOpen(agent.model());
            DynamicsOrder order = new DynamicsOrder(Ids.sortable(clock.millis()), seconds, image,
                    image == null ? null : studio.keyOf(image), true);
            ledger.charge(account, order.charge(), Prices.DYNAMICS,
                    Subject.ofAgent(DynamicsOrder.KIND, PricingCode.DYNAMICS, code));
            submit(agent, order, 0);
        }
        return new DynamicsWire.Started(true, "Dynamics generation started", code, "processing");
    }

    private void submit(Agent agent, DynamicsOrder order, int priority) {
        table.begin(agent.accountId(), agent.code(), order);
        jobs.submit(new NewJob(DynamicsOrder.KIND, agent.model().slug(), agent.accountId(), agent.code(), order,
                priority, Duration.ZERO));
    }

    private DynamicsRow row(UUID account, String code) {
        return table.find(account, code).orElse(NONE);
    }

    DynamicsWire.Updated update(UUID account, String code, DynamicsWire.Update sent) {
        Agents.requireCode(code);
        if (sent.dynamics() == null && sent.toggleEnabled() == null) {
            throw ApiException.missing("dynamics", "dynamics is required");
        }
        return Objects.requireNonNull(transaction.execute(_ -> {
            agents.lockCreations(account);
            Agent agent = agents.getOrGone(account, code);
            DynamicsRow before = row(account, code);
            Settings settings = Settings.merged(before.settings(),
                    Objects.requireNonNullElse(sent.dynamics(), Map.of()));
            Boolean said = sent.toggleEnabled() == null ? settings.enabled() : sent.toggleEnabled();
            table.save(account, code, said == null ? before.enabled() : said, settings.others());
            String trouble = before.isGenerating() ? null : regenerated(agent, before);
            return trouble == null
                    ? new DynamicsWire.Updated(true,
                            "Dynamics updated successfully and movements regeneration started", code, "started", null)
                    : new DynamicsWire.Updated(true, "Dynamics updated successfully; movements regeneration failed",
                            code, "failed", trouble);
        }));
    }

    /** Makes the films anew, for models that came since too; why not, where that cannot be. */
    private @Nullable String regenerated(Agent agent, DynamicsRow before) {
        if (before.clips() == null) {
            return "No dynamics were generated yet: order them with POST /v1/dynamics/generate";
        }
        try {
            Agents.ready(agent);
            studio.requireOpen(agent.model());
        } catch (ApiException e) {
            return e.message();
        }
        submit(agent, new DynamicsOrder(Ids.sortable(clock.millis()), before.seconds(), before.imageUrl(),
                before.imageKey(), false), LATER);
        return null;
    }

    /**
     * Files that came after the films get theirs, too. No row is touched: the addition holds the agent, which everybody else
     * takes behind the row.
     */
    @EventListener
    void added(ModelFiles.Added files) {
        if (files.models().isEmpty()) {
            return;
        }
        DynamicsRow row = row(files.accountId(), files.agentCode());
        if (row.clips() != null || row.isGenerating()) {
            jobs.submit(new NewJob(DynamicsOrder.KIND, files.models().getFirst(), files.accountId(),
                    files.agentCode(), new DynamicsOrder(Ids.sortable(clock.millis()), row.seconds(), row.imageUrl(),
                            row.imageKey(), false, files.models()),
                    LATER, Duration.ZERO));
        }
    }

    /** Raises {@code NOT_FOUND} and {@code AGENT_DELETED}. */
    DynamicsWire.Shown get(UUID account, String code) {
        Agents.requireCode(code);
        agents.getOrGone(account, code);
        DynamicsRow row = row(account, code);
        Map<String, String> films = gestures.films(row);
        Map<String, JsonNode> settings = new TreeMap<>();
        row.settings().forEachEntry(settings::put);
        return new DynamicsWire.Shown(films.get(Gesture.IDLE.action()), row.status(), code, films,
                row.isEnabled(), settings, row.error());
    }
}
