package dev.likeness.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.Model;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentTests {

    private final Agent agent = new Agent(new NewAgent(new UUID(0, 1), "A12ABC3456", Model.ESSENCE_2,
            List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX), "portrait", "1:1", false, false), new UUID(0, 2),
            Instant.EPOCH);

    @Test
    void nameAndSystemPromptAreEmptyTextsFromTheFirstMoment() {
        assertThat(agent.name()).isEmpty();
        assertThat(agent.systemPrompt()).isEmpty();
    }

    @Test
    void progressNeverFallsAndNeitherDoesTheStatus() {
        agent.advance(AgentStatus.SUCCESS, .45, "video", "half");
        agent.advance(AgentStatus.GENERATING, .2, "voice_image", "late");
        assertThat(agent.progress).isEqualTo(.45);
        assertThat(agent.currentStep).isEqualTo("video");
        assertThat(agent.status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void readyComesTogetherWithProgressOneAndDone() {
        agent.advance(AgentStatus.SUCCESS, .9, "lip_sync", "building");
        assertThat(agent.ready()).isTrue();
        assertThat(agent.status()).isEqualTo(AgentStatus.READY);
        assertThat(agent.progress).isEqualTo(1.0);
        assertThat(agent.currentStep).isEqualTo("done");
        assertThat(agent.ready()).isFalse();
    }

    @Test
    void anAgentDoesNotEndByProgress() {
        assertThatThrownBy(() -> agent.advance(AgentStatus.READY, .5, "x", "y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> agent.advance(AgentStatus.SUCCESS, 1, "x", "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatHasEndedDoesNotMove() {
        assertThat(agent.fail("voice_image", "Image processing failed: no face")).isTrue();
        assertThat(agent.supportedModels()).isEmpty();
        agent.advance(AgentStatus.SUCCESS, .9, "lip_sync", "late");
        agent.become(new Persona("Late", "d", "en", "male", "p"));
        assertThat(agent.ready()).isFalse();
        assertThat(agent.fail("video", "again")).isFalse();
        assertThat(agent.errorMessage).isEqualTo("Image processing failed: no face");
        assertThat(agent.name()).isEmpty();
        assertThat(agent.status()).isEqualTo(AgentStatus.FAILED);
    }

    @Test
    void anythingCanBeDeletedOnce() {
        agent.ready();
        assertThat(agent.delete(Instant.EPOCH)).isTrue();
        assertThat(agent.delete(Instant.EPOCH)).isFalse();
        assertThat(agent.ready()).isFalse();
    }
}
