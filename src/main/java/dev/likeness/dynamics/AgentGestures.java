package dev.likeness.dynamics;

import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The gestures of agents, for whoever shows an agent live. */
@Component
public class AgentGestures {

    private static final String KEYWORDS = "keywords";

    private final DynamicsTable table;
    private final AssetUrls urls;

    AgentGestures(DynamicsTable table, AssetUrls urls) {
        this.table = table;
        this.urls = urls;
    }

    /** What may be played of an account's agent now. */
    public Playable of(UUID account, String code) {
        return table.find(account, code).filter(DynamicsRow::isEnabled).map(row -> {
            Map<String, String> keywords = new TreeMap<>();
            row.settings().path(KEYWORDS)
                    .forEachEntry((word, action) -> keywords.put(word, action.stringValue()));
            return new Playable(films(row), keywords);
        }).orElseGet(() -> new Playable(Map.of(), Map.of()));
    }

    /** What may be played of an agent now, that action among it; {@code NOT_FOUND} naming those that may. */
    Playable required(UUID account, String code, String action) {
        Playable playable = of(account, code);
        Map<String, String> films = playable.films();
        if (!films.containsKey(action)) {
            throw new ApiException(CommonError.NOT_FOUND, films.isEmpty()
                    ? "Agent " + code
                            + " plays no gestures: order them with POST /v1/dynamics/generate, or switch them on"
                    : "Unknown action; agent " + code + " plays " + String.join(", ", films.keySet()));
        }
        return playable;
    }

    /** URLs by action, switched off or not. */
    Map<String, String> films(DynamicsRow row) {
        Map<String, String> films = new TreeMap<>();
        Objects.requireNonNullElse(row.clips(), Map.<String, String>of())
                .forEach((action, key) -> films.put(action, String.valueOf(urls.publicUrl(key))));
        return films;
    }
}
