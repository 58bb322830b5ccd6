package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that beats, creates, ends and makes secrets until it gets no answer, and remembers everything that it was
 * told. What it asked for and was not told about it asks again, as clients do.
 */
final class LoadClient {

    /** What a 200 of a heartbeat said. */
    record Told(String session, long balance) {
    }

    private static final int FINGERPRINTS = 2;

    final List<Told> beats = new ArrayList<>();
    /** Idempotency-Key to the answer; null: not answered yet. */
    final Map<String, @Nullable String> creations = new LinkedHashMap<>();
    final Map<String, String> agents = new LinkedHashMap<>();
    /** Session to what its end answered. */
    final Map<String, String> ends = new LinkedHashMap<>();
    final Map<String, String> secrets = new LinkedHashMap<>();
    final Map<Integer, Integer> answers = new TreeMap<>();
    private final String name;
    private final String userId;
    private final Client client;
    private final String origin;
    private final Random random;
    private final AtomicInteger answered;
    private @Nullable String unsureAlias;
    private int count;

    LoadClient(String name, String origin, Client client, String userId, long seed, AtomicInteger answered) {
        this.name = name;
        this.origin = origin;
        this.client = client;
        this.userId = userId;
        this.random = new Random(seed);
        this.answered = answered;
    }

    /** Until there is no answer, or none that a healthy server gives. */
    void work() {
        boolean healthy = true;
        while (healthy && !Thread.currentThread().isInterrupted()) {
            healthy = act();
        }
    }

    private boolean act() {
        int dice = random.nextInt(100);
        if (dice < 62) {
            return beat();
        } else if (dice < 72) {
            return create("key-" + name + "-" + count++);
        } else if (dice < 80 && !creations.isEmpty()) {
            return create(List.copyOf(creations.keySet()).get(random.nextInt(creations.size())));
        } else if (dice < 86 && !beats.isEmpty()) {
            return end(beats.getLast().session);
        } else if (dice < 90) {
            return makeSecret("s-" + name + "-" + count++);
        }
        return tell(() -> client.post("/sandbox/clock", "{\"advance_seconds\": 30}")) != null;
    }

    private boolean beat() {
        Client.Answer answer = tell(() -> client.post("/v1/runtime-tokens/request",
                "{\"fingerprint\": \"%s-%d\"}".formatted(name, random.nextInt(FINGERPRINTS))));
        if (answer == null) {
            return false;
        }
        // A passing fault may never answer what a client takes for fatal (CONTRACT 4.1).
        assertThat(answer.status()).as(answer.body().toString()).isNotIn(400, 401, 402, 403);
        if (answer.status() == 200) {
            beats.add(new Told(answer.body().at("/data/session_id").asString(),
                    answer.body().at("/data/balance").asLong()));
        }
        return answer.status() < 500;
    }

    /** True when answered; a repeat must be answered as the first was. */
    boolean create(String key) {
        if (!creations.containsKey(key)) {
            creations.put(key, null);
        }
        Client.Answer answer = tell(() -> client.post("/v1/agent/generate", "{\"prompt\": \"A friendly " + key + "\"}",
                "Idempotency-Key", key));
        if (answer == null || answer.status() >= 500) {
            return false;
        }
        if (answer.status() == 200) {
            String body = answer.body().toString();
            String before = creations.put(key, body);
            assertThat(body).isEqualTo(before == null ? body : before);
            if (before != null) {
                assertThat(answer.response().headers().firstValue("Idempotency-Replayed")).hasValue("true");
            }
            agents.put(key, answer.body().get("agent_id").asString());
        } else {
            assertThat(answer.status()).as(answer.body().toString()).isIn(409, 429);
        }
        return true;
    }

    private boolean end(String session) {
        Client.Answer answer = tell(() -> client.post("/v1/runtime-sessions/" + session + "/end", "{}"));
        if (answer == null || answer.status() >= 500) {
            return false;
        }
        if (answer.status() == 200) {
            assertThat(ends.putIfAbsent(session, answer.body().toString())).isIn(null, answer.body().toString());
        }
        return true;
    }

    private boolean makeSecret(String alias) {
        unsureAlias = alias;
        Client.Answer answer = tell(
                () -> client.post("/v2/" + userId + "/api-secrets", "{\"alias\": \"" + alias + "\"}"));
        if (answer == null || answer.status() >= 500) {
            return false;
        }
        unsureAlias = null;
        if (answer.status() == 200) {
            secrets.put(alias, answer.body().get("secret").asString());
        }
        return true;
    }

    /** After a restart: asks again what was not answered. */
    void converge() {
        for (String key : List.copyOf(creations.keySet())) {
            if (creations.get(key) == null) {
                assertThat(create(key)).as("a repeat of %s", key).isTrue();
            }
        }
        String alias = unsureAlias;
        if (alias != null) {
            Client.Answer answer = client.post("/v2/" + userId + "/api-secrets", "{\"alias\": \"" + alias + "\"}");
            // Made before the server died or now: never half.
            assertThat(answer.status()).as(answer.body().toString()).isIn(200, 409);
            unsureAlias = null;
        }
    }

    /** Everything it was told and can ask for again is still so. */
    void verify() {
        assertThat(creations).as("answers of %s", name).doesNotContainValue(null);
        assertThat(agents.values()).doesNotHaveDuplicates();
        List.copyOf(creations.keySet()).reversed().stream().limit(3).forEach(this::create);
        ends.forEach((session, told) -> {
            JsonNode now = client.get("/v1/runtime-sessions/" + session).body();
            assertThat(now.toString()).isEqualTo(told);
        });
        secrets.forEach((alias, secret) -> assertThat(new Client(origin, secret).get("/v1/me").status()).as(alias)
                .isEqualTo(200));
    }

    /** Null when there is no answer. */
    private Client.@Nullable Answer tell(Supplier<Client.Answer> call) {
        try {
            Client.Answer answer = call.get();
            answers.merge(answer.status(), 1, Integer::sum);
            answered.incrementAndGet();
            return answer;
        } catch (UncheckedIOException e) {
            answers.merge(0, 1, Integer::sum);
            return null;
        }
    }
}
