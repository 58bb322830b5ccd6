package dev.likeness.generation;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.ModelAdd;
import dev.likeness.agent.ModelAdds;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.common.Ids;
import dev.likeness.common.Model;
import dev.likeness.generation.build.ModelAddOrder;
import dev.likeness.generation.build.ModelPlan;
import dev.likeness.generation.input.SubjectWords;
import dev.likeness.generation.input.Verdict;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import dev.likeness.web.Idempotency;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Adding a model to an agent that is ready (CONTRACT 3.4). Checks in this order: the model's name, the agent (404), ready
 * (409), there already or running (answered with 0 credits), paused (503), what it needs (422), human subject (422),
 * charge (402). One transaction with the charge, the job and the answer kept for a repeat.
 */
@Component
class ModelAdditions {

    private final Idempotency idempotency;
    private final Agents agents;
    private final ModelAdds adds;
    private final CreditLedger ledger;
    private final Jobs jobs;
    private final PausedModels paused;
    private final Clock clock;

    ModelAdditions(Idempotency idempotency, Agents agents, ModelAdds adds, CreditLedger ledger, Jobs jobs,
            PausedModels paused, Clock clock) {
        this.idempotency = idempotency;
        this.agents = agents;
        this.adds = adds;
        this.ledger = ledger;
        this.jobs = jobs;
        this.paused = paused;
        this.clock = clock;
    }

    Idempotency.Answer<GenerationWire.ModelAdded> add(Idempotency.Request once, String code,
            GenerationWire.ToAdd request) {
        Model model = Objects.requireNonNull(request.choice().model());
        // The code is part of the key that is stored next, which an index holds: no text of any length.
        Agents.requireCode(code);
        return idempotency.run(once, GenerationWire.ModelAdded.class, () -> order(once.account(), code, model));
    }

    private GenerationWire.ModelAdded order(UUID account, String code, Model model) {
        agents.lockCreations(account);
        // Before the agent: a running addition takes no account's lock when it ends, so what is not running any more
        // must be seen on the agent.
        boolean running = adds.find(account, code, model).filter(ModelAdd::inProgress).isPresent();
        Agent agent = agents.getReady(account, code);
        if (agent.supports(model)) {
            return answer(agent, model, "ready", 0, "Agent " + code + " has " + model.slug() + " already");
        }
        if (running) {
            return answer(agent, model, "processing", 0, model.slug() + " is being added already");
        }
        paused.check(model);
        requireAssets(agent, model);
        requireHuman(agent, model);
        UUID add = Ids.sortable(clock.millis());
        ModelAddOrder order = new ModelAddOrder(add, model);
        long credits = Prices.add(model);
        if (!ModelPlan.keepsFile(model)) {
            adds.begin(account, code, model, add);
            adds.ready(account, code, model, add);
            agents.addModels(account, code, List.of(model), List.of(), null);
            return answer(agents.get(account, code), model, "ready", 0, model.slug() + " is ready");
        }
        ledger.charge(account, order.charge(), credits,
                Subject.ofAgent("agent_model_add", PricingCode.add(model), code));
        adds.begin(account, code, model, add);
        jobs.submit(new NewJob(ModelAddOrder.KIND, model.slug(), account, code, order));
        return answer(agent, model, "processing", credits, "Adding " + model.slug() + " to agent " + code);
    }

    private static GenerationWire.ModelAdded answer(Agent agent, Model model, String status, long credits,
            String message) {
        return new GenerationWire.ModelAdded(true, agent.code(), model, status, credits, agent.supportedModels(),
                message);
    }

    private static void requireAssets(Agent agent, Model model) {
        boolean image = agent.imageKey() != null;
        boolean video = agent.videoKey() != null;
        Optional<String> missing = switch (model) {
            case ESSENCE_1 -> image || video ? Optional.empty() : Optional.of("identity video or image");
            case ESSENCE_2, ESSENCE_2_MAX -> video
                    ? Optional.empty()
                    : Optional.of("identity video; add essence-1 first, which makes one");
            case EXPRESSION_1 -> !image
                    ? Optional.of("image")
                    : agent.voiceId() == null ? Optional.of("voice") : Optional.empty();
            case EXPRESSION_2 -> image ? Optional.empty() : Optional.of("image");
        };
        if (missing.isPresent()) {
            throw new ApiException(GenerationError.MODEL_PREREQUISITE_MISSING,
                    model.slug() + " needs what agent " + agent.code() + " has not stored: " + missing.get());
        }
    }

    /** By what the agent's build found, for a drawn portrait by its description; what is not known is let through. */
    private static void requireHuman(Agent agent, Model model) {
        if (model != Model.ESSENCE_2) {
            return;
        }
        String description = agent.description();
        Optional<String> other = switch (agent.subject()) {
            case null -> Optional.empty();
            case "human" -> Optional.empty();
            case "drawn" -> description == null
                    ? Optional.empty()
                    : SubjectWords.otherThanHuman(description).map(what -> "this description sounds like " + what);
            default -> Optional.of("this agent's image does not look like one");
        };
        if (other.isPresent()) {
            throw new ApiException(GenerationError.MODEL_SUBJECT_MISMATCH, new Verdict.Other(other.get()).refusal());
        }
    }
}
