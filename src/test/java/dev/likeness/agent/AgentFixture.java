package dev.likeness.agent;

import static org.mockito.Mockito.mock;

import dev.likeness.TestDatabase;
import dev.likeness.TestEntities;
import dev.likeness.agent.asset.AgentAssets;
import dev.likeness.agent.asset.AssetFixture;
import dev.likeness.common.InstallationClock;
import dev.likeness.common.Model;
import dev.likeness.job.JobFixture;
import dev.likeness.job.JobHandler;
import dev.likeness.storage.ObjectOwner;
import dev.likeness.storage.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Agents on a fresh database, without Spring; other packages' tests use it too. */
public final class AgentFixture {

    public static final UUID OWNER = new UUID(0, 11);
    public static final UUID STRANGER = new UUID(0, 12);

    public final DataSource database = TestDatabase.fresh();
    public final JdbcClient jdbc = JdbcClient.create(database);
    public final List<JobHandler> handlers = new ArrayList<>();
    public final List<Object> events = new ArrayList<>();
    public final ObjectStore store = mock(ObjectStore.class);
    private final TestEntities entities = new TestEntities(database);
    private final AgentRepository rows = entities.repository(AgentRepository.class);
    public final JobFixture jobs = new JobFixture(database, entities.transactions, Duration.ofSeconds(60), List.of(),
            handlers);
    public final Agents agents;
    public final ModelAdds adds;

    public AgentFixture() {
        AgentAssets assets = AssetFixture.assets(store, jobs.jobs);
        handlers.add(assets);
        InstallationClock clock = new InstallationClock();
        agents = new Agents(rows, entities.entities, new AgentDirectory(jdbc), assets, jobs.jobs, clock, events::add,
                entities.transactions);
        adds = new ModelAdds(agents, entities.entities, clock);
        account(OWNER, 10_000);
        account(STRANGER, 10_000);
    }

    public void account(UUID id, long credits) {
        jdbc.sql(
                "insert into account (account_id, email, plan, created_at) values (:id, :id || '@x', 'business', now())")
                .param("id", id).update();
        jdbc.sql("insert into wallet (account_id) values (:id)").param("id", id).update();
        jdbc.sql("select ledger_grant(:id, 'opening', 'topup', :credits, 'test')").param("id", id)
                .param("credits", credits).query(Boolean.class).single();
    }

    public void store(String code, Artifact artifact) {
        agents.addModels(OWNER, code, List.of(), List.of(artifact), null);
    }

    /** Who knows the objects of agents, through that client. */
    public ObjectOwner owner(JdbcClient client) {
        return new AgentDirectory(client);
    }

    /** What that asked the database by way of entities. */
    List<String> statements(Runnable work) {
        entities.statements.clear();
        work.run();
        return List.copyOf(entities.statements);
    }

    public long count(String rows) {
        return jdbc.sql("select count(*) from " + rows).query(Long.class).single();
    }

    /** What is being added to an agent of {@link #OWNER}, or was. */
    public List<ModelAdd> added(String code) {
        return new TransactionTemplate(entities.transactions)
                .execute(_ -> rows.findLockedByAccountIdAndCode(OWNER, code).orElseThrow().additions.entrySet().stream()
                        .map(order -> order.getValue().of(order.getKey()))
                        .sorted(Comparator.comparing(ModelAdd::createdAt)).toList());
    }

    /** An agent of {@link #OWNER} that is being made. */
    public Agent agent(String code, Model model, Model... more) {
        List<Model> supported = new ArrayList<>(List.of(model));
        supported.addAll(List.of(more));
        return agents.create(new NewAgent(OWNER, code, model, supported, "portrait", "16:9", false, false))
                .orElseThrow();
    }

    public Artifact artifact(String code, Model model, String key) {
        return new Artifact(model.slug(), key, code + ".imx", "application/octet-stream", "ab".repeat(32), 1 << 20);
    }
}
