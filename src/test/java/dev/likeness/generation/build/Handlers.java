package dev.likeness.generation.build;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelAdds;
import dev.likeness.billing.CreditLedger;
import dev.likeness.generation.engine.Engines;
import dev.likeness.generation.input.Inputs;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.JobFixture;
import dev.likeness.job.Jobs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What ties jobs to agents and charges, without an engine. */
public final class Handlers {

    private final ForeignBuild foreign = mock(ForeignBuild.class);

    public ForeignHandler creations(Agents agents, CreditLedger ledger, Inputs inputs, Jobs jobs) {
        return new GenerationHandler(mock(AgentBuild.class), mock(OutsideGeneration.class), foreign, agents, ledger,
                inputs, jobs, Engines.working(), JobFixture.JSON);
    }

    public ForeignHandler additions(Agents agents, ModelAdds adds, CreditLedger ledger) {
        return new ModelAddHandler(mock(ModelAddBuild.class), mock(VoiceSamples.class), agents, adds, ledger, foreign,
                Engines.working(), JobFixture.JSON);
    }

    /** Whatever is uploaded gets this key. */
    public void publish(String key) {
        when(foreign.published(any(), any(), any(), any())).thenReturn(key);
    }

    public void verifyPublishedOnce() {
        verify(foreign, times(1)).published(any(), any(), any(), any());
    }

    /** What a build of an added model ends with. */
    public static JsonNode added(List<Artifact> built, @Nullable String videoKey) {
        return JobFixture.JSON.valueToTree(new ForeignBuild.Made(null, built, videoKey));
    }
}
