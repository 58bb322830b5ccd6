package dev.likeness.agent;

import dev.likeness.common.Model;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds a model to an agent again and again, as builds do: in the end model and order become so in one transaction. */
public final class Additions {

    public static final Model ADDED = Model.ESSENCE_2;

    private final AgentFixture fixture;
    private final String code;
    private final TransactionTemplate transaction;

    /** To an agent of {@link AgentFixture#OWNER}, made ready for it. */
    public Additions(AgentFixture fixture, String code) {
        this.fixture = fixture;
        this.code = code;
        this.transaction = new TransactionTemplate(fixture.jobs.transactions);
        fixture.agent(code, Model.ESSENCE_1);
        fixture.agents.ready(AgentFixture.OWNER, code, List.of());
    }

    /** Once more. */
    public void repeat() {
        UUID add = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> {
            fixture.jdbc.sql("update agent set supported_models = '{essence-1}' where code = :code")
                    .param("code", code).update();
            fixture.adds.begin(AgentFixture.OWNER, code, ADDED, add);
        });
        transaction.executeWithoutResult(_ -> {
            fixture.agents.addModels(AgentFixture.OWNER, code, List.of(ADDED), List.of(), null);
            fixture.adds.ready(AgentFixture.OWNER, code, ADDED, add);
        });
    }

    /** Whether what was seen of the agent may have been so at one moment. */
    public static boolean agree(List<Model> supported, List<ModelAdd> adds) {
        return adds.stream().allMatch(add -> supported.contains(add.model()) == add.status().equals("ready"));
    }
}
