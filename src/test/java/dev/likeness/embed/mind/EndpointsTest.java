package dev.likeness.embed.mind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.embed.mind.ConversationProperties.Chat;
import dev.likeness.embed.mind.ConversationProperties.Transcription;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class EndpointsTest {

    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final OwnEndpoints OWN = new OwnEndpoints() {

        @Override
        public Optional<Endpoint> chat(UUID account, String agentCode) {
            return account.equals(ACCOUNT) ? Endpoint.of("https://own.example/v1", "sk-own", "own") : Optional.empty();
        }

        @Override
        public Optional<Endpoint> transcription(UUID account, String agentCode) {
            return Optional.empty();
        }
    };

    private static Endpoints endpoints(String chat, String transcription, Map<String, Object> beans) {
        return new Endpoints(new StaticListableBeanFactory(beans).getBeanProvider(OwnEndpoints.class),
                new ConversationProperties(new Chat(chat, null, "theirs", 100),
                        new Transcription(transcription, null, "writer"), Duration.ofSeconds(1), false, false));
    }

    @Test
    void whatTheAccountBringsGoesBeforeTheServers() {
        Endpoints endpoints = endpoints("https://server.example/v1", "https://ears.example/v1", Map.of("own", OWN));
        assertThat(endpoints.chat(ACCOUNT, "A1")).map(Endpoint::base).contains("https://own.example/v1");
        assertThat(endpoints.chat(new UUID(0, 2), "A1")).map(Endpoint::model).contains("theirs");
        assertThat(endpoints.transcription(ACCOUNT, "A1")).map(Endpoint::model).contains("writer");
    }

    @Test
    void whereNothingIsConfiguredThereIsNone() {
        Endpoints endpoints = endpoints("", "", Map.of());
        assertThat(endpoints.chat(ACCOUNT, "A1")).isEmpty();
        assertThat(endpoints.transcription(ACCOUNT, "A1")).isEmpty();
    }

    @Test
    void anAddressThatLeadsNowhereIsSaidAtTheStart() {
        assertThatThrownBy(() -> endpoints("http://my_host/v1", "", Map.of()))
                .hasMessageContaining("not the address of a server: http://my_host/v1");
    }
}
