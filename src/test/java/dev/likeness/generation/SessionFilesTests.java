package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.likeness.AtOnce;
import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.Artifact;
import dev.likeness.common.ApiException;
import dev.likeness.common.ErrorCode;
import dev.likeness.common.Model;
import dev.likeness.generation.build.ModelBuild;
import dev.likeness.job.JobFailure;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often portraits are rendered for sessions, how many at once, and what visitors are told where that fails. */
class SessionFilesTests {

    private static final Model MODEL = Model.EXPRESSION_1;

    @TempDir
    private Path folder;

    private final UUID account = UUID.randomUUID();
    private final Map<String, StoredObject> kept = new ConcurrentHashMap<>();
    private final ObjectStore store = mock(ObjectStore.class);
    private final AgentStudio studio = mock(AgentStudio.class);
    private final CountDownLatch rendered = new CountDownLatch(1);
    private final SessionFiles files = new SessionFiles(studio, mock(ModelBuild.class), store);

    @BeforeEach
    void renderWhenTold() throws Exception {
        when(store.find(anyString())).thenAnswer(asked -> Optional.ofNullable(kept.get(asked.<String>getArgument(0))));
        when(store.put(anyString(), any(Path.class), anyString())).thenAnswer(put -> {
            StoredObject object = new StoredObject(put.getArgument(0), 5, "ab", "x", Instant.EPOCH);
            kept.put(object.key(), object);
            return object;
        });
        when(studio.folder()).thenReturn(folder);
        when(studio.picture(any(), any())).thenAnswer(_ -> {
            rendered.await();
            return new byte[]{1};
        });
    }

    @AfterEach
    void end() {
        rendered.countDown();
        files.destroy();
    }

    private Agent agent(String image) {
        Agent agent = mock(Agent.class);
        when(agent.accountId()).thenReturn(account);
        when(agent.code()).thenReturn("A11AAA1111");
        when(agent.name()).thenReturn("Ada");
        when(agent.imageKey()).thenReturn("public/agents/A11AAA1111/" + image + "/portrait.jpg");
        when(agent.aspectRatio()).thenReturn("1:1");
        when(agent.framing()).thenReturn("portrait");
        return agent;
    }

    @Test
    void whoComesAtOnceWaitsForOneRenderingAndLaterNobodyDoes() throws Exception {
        Agent agent = agent("one");
        files.prepare(agent, MODEL);
        rendered.countDown();
        List<Artifact> found = AtOnce.run(8, _ -> files.of(agent, MODEL));
        String key = "accounts/" + account + "/agents/A11AAA1111/one/expression-1-likeness1-1-1.imx";
        assertThat(found).containsOnly(new Artifact("expression-1", key, "A11AAA1111-expression-1.imx",
                "application/octet-stream", "ab", 5));
        files.of(agent, MODEL);
        verify(studio, times(1)).picture(any(), any());
        files.of(agent("another"), MODEL);
        verify(studio, times(2)).picture(any(), any());
    }

    @Test
    void whatWouldPileUpIsRefused() throws Exception {
        for (int i = 0; i < 8 * Runtime.getRuntime().availableProcessors(); i++) {
            files.prepare(agent("portrait" + i), MODEL);
        }
        assertThatThrownBy(() -> files.of(agent("late"), MODEL)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(GenerationError.MODEL_NOT_YET_AVAILABLE);
            assertThat(e.message()).isEqualTo("Ada is not available right now; try again in a moment");
            assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        });
        rendered.countDown();
        files.of(agent("portrait0"), MODEL);
        assertThat(kept.keySet()).noneMatch(key -> key.contains("/late/"));
    }

    @Test
    void aPortraitThatCannotBeReadIsToldAndTroubleHereIsTriedAgain() throws Exception {
        assertThat(refused(JobFailure.permanent("portrait", "The portrait could not be used: it is cut off",
                new IllegalStateException()))).isEqualTo(AgentError.MODEL_ARTIFACT_NOT_READY);
        assertThat(refused(new OutOfMemoryError())).isEqualTo(GenerationError.MODEL_NOT_YET_AVAILABLE);
        Agent without = agent("none");
        when(without.imageKey()).thenReturn(null);
        files.prepare(without, MODEL);
        assertThatThrownBy(() -> files.of(without, MODEL)).isInstanceOfSatisfying(ApiException.class,
                e -> assertThat(e.code()).isEqualTo(AgentError.MODEL_ARTIFACT_NOT_READY));
    }

    private ErrorCode refused(Throwable failure) throws Exception {
        Agent agent = agent("bad");
        doThrow(failure).doReturn(new byte[]{1}).when(studio).picture(any(), any());
        ErrorCode[] code = new ErrorCode[1];
        assertThatThrownBy(() -> files.of(agent, MODEL)).isInstanceOfSatisfying(ApiException.class,
                e -> code[0] = e.code());
        assertThat(files.of(agent, MODEL).size()).isEqualTo(5);
        kept.clear();
        return code[0];
    }
}
