package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.likeness.agent.Agents;
import dev.likeness.agent.ModelAdds;
import dev.likeness.billing.CreditLedger;
import dev.likeness.generation.engine.Engine;
import dev.likeness.generation.engine.Engines;
import dev.likeness.generation.input.Inputs;
import dev.likeness.job.JobFixture;
import dev.likeness.job.JobHandler;
import dev.likeness.job.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is built here is left to other nodes while the engine of this one does not work. */
class BrokenEngineTests {

    @Test
    void takesNoBuildsWhileTheEngineDoesNotWork() {
        assertThat(handlers(Engines.working())).allMatch(JobHandler::isReady);
        assertThat(handlers(Engines.broken())).noneMatch(JobHandler::isReady);
    }

    private static List<JobHandler> handlers(Engine engine) {
        return List.of(
                new GenerationHandler(mock(AgentBuild.class), mock(OutsideGeneration.class), mock(ForeignBuild.class),
                        mock(Agents.class), mock(CreditLedger.class), mock(Inputs.class), mock(Jobs.class), engine,
                        JobFixture.JSON),
                new ModelAddHandler(mock(ModelAddBuild.class), mock(VoiceSamples.class), mock(Agents.class),
                        mock(ModelAdds.class), mock(CreditLedger.class), mock(ForeignBuild.class), engine,
                        JobFixture.JSON));
    }
}
