package dev.likeness.agent.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.Meanwhile;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.NewAgent;
import dev.likeness.agent.Persona;
import dev.likeness.agent.asset.AssetFixture;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.common.Model;
import dev.likeness.storage.SignedUrls;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDownloadsTests {

    private static final String TWO = "A00TWO0002";

    private final AgentFixture fixture = new AgentFixture();
    private final SignedUrls urls = mock(SignedUrls.class);
    private final ModelDownloads downloads = new ModelDownloads(new DownloadTable(fixture.jdbc),
            AssetFixture.urls(urls));

    @BeforeEach
    void agents() {
        when(urls.sign(any(), any(), any())).thenReturn(URI.create("http://x/signed"));
        when(urls.publicUrl(any())).thenReturn(URI.create("http://x/public"));
        fixture.agent(TWO, Model.ESSENCE_2, Model.ESSENCE_2_MAX);
        fixture.agents.ready(AgentFixture.OWNER, TWO, List.of(fixture.artifact(TWO, Model.ESSENCE_2, "accounts/1/2"),
                fixture.artifact(TWO, Model.ESSENCE_2_MAX, "accounts/1/max")));
    }

    @ParameterizedTest
    @CsvSource({"essence-2,essence-2", "essence-2-gpu,essence-2", "essence-2-ane,essence-2", "essence-2-cpu,essence-2",
            "essence-2-apple,essence-2", "essence-2-light,essence-2", "essence-2-max,essence-2-max", ",essence-2"})
    void tierNamesFoldIntoTheirFamily(@Nullable String asked, String given) {
        ModelDownloads.Download found = downloads.find(AgentFixture.OWNER, TWO, asked, null);
        assertThat(found.artifact().model()).isEqualTo(given);
        assertThat(found.expiresIn()).isEqualTo(3600);
        assertThat(found.url()).hasToString("http://x/signed");
    }

    @Test
    void retiredAndUnknownNamesAreRefused() {
        assertRefused(TWO, "essence-2-quality", null, CommonError.VALIDATION_ERROR);
        assertRefused(TWO, "essence-3", null, CommonError.VALIDATION_ERROR);
        assertRefused(TWO, "expression-1", null, AgentError.MODEL_NOT_DOWNLOADABLE);
    }

    @Test
    void aModelThatWasNeverMadeNamesTheWayToAddIt() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> downloads.find(AgentFixture.OWNER, TWO, "expression-2-gpu", null))
                .matches(e -> e.code() == AgentError.MODEL_NOT_GENERATED)
                .withMessage("agent A00TWO0002's expression-2 model hasn't been generated yet — add it with POST "
                        + "/v1/agent/A00TWO0002/models");
    }

    @Test
    void aModelThatIsBeingMadeIsNotReadyYet() {
        fixture.agent("A00NEW0001", Model.ESSENCE_1);
        assertRefused("A00NEW0001", null, null, AgentError.MODEL_ARTIFACT_NOT_READY);
    }

    @Test
    void essence1HasAPublicUrlThatDoesNotExpire() {
        fixture.agent("A00ONE0001", Model.ESSENCE_1);
        fixture.agents.ready(AgentFixture.OWNER, "A00ONE0001",
                List.of(fixture.artifact("A00ONE0001", Model.ESSENCE_1, "public/x/a.imx")));
        ModelDownloads.Download found = downloads.find(AgentFixture.OWNER, "A00ONE0001", null, null);
        assertThat(found.expiresIn()).isNull();
        assertThat(found.url()).hasToString("http://x/public");
    }

    @Test
    void theVendorsContainerIsRefusedOnlyAfterTheOtherChecks() {
        assertRefused(TWO, null, "e2u", AgentError.ENGINE_NOT_E2U);
        assertRefused(TWO, "expression-2", "e2u", AgentError.MODEL_NOT_GENERATED);
        assertThat(downloads.find(AgentFixture.OWNER, TWO, null, "other")).isNotNull();
    }

    @Test
    void aDeletedAgentIsGoneForItsOwnerAndNothingForOthers() {
        fixture.agents.delete(AgentFixture.OWNER, TWO);
        assertRefused(TWO, null, null, AgentError.AGENT_DELETED);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> downloads.find(AgentFixture.STRANGER, TWO, null, null))
                .matches(e -> e.code() == CommonError.NOT_FOUND);
    }

    /** Not that its file was not stored yet, as when the agent was read before its deletion and the file after it. */
    @Test
    void whileAnAgentIsDeletedItsFileIsThereOrTheAgentIsGone() throws Exception {
        AtomicReference<String> code = new AtomicReference<>(TWO);
        Meanwhile.read(300, () -> {
            try {
                downloads.find(AgentFixture.OWNER, code.get(), null, null);
            } catch (ApiException e) {
                assertThat(e.code()).isEqualTo(AgentError.AGENT_DELETED);
            }
        }, n -> {
            String next = "A00DEL%04d".formatted(n);
            fixture.agent(next, Model.ESSENCE_1);
            fixture.agents.ready(AgentFixture.OWNER, next,
                    List.of(fixture.artifact(next, Model.ESSENCE_1, "public/x/a.imx")));
            code.set(next);
            fixture.agents.delete(AgentFixture.OWNER, next);
        });
    }

    @Test
    void onlyReadyShowcaseAgentsAreShown() {
        var owner = java.util.UUID.fromString("00000000-0000-0000-0000-000000000001");
        fixture.agents.create(new NewAgent(owner, "A00SHW0001", Model.ESSENCE_1, List.of(Model.ESSENCE_1), "portrait",
                "1:1", false, true)).orElseThrow();
        assertThat(downloads.showcase()).isEmpty();
        fixture.agents.become(owner, "A00SHW0001", new Persona("Clara", "", "en", "female", ""));
        fixture.agents.ready(owner, "A00SHW0001",
                List.of(fixture.artifact("A00SHW0001", Model.ESSENCE_1, "public/x/a.imx")));
        assertThat(downloads.showcase()).singleElement().satisfies(shown -> {
            assertThat(shown.slug()).isEqualTo("clara-essence-1");
            assertThat(shown.agentCode()).isEqualTo("A00SHW0001");
        });
        assertThat(fixture.agents.showcaseOwner("A00SHW0001")).contains(owner);
        assertThat(fixture.agents.showcaseOwner(TWO)).isEmpty();
    }

    private void assertRefused(String code, @Nullable String model, @Nullable String engine, ErrorCode error) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> downloads.find(AgentFixture.OWNER, code, model, engine))
                .matches(e -> e.code() == error, error.name());
    }
}
