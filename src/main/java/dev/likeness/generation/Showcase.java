package dev.likeness.generation;

import dev.likeness.account.Accounts;
import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.NewAgent;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.generation.build.ModelPlan;
import dev.likeness.job.Jobs;
import dev.likeness.job.NewJob;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two ready-made avatars that anybody may list and pull (CONTRACT 3.5), drawn by the engine. Ordered once, at the first
 * start, by the account of the migration that owns them, and again at a later start when they failed; customers' builds
 * go first.
 */
@Component
public class Showcase {

    public static final UUID OWNER = Accounts.SHOWCASE;
    /** The code of the first of them. */
    public static final String FIRST = "A00SHW0001";

    private static final int LAST = -10;

    private final GenerationProperties properties;
    private final Agents agents;
    private final Jobs jobs;
    private final TransactionTemplate transaction;

    Showcase(GenerationProperties properties, Agents agents, Jobs jobs, PlatformTransactionManager transactions) {
        this.properties = properties;
        this.agents = agents;
        this.jobs = jobs;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener(ApplicationReadyEvent.class)
    void order() {
        if (properties.showcase()) {
            order(FIRST, Model.ESSENCE_1,
                    "A woman named Clara, a warm museum guide with dark brown hair who loves telling stories");
            order("A00SHW0002", Model.EXPRESSION_2,
                    "A man named Milo, a cheerful product expert with short red hair and a quick smile");
        }
    }

    /** Codes are given once, so that the second start, or another node, orders nothing that is there or being made. */
    private void order(String code, Model model, String prompt) {
        GenerationOrder order = new GenerationOrder(model, ModelPlan.supported(model), false, prompt, null, null, "1:1",
                "portrait", false, null);
        transaction.executeWithoutResult(_ -> begin(code, order)
                .ifPresent(_ -> jobs.submit(
                        new NewJob(GenerationOrder.KIND, model.slug(), OWNER, code, order, LAST, Duration.ZERO))));
    }

    private Optional<Agent> begin(String code, GenerationOrder order) {
        if (agents.owner(code).isEmpty()) {
            return agents.create(new NewAgent(OWNER, code, order.model(), order.models(), order.framing(),
                    order.aspectRatio(), false, true));
        }
        return agents.find(OWNER, code).isEmpty() ? Optional.empty() : agents.retry(OWNER, code, order.models());
    }
}
