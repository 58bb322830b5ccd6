package dev.likeness.embed.mind;

import dev.likeness.common.Ids;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who thinks for agents in rooms. */
@Component
public class Minds {

    private final Endpoints endpoints;
    private final ConversationProperties properties;
    private final Clock clock;
    private final JsonMapper json;
    private final HttpClient http;

    Minds(Endpoints endpoints, ConversationProperties properties, Clock clock, JsonMapper json, ModelClient client) {
        this.http = client.http();
        this.endpoints = endpoints;
        this.properties = properties;
        this.clock = clock;
        this.json = json;
    }

    public Conversation conversation(Audience audience) {
        return new Conversation(this, audience);
    }

    /** Whether a page may let the visitor's browser write down what is said: somebody answers, nobody here listens. */
    public boolean leavesListeningToBrowsers(UUID account, String agentCode) {
        return properties.browserRecognition() && endpoints.transcription(account, agentCode).isEmpty()
                && endpoints.chat(account, agentCode).isPresent();
    }

    /** Whether agents for whom nobody thinks say what visitors write. */
    boolean repeats() {
        return properties.repeats();
    }

    UUID id() {
        return Ids.sortable(clock.millis());
    }

    Optional<Endpoint> chat(Audience audience) {
        return endpoints.chat(audience.agent().accountId(), audience.agent().code());
    }

    Chatting ask(Endpoint model, Audience audience, @Nullable String endUser, List<Memory.Message> messages) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model.model());
        body.put("stream", true);
        body.put("max_tokens", properties.chat().maxTokens());
        if (endUser != null) {
            body.put("user", endUser);
        }
        body.put("messages", messages);
        return new Chatting(http, model.request("/chat/completions", audience.roomId())
                .header("Content-Type", "application/json").header("Accept", "text/event-stream, application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))).build(), properties.patience());
    }
}
