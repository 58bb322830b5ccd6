package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.likeness.agent.Agents;
import dev.likeness.common.Model;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobFixture;
import dev.likeness.job.Jobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class OutsideGenerationTests {

    private static final String PROMPT = "a tall man with a beard";
    private static final InputSource PICTURE = new InputSource("https://example.com/face.jpg", null);

    private final Inputs inputs = mock(Inputs.class);
    private final OutsideGeneration outside = new OutsideGeneration(mock(Agents.class), inputs,
            mock(VoiceSamples.class), mock(ForeignBuild.class), mock(SubjectCheck.class),
            new WorkFolders(Path.of("target/briefs")), mock(Jobs.class));

    /** Prompt and picture together choose it, as in {@link AgentBuild}. */
    @Test
    void aWorkerOutsideIsToldTheVoiceThatTheEngineInsideWouldChoose() throws Exception {
        byte[] prompt = PROMPT.getBytes(StandardCharsets.UTF_8);
        for (byte number = 0; number < 10; number++) {
            byte[] picture = {number};
            doAnswer(call -> Files.write(call.getArgument(2), picture)).when(inputs).fetch(any(), anyBoolean(), any());
            ForeignHandler.Brief brief = outside.brief(job(), order());
            var inside = VoiceSamples.unheard(PersonaWriter.write(PROMPT, ContentSeed.of(prompt)),
                    ContentSeed.of(prompt, picture));
            assertThat(brief.order()).asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("voice_id", inside.voice()).containsEntry("voice_profile", inside);
        }
    }

    private static GenerationOrder order() {
        return new GenerationOrder(Model.ESSENCE_2, List.of(Model.ESSENCE_2), true, PROMPT, PICTURE, null, "1:1",
                "portrait", false, null);
    }

    private static Job job() {
        return new Job(UUID.randomUUID(), GenerationOrder.KIND, "essence-2", new UUID(0, 7), "A91XMB7113",
                JobFixture.JSON.valueToTree(order()), 1, 0, 0, "payment");
    }
}
