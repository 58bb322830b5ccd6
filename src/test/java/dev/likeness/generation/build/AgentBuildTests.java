package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.matches;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.mouth.MouthAtlases;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.avatarfile.AvatarJson;
import dev.likeness.common.Model;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Inputs;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.imx.ImxFile;
import dev.likeness.job.Job;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobFailure;
import dev.likeness.job.JobFixture;
import dev.likeness.job.JobStopped;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoreUnavailableException;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.s3.FaultyS3;
import dev.likeness.voice.SpeechSynth;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import dev.likeness.voice.VoiceProfiles;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.JsonNode;

/** The real engine on the way from a prompt to a file. */
class AgentBuildTests {

    @TempDir
    private Path folder;
    private final SubjectCheck subjects = mock(SubjectCheck.class);

    private final ObjectStore store = mock(ObjectStore.class);
    private final Inputs inputs = mock(Inputs.class);
    private final List<Double> progress = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private Consumer<String> said = message -> {
    };

    @Test
    void theSameInputGivesTheSameFileWhoeverSendsIt() throws Exception {
        List<Path> files = new ArrayList<>();
        when(store.put(anyString(), any(Path.class), any())).thenAnswer(call -> {
            if (call.<String>getArgument(0).endsWith(".imx")) {
                files.add(Files.copy(call.<Path>getArgument(1), folder.resolve(files.size() + ".imx")));
            }
            return null;
        });
        InputSource sample = new InputSource(null, "accounts/1/inputs/y");
        gives(sample, true, SpeechSynth.of(Voice.F4).wav(4));
        GenerationOrder order = new GenerationOrder(Model.ESSENCE_1, List.of(Model.ESSENCE_1), true,
                "a tall man with a beard", null, sample, "1:1", "portrait", false, null);
        Agents agents = mock(Agents.class);
        List<Artifact> first = build("A00ONE0001", order, agents).artifacts();
        List<Artifact> second = build("A00TWO0002", order).artifacts();

        assertThat(first).singleElement().satisfies(artifact -> {
            assertThat(artifact.filename()).isEqualTo("A00ONE0001.imx");
            assertThat(artifact.objectKey()).matches("public/agents/A00ONE0001/[0-9a-f]{32}-1/.*");
            assertThat(artifact.size()).isGreaterThanOrEqualTo(1 << 20);
        });
        assertThat(second.getFirst().sha256()).isEqualTo(first.getFirst().sha256());
        try (ImxFile file = ImxFile.open(files.getFirst())) {
            file.verify();
            assertThat(file.entries()).extracting(ImxFile.Entry::name).contains("manifest.json", "portrait.jpg",
                    "base/identity.mp4", "mouth/atlas.png", "mouth/alpha.png", "mouth/cells.json", "base/affines.json",
                    "identity/weights.json", "voice/profile.json");
            assertThat(JobFixture.JSON.readTree(file.read("base/affines.json", 1 << 24))).hasSize(250);
            JsonNode manifest = JobFixture.JSON.readTree(file.read("manifest.json", 1 << 24));
            assertThat(manifest.at("/face/fit").asString()).isEqualTo("fitted");
            assertThat(manifest.get("engine").asString()).isEqualTo("likeness1");
            assertThat(manifest.propertyNames()).contains("engine_abi", "format_version", "model_version", "license",
                    "build", "training");
            assertThat(List.of(manifest.get("width").asInt(), manifest.get("height").asInt(),
                    manifest.get("fps").asInt(), manifest.get("frames").asInt())).containsExactly(512, 512, 25, 250);
            for (ImxFile.Entry entry : file.entries()) {
                // The seal is of the manifest itself.
                if (!entry.name().startsWith("manifest.")) {
                    JsonNode sum = manifest.get("entries").get(entry.name());
                    assertThat(sum.get("size").asLong()).as(entry.name()).isEqualTo(entry.size());
                    assertThat(sum.get("sha256").asString()).as(entry.name()).hasSize(64);
                }
            }
            assertThat(JobFixture.JSON.readTree(file.read("mouth/cells.json", 1 << 24)).get("cells").size())
                    .isGreaterThanOrEqualTo(16);
            assertHeard(file.read("voice/profile.json", 1 << 16), agents);
        }
        verify(store).put(matches("public/agents/A00ONE0001/[0-9a-f]{32}-1/.*"), any(byte[].class), eq("image/jpeg"));
        assertThat(new LinkedHashSet<>(steps)).containsExactly("persona", "voice_image", "video", "lip_sync");
        assertReached("persona", .05, .15);
        assertReached("voice_image", .15, .20);
        assertReached("video", .20, .45);
        assertReached("lip_sync", .70, .99);
        assertThat(folder.resolve("work")).isDirectoryRecursivelyContaining(path -> !Files.isRegularFile(path));
    }

    @Test
    void aPictureThatIsNoneEndsAtItsStepForGood() throws Exception {
        InputSource source = new InputSource(null, "inputs/1/x");
        gives(source, false, "not a picture".getBytes());
        assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> build("A00ONE0001", order(source)))
                .matches(JobFailure::isPermanent).withMessageStartingWith("Image processing failed: ")
                .satisfies(failure -> assertThat(failure.step()).isEqualTo("voice_image"));
    }

    @Test
    void aStoreThatIsAwayEndsTheAttemptAndNotTheBuild() throws Exception {
        try (FaultyS3 s3 = new FaultyS3(folder)) {
            s3.away();
            when(store.put(anyString(), any(byte[].class), any()))
                    .thenAnswer(call -> s3.store().put(call.getArgument(0), call.<byte[]>getArgument(1), "image/jpeg"));
            assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> build("A00ONE0001", order(null)))
                    .matches(failure -> !failure.isPermanent()).withCauseInstanceOf(StoreUnavailableException.class)
                    .withMessage("Image processing failed: this server could not reach what it keeps files in; "
                            + "nothing is wrong with what was sent");
        }
    }

    @Test
    void theVoiceOfAnAgentIsReadAgainForLaterModels() throws Exception {
        VoiceProfile heard = new VoiceProfiles().of(Files.write(folder.resolve("s.wav"),
                SpeechSynth.of(Voice.M4).wav(4)), Voice.F1, () -> {
                });
        String key = "accounts/" + new UUID(0, 1) + "/agents/A00ONE0001/1-ab/voice-profile.json";
        byte[] bytes = AvatarJson.of(heard);
        when(store.find(key)).thenReturn(
                Optional.of(new StoredObject(key, bytes.length, "", "application/json", Instant.EPOCH)));
        when(store.open(key, 0, bytes.length)).thenAnswer(call -> new ByteArrayInputStream(bytes));
        VoiceSamples voices = new VoiceSamples(new VoiceProfiles(), store);
        Agent agent = mock(Agent.class);
        when(agent.imageKey()).thenReturn("public/agents/A00ONE0001/1-ab/portrait.jpg");
        when(agent.voiceId()).thenReturn("M4");
        assertThat(voices.of(new UUID(0, 1), agent)).isEqualTo(heard);
        when(agent.voiceId()).thenReturn("F2");
        assertThat(voices.of(new UUID(0, 1), agent)).isEqualTo(VoiceProfile.unheard(Voice.F2));
    }

    @Test
    void aJobThatIsCalledOffStopsListening() throws Exception {
        InputSource sample = new InputSource(null, "inputs/1/y");
        gives(sample, true, SpeechSynth.of(Voice.M1).wav(2));
        AtomicInteger listened = new AtomicInteger();
        said = message -> {
            // The first is before the sample is fetched.
            if (message.startsWith("Listening") && listened.incrementAndGet() == 2) {
                throw JobFixture.stopped("called off");
            }
        };
        assertThatExceptionOfType(JobStopped.class).isThrownBy(() -> build("A00ONE0001", spoken(sample)))
                .withMessage("called off");
        assertThat(listened).hasValue(2);
        verifyNoInteractions(store);
        try (Stream<Path> left = Files.walk(folder.resolve("work"))) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("build-"));
        }
    }

    @Test
    void theDifferentTroubleOfAVoiceSampleIsNamedSo() throws Exception {
        InputSource sample = new InputSource(null, "inputs/1/y");
        gives(sample, true, new ByteArrayInputStream(new byte[0]).readAllBytes());
        assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> build("A00ONE0001", spoken(sample)))
                .withMessage("Voice processing failed: the voice sample is empty");
    }

    /** The sample's voice, not the persona's, in the file, in the agent and for models that are added later. */
    private void assertHeard(byte[] profile, Agents agents) {
        JsonNode json = JobFixture.JSON.readTree(profile);
        assertThat(json.get("voice").asString()).isEqualTo("F4");
        assertThat(json.get("source").asString()).isEqualTo("sample");
        assertThat(json.get("confidence").asDouble()).isGreaterThan(.8);
        assertThat(json.at("/measured/pitch_hz").asDouble()).isCloseTo(265, Percentage.withPercentage(3));
        assertThat(json.at("/tuning/pitch_ratio").asDouble()).isCloseTo(1, Percentage.withPercentage(3));
        verify(agents, times(2)).embody(any(), any(), argThat(looks -> looks.voiceId().equals("F4")));
        ArgumentCaptor<byte[]> kept = ArgumentCaptor.forClass(byte[].class);
        verify(store).put(matches("accounts/.*/agents/A00ONE0001/[0-9a-f]{32}-1/voice-profile.json"), kept.capture(),
                eq("application/json"));
        assertThat(kept.getValue()).isEqualTo(profile);
        verify(store).put(matches("accounts/.*/agents/A00ONE0001/[0-9a-f]{32}-1/voice-sample"), any(Path.class),
                any());
    }

    /** Where CONTRACT 3.2 says the step is, to its end. */
    @Test
    void aPictureThatNobodyHadTheTimeToLookAtIsLookedAtWhenItIsThere() throws Exception {
        InputSource source = new InputSource("https://example.com/cup.png", null);
        byte[] cup = {1};
        gives(source, false, cup);
        GenerationOrder order = new GenerationOrder(Model.ESSENCE_2, List.of(Model.ESSENCE_2), true, null, source, null,
                "1:1", "portrait", false, GenerationOrder.SubjectRule.HUMAN_OR_NONE);
        JobFailure refused = JobFailure.permanent(SubjectCheck.STEP, "no human", new IllegalStateException());
        doThrow(refused).when(subjects).check(order, cup);
        assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> build("A00CUP0001", order)).isSameAs(refused);
    }

    private void gives(InputSource source, boolean audio, byte[] bytes) throws InterruptedException {
        doAnswer(call -> Files.write(call.getArgument(2), bytes)).when(inputs).fetch(eq(source), eq(audio), any());
    }

    private void assertReached(String step, double from, double to) {
        List<Double> reached = IntStream.range(0, steps.size()).filter(i -> steps.get(i).equals(step))
                .mapToObj(progress::get).toList();
        assertThat(reached.getFirst()).as(step).isBetween(from, to);
        assertThat(reached.getLast()).as(step).isEqualTo(to);
    }

    private record Built(List<Artifact> artifacts) {
    }

    private Built build(String code, GenerationOrder order) throws Exception {
        return build(code, order, mock(Agents.class));
    }

    private Built build(String code, GenerationOrder order, Agents agents) throws Exception {
        Portraits portraits = new Portraits();
        AgentBuild build = new AgentBuild(agents, inputs, subjects, portraits,
                new ModelBuild(portraits, new IdentityVideos(), new MouthAtlases()),
                new VoiceSamples(new VoiceProfiles(), store), store, new WorkFolders(folder));
        Job job = new Job(UUID.randomUUID(), GenerationOrder.KIND, order.model().slug(), new UUID(0, 1), code,
                JobFixture.JSON.valueToTree(order), 1, 0, 0, "");
        progress.clear();
        steps.clear();
        Built built = new Built(build.run(new JobContext() {
            @Override
            public Job job() {
                return job;
            }

            @Override
            public void progress(double reached, String step, String message) {
                progress.add(reached);
                steps.add(step);
                said.accept(message);
            }

            @Override
            public void checkpoint(double reached, String step, String message, Runnable alongside) {
                progress.add(reached);
                steps.add(step);
                alongside.run();
            }
        }, order));
        assertThat(progress).isSorted().last().isEqualTo(.99);
        return built;
    }

    private static GenerationOrder spoken(InputSource sample) {
        return new GenerationOrder(Model.EXPRESSION_1, List.of(Model.EXPRESSION_1), true, "a chef", null, sample, "1:1",
                "portrait", false, null);
    }

    private static GenerationOrder order(InputSource image) {
        return new GenerationOrder(Model.ESSENCE_1, List.of(Model.ESSENCE_1), true, "a friendly chef", image, null,
                "1:1", "portrait", false, null);
    }
}
