package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

import dev.likeness.agent.Agents;
import dev.likeness.agent.Appearance;
import dev.likeness.agent.Persona;
import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.mouth.MouthAtlases;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.Model;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobFixture;
import dev.likeness.storage.ObjectStore;
import dev.likeness.voice.SpeechSynth;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;

/** Without a picture, the name, the voice and the drawn face are of one person. */
class OnePersonTests {

    private static final String CODE = "A00ONE0001";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"A man who loves his wife, -, male",
            "A woman who misses her husband, -, female",
            "a chef, F4, female", "a chef, M2, male", "-, F1, female", "-, M4, male", "a man, F3, male"})
    void nameVoiceAndFaceAgree(@Nullable String prompt, @Nullable Voice spoken, String gender) throws Exception {
        Agents agents = mock(Agents.class);
        Inputs inputs = mock(Inputs.class);
        ObjectStore store = mock(ObjectStore.class);
        Portraits portraits = spy(new Portraits());
        InputSource sample = spoken == null ? null : new InputSource(null, "accounts/1/inputs/y");
        doAnswer(call -> Files.write(call.getArgument(2), SpeechSynth.of(spoken).wav(4))).when(inputs).fetch(any(),
                anyBoolean(), any());
        GenerationOrder order = new GenerationOrder(Model.EXPRESSION_1, List.of(Model.EXPRESSION_1), true, prompt, null,
                sample, "1:1", "portrait", false, null);
        Job job = new Job(UUID.randomUUID(), GenerationOrder.KIND, order.model().slug(), new UUID(0, 1), CODE,
                JobFixture.JSON.valueToTree(order), 1, 0, 0, "");
        new AgentBuild(agents, inputs, mock(SubjectCheck.class), portraits,
                new ModelBuild(portraits, new IdentityVideos(), new MouthAtlases()),
                new VoiceSamples(new VoiceProfiles(), store), store, new WorkFolders(folder)).run(context(job), order);

        ArgumentCaptor<Persona> persona = ArgumentCaptor.captor();
        ArgumentCaptor<Appearance> looks = ArgumentCaptor.captor();
        verify(agents).become(any(), eq(CODE), persona.capture());
        verify(agents).embody(any(), eq(CODE), looks.capture());
        verify(portraits).drawn(anyString(), eq(gender.equals("female")), anyLong(), any());
        assertThat(persona.getValue().gender()).isEqualTo(gender);
        String voice = String.valueOf(looks.getValue().voiceId());
        assertThat(voice).startsWith(spoken == null
                ? gender.equals("female") ? "F" : "M"
                : spoken.name().substring(0, 1));
    }

    private static JobContext context(Job job) {
        return new JobContext() {
            @Override
            public Job job() {
                return job;
            }

            @Override
            public void progress(double reached, String step, String message) {
            }

            @Override
            public void checkpoint(double reached, String step, String message, Runnable alongside) {
                alongside.run();
            }
        };
    }
}
