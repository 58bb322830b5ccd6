package dev.likeness.embed.mind;

import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whose models work for an agent: its account's own, else the server's. */
@Component
class Endpoints {

    private final ObjectProvider<OwnEndpoints> own;
    private final Optional<Endpoint> chat;
    private final Optional<Endpoint> transcription;

    Endpoints(ObjectProvider<OwnEndpoints> own, ConversationProperties properties) {
        this.own = own;
        this.chat = Endpoint.of(properties.chat().url(), properties.chat().apiKey(), properties.chat().model());
        this.transcription = Endpoint.of(properties.transcription().url(), properties.transcription().apiKey(),
                properties.transcription().model());
    }

    Optional<Endpoint> chat(UUID account, String agentCode) {
        return own.stream().flatMap(one -> one.chat(account, agentCode).stream()).findFirst().or(() -> chat);
    }

    Optional<Endpoint> transcription(UUID account, String agentCode) {
        return own.stream().flatMap(one -> one.transcription(account, agentCode).stream()).findFirst()
                .or(() -> transcription);
    }
}
