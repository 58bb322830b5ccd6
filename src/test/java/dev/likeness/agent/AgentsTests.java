package dev.likeness.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.likeness.agent.asset.AgentAssets;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class AgentsTests {

    private static final String CODE = "A12ABC3456";

    private final AgentFixture fixture = new AgentFixture();
    private final Agents agents = fixture.agents;

    @Test
    void aNewAgentHasItsCreditsReserved() {
        fixture.agent(CODE, Model.ESSENCE_1);
        Agent agent = agents.get(AgentFixture.OWNER, CODE);
        assertThat(agent.status()).isEqualTo(AgentStatus.PROCESSING);
        assertThat(agent.progress).isEqualTo(.02);
        assertThat(agent.currentStep).isEqualTo("payment");
        assertThat(agent.supportedModels()).containsExactly(Model.ESSENCE_1);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        fixture.agent(CODE, Model.ESSENCE_1);
        agents.become(AgentFixture.OWNER, CODE, new Persona("Ada", "A guide.", "en", "female", "You are Ada."));
        agents.embody(AgentFixture.OWNER, CODE, new Appearance("public/a.jpg", "public/a.mp4", "F2", "human"));
        agents.ready(AgentFixture.OWNER, CODE, List.of(fixture.artifact(CODE, Model.ESSENCE_1, "public/a.imx")));
        Agent agent = agents.get(AgentFixture.OWNER, CODE);
        assertThat(List.of(agent.name(), agent.systemPrompt(), agent.description + "", agent.language + "",
                agent.gender + "", agent.imageKey() + "", agent.videoKey() + "", agent.voiceId() + "",
                agent.subject() + "")).containsExactly("Ada", "You are Ada.", "A guide.", "en",
                        "female", "public/a.jpg", "public/a.mp4", "F2", "human");
        assertThat(agent.isReady()).isTrue();
        assertThat(fixture.events).containsExactly(new AgentReady(AgentFixture.OWNER, CODE, "essence-1"));
    }

    @Test
    void aCodeIsGivenOnceInTheWholeInstallation() {
        fixture.agent(CODE, Model.ESSENCE_1);
        assertThat(agents.create(new NewAgent(AgentFixture.STRANGER, CODE, Model.ESSENCE_1, List.of(), "portrait",
                "1:1", false, false))).isEmpty();
        agents.delete(AgentFixture.OWNER, CODE);
        assertThat(agents.create(new NewAgent(AgentFixture.OWNER, CODE, Model.ESSENCE_1, List.of(), "portrait", "1:1",
                false, false))).isEmpty();
    }

    @Test
    void somebodyElsesAgentLooksLikeNone() {
        fixture.agent(CODE, Model.ESSENCE_1);
        assertRefused(() -> agents.get(AgentFixture.STRANGER, CODE), CommonError.NOT_FOUND);
        assertRefused(() -> agents.delete(AgentFixture.STRANGER, CODE), CommonError.NOT_FOUND);
    }

    @Test
    void aDeletedAgentIsGoneForItsOwnerAndItsAssetsFollow() {
        fixture.agent(CODE, Model.ESSENCE_1);
        agents.ready(AgentFixture.OWNER, CODE, List.of(fixture.artifact(CODE, Model.ESSENCE_1, "public/a.imx")));
        agents.delete(AgentFixture.OWNER, CODE);
        assertRefused(() -> agents.get(AgentFixture.OWNER, CODE), CommonError.NOT_FOUND);
        assertRefused(() -> agents.delete(AgentFixture.OWNER, CODE), CommonError.NOT_FOUND);
        verify(fixture.store, timeout(20_000).atLeastOnce()).deleteAll("public/agents/" + CODE);
        verify(fixture.store, timeout(20_000).atLeastOnce())
                .deleteAll("accounts/" + AgentFixture.OWNER + "/agents/" + CODE);
        assertThat(fixture.jobs.jobs.open(AgentFixture.OWNER, AgentAssets.KIND, List.of(""))).isEqualTo(1);
        assertThat(fixture.events).contains(new AgentDeleted(AgentFixture.OWNER, CODE));
    }

    /** Thousands of builds report every second; and rows are found by their account. */
    @Test
    void aReportOfProgressIsTwoStatementsAndEachNamesTheAccount() {
        fixture.agent(CODE, Model.ESSENCE_1);
        List<String> told = fixture.statements(
                () -> agents.advance(AgentFixture.OWNER, CODE, AgentStatus.GENERATING, .2, "persona", "Writing"));
        assertThat(told).hasSize(2).allMatch(sql -> sql.matches(".* where .*account_id.*"), "finds by the account");
        assertThat(told.getFirst()).contains(" for no key update");
        assertThat(agents.get(AgentFixture.OWNER, CODE).progress).isEqualTo(.2);
    }

    @Test
    void ofAnAdditionItIsFour() {
        fixture.agent(CODE, Model.ESSENCE_1);
        agents.ready(AgentFixture.OWNER, CODE, List.of());
        UUID add = UUID.randomUUID();
        fixture.adds.begin(AgentFixture.OWNER, CODE, Model.ESSENCE_2, add);
        List<String> told = fixture.statements(
                () -> fixture.adds.advance(AgentFixture.OWNER, CODE, Model.ESSENCE_2, add, .3, "video", "Filming"));
        assertThat(told).hasSize(4).allMatch(sql -> sql.matches(".* where .*account_id.*"), "finds by the account");
        assertThat(fixture.added(CODE)).singleElement().matches(order -> order.progress() == .3);
    }

    /** What was read before is not what is changed: another one may have changed it while the lock was waited for. */
    @Test
    void anAgentReadEarlierInTheTransactionIsChangedAsItIsNow() {
        fixture.agent(CODE, Model.ESSENCE_1);
        new TransactionTemplate(fixture.jobs.transactions).executeWithoutResult(_ -> {
            assertThat(agents.get(AgentFixture.OWNER, CODE).name()).isEmpty();
            try (var other = Executors.newSingleThreadExecutor()) {
                other.submit(() -> agents.edit(AgentFixture.OWNER, CODE, null, "Ada", null, null));
            }
            agents.advance(AgentFixture.OWNER, CODE, AgentStatus.GENERATING, .2, "persona", "Writing");
            assertThat(agents.get(AgentFixture.OWNER, CODE).name()).isEqualTo("Ada");
        });
        Agent agent = agents.get(AgentFixture.OWNER, CODE);
        assertThat(agent.name()).isEqualTo("Ada");
        assertThat(agent.progress).isEqualTo(.2);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call,
            dev.likeness.common.ErrorCode code) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call).extracting(ApiException::code).isEqualTo(code);
    }
}
