package dev.likeness.agent.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.account.AccountDeleted;
import dev.likeness.agent.AgentDeleted;
import dev.likeness.agent.AgentFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbedSettingsTests {

    private static final String ORIGIN = "https://shop.example.com";

    private final AgentFixture fixture = new AgentFixture();
    private final EmbedSettings settings = EmbedFixture.settings(fixture.jdbc);

    @Test
    void aSettingGoesWithItsAgentAndWithItsAccount() {
        settings.set(AgentFixture.OWNER, "A11AAA1111", false, List.of(ORIGIN));
        settings.set(AgentFixture.OWNER, "A22AAA2222", false, List.of());
        settings.set(AgentFixture.OWNER, "A33AAA3333", false, List.of());
        settings.set(AgentFixture.STRANGER, "A44AAA4444", false, List.of());
        settings.deleted(new AgentDeleted(AgentFixture.OWNER, "A22AAA2222"));
        assertThat(fixture.count("agent_embed")).isEqualTo(3);
        assertThat(settings.of(AgentFixture.OWNER, "A11AAA1111")).isEqualTo(new EmbedSetting(false, List.of(ORIGIN)));
        settings.deleted(new AccountDeleted(AgentFixture.OWNER));
        assertThat(fixture.count("agent_embed")).isEqualTo(1);
        assertThat(settings.of(AgentFixture.STRANGER, "A44AAA4444").open()).isFalse();
    }
}
