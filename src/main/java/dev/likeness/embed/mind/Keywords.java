package dev.likeness.embed.mind;

import dev.likeness.agent.Agent;
import dev.likeness.dynamics.AgentGestures;
import dev.likeness.dynamics.Playable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which gesture what is said fires. Keywords are looked up once in a while, however many rooms an agent is in. */
@Component
public class Keywords {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int KEPT = 1_000;

    private final AgentGestures gestures;
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Playable playable, long at) {

        boolean fresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }
    }

    Keywords(AgentGestures gestures) {
        this.gestures = gestures;
    }

    /** The gesture that a text fires, as rooms carry it; asks the database. */
    public Optional<String> fired(Agent agent, String text) {
        if (known.size() > KEPT) {
            known.clear();
        }
        String key = agent.accountId() + " " + agent.code();
        Known now = known.get(key);
        if (now == null || !now.fresh()) {
            // Not within the map, whose other agents would wait for the database too. Two that ask at once ask twice.
            now = new Known(gestures.of(agent.accountId(), agent.code()), System.nanoTime());
            known.put(key, now);
        }
        return now.playable.firedBy(text).map(now.playable::told);
    }
}
