package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.AgentStatus;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.job.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowcaseTests {

    private static final List<String> KINDS = List.of(GenerationOrder.KIND);

    private final AgentFixture fixture = new AgentFixture();
    private final Showcase showcase = new Showcase(
            new GenerationProperties(true, List.of(), Duration.ofMinutes(10), 2),
            fixture.agents, fixture.jobs.jobs, fixture.jobs.transactions);

    @Test
    void aSecondStartOrdersNothingThatIsThereOrBeingMade() {
        showcase.order();
        showcase.order();
        assertThat(open()).isEqualTo(2);
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        fixture.agents.ready(Showcase.OWNER, job.subject(), List.of());
        showcase.order();
        assertThat(open()).isEqualTo(2);
    }

    @Test
    void whatFailedIsOrderedAgainAtTheNextStart() {
        showcase.order();
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of("essence-1")).orElseThrow();
        fixture.agents.fail(Showcase.OWNER, job.subject(), "video", "Video generation failed: the engine crashed");
        fixture.jdbc.sql("update job set status = 'failed', lease_until = null where id = :id").param("id", job.id())
                .update();
        showcase.order();
        showcase.order();
        assertThat(open()).isEqualTo(2);
        var agent = fixture.agents.get(Showcase.OWNER, job.subject());
        assertThat(agent.status()).isEqualTo(AgentStatus.PROCESSING);
        assertThat(agent.supportedModels()).containsExactly(Model.ESSENCE_1);
    }

    private long open() {
        return fixture.jobs.jobs.open(Showcase.OWNER, GenerationOrder.KIND, List.of("essence-1", "expression-2"));
    }
}
