package dev.likeness.agent.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.Agents;
import dev.likeness.agent.embed.EmbedFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;

class AgentEditsTests {

    private static final String CODE = "A11AAA1111";

    private final AgentFixture fixture = new AgentFixture();

    @Test
    void nothingIsStoredWhenOnePartCannotBe() {
        Agents agents = mock(Agents.class);
        doThrow(new IllegalStateException("deleted meanwhile")).when(agents).edit(any(), any(), any(), any(), any(),
                any());
        AgentEdits edits = new AgentEdits(agents,
                new StaticListableBeanFactory().getBeanProvider(ProviderChoices.class),
                EmbedFixture.settings(fixture.jdbc), new JdbcTransactionManager(fixture.database));
        AgentWire.Update changes = new AgentWire.Update(null, "Ada", null, null, new AgentWire.Embed(false, null));
        assertThatThrownBy(() -> edits.apply(AgentFixture.OWNER, CODE, changes)).hasMessage("deleted meanwhile");
        assertThat(fixture.count("agent_embed")).isZero();
    }
}
