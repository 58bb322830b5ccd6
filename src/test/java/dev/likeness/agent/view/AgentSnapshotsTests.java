package dev.likeness.agent.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Appearance;
import dev.likeness.agent.Persona;
import dev.likeness.common.Model;
import dev.likeness.job.Job;
import dev.likeness.job.NewJob;
import dev.likeness.web.KnownSecret;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentSnapshotsTests {

    private static final String CODE = "A12ABC3456";
    private static final UUID ADD = new UUID(0, 99);

    private final AgentFixture fixture = new AgentFixture();
    private final AgentSnapshots snapshots = new AgentSnapshots(fixture.jdbc);

    @Test
    void whatWasWrittenIsSeen() {
        fixture.agent(CODE, Model.ESSENCE_2, Model.ESSENCE_2_MAX);
        fixture.agents.become(AgentFixture.OWNER, CODE, new Persona("Ada", "A guide.", "en", "female", "You are Ada."));
        fixture.agents.embody(AgentFixture.OWNER, CODE, new Appearance("public/a.jpg", "public/a.mp4", "F2", "human"));
        fixture.agents.ready(AgentFixture.OWNER, CODE, List.of(fixture.artifact(CODE, Model.ESSENCE_2, "accounts/a"),
                fixture.artifact(CODE, Model.ESSENCE_2_MAX, "accounts/b")));
        AgentSnapshot agent = snapshots.find(AgentFixture.OWNER, CODE).orElseThrow();
        assertThat(agent).isEqualTo(new AgentSnapshot(AgentFixture.OWNER, CODE, 3, "Ada", "A guide.", "en", "female",
                Model.ESSENCE_2, List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX), "human", "You are Ada.",
                "public/a.jpg", "public/a.mp4", "accounts/a", CODE + ".imx", "F2", AgentStatus.READY,
                "agent_generation", 1, "Your agent is ready", "done", null, agent.createdAt(), agent.updatedAt(),
                false, List.of()));
        assertThat(snapshots.find(AgentFixture.STRANGER, CODE)).isEmpty();
    }

    @Test
    void additionsAreSeenInTheOrderTheyWereMadeAndChangeTheVersion() {
        fixture.agent(CODE, Model.ESSENCE_1);
        fixture.agents.ready(AgentFixture.OWNER, CODE, List.of());
        fixture.adds.begin(AgentFixture.OWNER, CODE, Model.EXPRESSION_2, ADD);
        fixture.adds.begin(AgentFixture.OWNER, CODE, Model.ESSENCE_2, ADD);
        AgentSnapshot begun = snapshots.find(AgentFixture.OWNER, CODE).orElseThrow();
        fixture.adds.advance(AgentFixture.OWNER, CODE, Model.ESSENCE_2, ADD, .5, "video", "half");
        AgentSnapshot moved = snapshots.find(AgentFixture.OWNER, CODE).orElseThrow();
        assertThat(moved.adds()).extracting(order -> order.add().model() + " " + order.add().progress())
                .containsExactly("EXPRESSION_2 0.02", "ESSENCE_2 0.5");
        assertThat(moved.version()).isGreaterThan(begun.version());
        assertThat(moved.updatedAt()).isEqualTo(begun.updatedAt());
    }

    /** A copy of all agents of an account would be cut to the page only afterwards. */
    @Test
    void aPageIsCutFromAnIndex() {
        String plan = String.join("\n", fixture.jdbc.sql("explain " + AgentSnapshots.PAGE)
                .param("account", AgentFixture.OWNER).param("status", null).param("limit", 10).param("offset", 0)
                .query(String.class).list());
        assertThat(plan).contains("Limit").contains("Index Scan using agent_newest").doesNotContain("CTE");
    }

    /** The board of places is a moment old; who is being built must not be told to stand in line. */
    @Test
    void whoWaitsIsKnownAtTheSameMoment() {
        fixture.agent(CODE, Model.ESSENCE_1);
        fixture.jobs.jobs.submit(new NewJob("agent_assets", "essence-1", AgentFixture.OWNER, CODE, Map.of()));
        assertThat(snapshots.find(AgentFixture.OWNER, CODE).orElseThrow().waits()).isTrue();
        Job job = fixture.jobs.jobs.claim("w", List.of("agent_assets"), List.of()).orElseThrow();
        assertThat(snapshots.find(AgentFixture.OWNER, CODE).orElseThrow().waits()).isFalse();
        fixture.jdbc.sql("update job set lease_until = clock_timestamp() - interval '1 s' where id = :id")
                .param("id", job.id()).update();
        assertThat(snapshots.find(AgentFixture.OWNER, CODE).orElseThrow().waits()).isTrue();
        fixture.agents.ready(AgentFixture.OWNER, CODE, List.of());
        fixture.adds.begin(AgentFixture.OWNER, CODE, Model.ESSENCE_1, ADD);
        assertThat(snapshots.find(AgentFixture.OWNER, CODE).orElseThrow().adds().getFirst().waits()).isTrue();
    }

    @Test
    void theSecretIsAskedInTheSameStatement() {
        fixture.agent(CODE, Model.ESSENCE_1);
        fixture.jdbc.sql("""
                insert into api_secret (account_id, secret_hash, alias, display, created_at)
                values (:account, decode('0a', 'hex'), 'default', 'x', now())""").param("account", AgentFixture.OWNER)
                .update();
        KnownSecret secret = new KnownSecret(AgentFixture.OWNER, "0a");
        AgentSnapshots.Found found = snapshots.find(secret, CODE);
        assertThat(found.alive()).isTrue();
        assertThat(found.agent()).isEqualTo(snapshots.find(AgentFixture.OWNER, CODE).orElseThrow());
        assertThat(snapshots.find(secret, "A00NON0001")).isEqualTo(new AgentSnapshots.Found(true, null));
        assertThat(snapshots.find(new KnownSecret(AgentFixture.STRANGER, "0a"), CODE).alive()).isFalse();
        fixture.jdbc.sql("update api_secret set deleted_at = now()").update();
        assertThat(snapshots.find(secret, CODE)).isEqualTo(new AgentSnapshots.Found(false, null));
    }

    @Test
    void pagesYieldExactlyTheTotalNewestFirst() {
        for (int i = 0; i < 5; i++) {
            fixture.agent("A12ABC000" + i, Model.EXPRESSION_1);
        }
        fixture.agents.delete(AgentFixture.OWNER, "A12ABC0002");
        fixture.agents.ready(AgentFixture.OWNER, "A12ABC0004", List.of());
        fixture.adds.begin(AgentFixture.OWNER, "A12ABC0004", Model.ESSENCE_1, ADD);
        fixture.adds.begin(AgentFixture.OWNER, "A12ABC0004", Model.EXPRESSION_2, ADD);
        assertPage(null, 3, 0, 4, "A12ABC0004", "A12ABC0003", "A12ABC0001");
        assertPage(null, 3, 3, 4, "A12ABC0000");
        assertPage(null, 3, 6, 4);
        assertPage("ready", 20, 0, 1, "A12ABC0004");
        assertPage("failed", 20, 0, 0);
        assertThat(snapshots.page(AgentFixture.OWNER, null, 3, 0).agents().getFirst().adds()).hasSize(2);
        assertThat(snapshots.page(AgentFixture.STRANGER, null, 20, 0)).isEqualTo(new AgentSnapshots.Page(List.of(), 0));
    }

    private void assertPage(@org.jspecify.annotations.Nullable String status, int limit, int offset, long total,
            String... codes) {
        AgentSnapshots.Page page = snapshots.page(AgentFixture.OWNER, status, limit, offset);
        assertThat(page.total()).isEqualTo(total);
        assertThat(page.agents()).extracting(AgentSnapshot::code).containsExactly(codes);
    }
}
