package dev.likeness.generation;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.NewAgent;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.generation.build.GenerationOrder.SubjectRule;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.SubjectGate;
import dev.likeness.generation.input.Verdict;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.web.Idempotency;
import dev.likeness.web.body.SentFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creations from the request to the queue, in the order of CONTRACT 3.1. A repeat is known before anything is looked at or
 * stored. What is slow happens before the transaction; what refuses happens in order inside it, so that of twins one
 * decides and the other hears the same.
 */
@Component
class Generations {

    private static final List<String> ESSENCE_2 = List.of(Model.ESSENCE_2.slug(), Model.ESSENCE_2_MAX.slug());

    private final Idempotency idempotency;
    private final Inputs inputs;
    private final SubjectGate gate;
    private final Agents agents;
    private final CreditLedger ledger;
    private final Jobs jobs;
    private final PausedModels paused;
    private final GenerationProperties properties;

    Generations(Idempotency idempotency, Inputs inputs, SubjectGate gate, Agents agents, CreditLedger ledger, Jobs jobs,
            PausedModels paused, GenerationProperties properties) {
        this.idempotency = idempotency;
        this.inputs = inputs;
        this.gate = gate;
        this.agents = agents;
        this.ledger = ledger;
        this.jobs = jobs;
        this.paused = paused;
        this.properties = properties;
    }

    Idempotency.Answer<GenerationWire.Started> generate(Idempotency.Request once, GenerationRequest request) {
        return idempotency.earlier(once, GenerationWire.Started.class).orElseGet(() -> order(once, request));
    }

    private Idempotency.Answer<GenerationWire.Started> order(Idempotency.Request once, GenerationRequest request) {
        Model asked = request.choice().model();
        Verdict subject = asked == null || asked == Model.ESSENCE_2
                ? gate.glance(request.image(), request.person())
                : new Verdict.Human();
        UUID account = once.account();
        List<InputSource> kept = new ArrayList<>();
        AtomicBoolean ordered = new AtomicBoolean();
        try {
            GenerationOrder order = request.order(subject, keep(account, request.image(), kept),
                    keep(account, request.audio(), kept));
            return idempotency.run(once, GenerationWire.Started.class, () -> {
                checkFree(request.agent());
                paused.check(order.model());
                if (order.subjectRule() == SubjectRule.HUMAN_OR_EXPRESSION_2) {
                    paused.check(Model.EXPRESSION_2);
                }
                if (asked == Model.ESSENCE_2 && subject instanceof Verdict.Other other) {
                    throw new ApiException(GenerationError.MODEL_SUBJECT_MISMATCH, other.refusal());
                }
                return submit(account, request.agent(), once.key(), order, ordered);
            });
        } finally {
            // Once ordered they stay, even when the commit's answer was lost: it may have happened.
            if (!ordered.get()) {
                kept.forEach(inputs::forget);
            }
        }
    }

    private @Nullable InputSource keep(UUID account, @Nullable SentFile sent, List<InputSource> kept) {
        InputSource source = inputs.keep(account, sent);
        if (source != null) {
            kept.add(source);
        }
        return source;
    }

    private GenerationWire.Started submit(UUID account, @Nullable String code, @Nullable String key,
            GenerationOrder order, AtomicBoolean ordered) {
        if (order.model() == Model.ESSENCE_2) {
            agents.lockCreations(account);
            if (jobs.open(account, GenerationOrder.KIND, ESSENCE_2) >= properties.essence2InFlight()) {
                return overCapacity(account, code, key, order);
            }
        }
        Agent agent = create(account, code, key, order, false);
        ledger.charge(account, order.charge(agent.code()), Prices.create(order.model()),
                Subject.ofAgent(GenerationOrder.KIND, PricingCode.create(order.model()), agent.code()));
        jobs.submit(new NewJob(GenerationOrder.KIND, order.model().slug(), account, agent.code(), order));
        ordered.set(true);
        return new GenerationWire.Started(true, "Agent generation started", agent.code(), agent.status().word());
    }

    private GenerationWire.Started overCapacity(UUID account, @Nullable String code, @Nullable String key,
            GenerationOrder order) {
        Agent agent = create(account, code, key, order, true);
        return new GenerationWire.Started(true, capacity(), agent.code(), agent.status().word());
    }

    private String capacity() {
        return "At capacity: " + properties.essence2InFlight()
                + " essence-2 creations are already running for this account. Nothing was charged; try again when one "
                + "has finished.";
    }

    private Agent create(UUID account, @Nullable String wanted, @Nullable String key, GenerationOrder order,
            boolean failed) {
        while (true) {
            String code = wanted != null ? wanted : AgentCodes.next(account, key, this::isTaken);
            NewAgent agent = new NewAgent(account, code, order.model(), order.models(), order.framing(),
                    order.aspectRatio(), order.transparency(), false);
            Optional<Agent> made = failed ? agents.createFailed(agent, "payment", capacity()) : agents.create(agent);
            if (made.isPresent()) {
                return made.get();
            }
            if (wanted != null) {
                throw taken(wanted);
            }
            // Somebody took it just now: the next look sees that.
        }
    }

    private boolean isTaken(String code) {
        return agents.owner(code).isPresent();
    }

    private void checkFree(@Nullable String code) {
        if (code != null && isTaken(code)) {
            throw taken(code);
        }
    }

    private static ApiException taken(String code) {
        return new ApiException(CommonError.CONFLICT, "agent_id " + code + " is already in use");
    }
}
