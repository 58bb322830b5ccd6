package dev.likeness.runtime;

import dev.likeness.common.ApiException;
import dev.likeness.runtime.BooksNodes.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the steps of a run share: the time, the dice, what happened lately, and how a difference is told. */
final class BooksStory {

    /** The server and the model disagree. */
    static final class Differs extends AssertionError {
        Differs(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** How often what happened, over all runs: a rule that no step reached is not proven. */
    static final Map<String, LongAdder> TALLY = new ConcurrentHashMap<>();

    private static final int REMEMBERED = 25;

    final BooksNodes nodes;
    final BooksCheck check;
    final Random random;
    final List<BooksAccount> accounts = new ArrayList<>();
    Instant now;
    int step;
    private final long seed;
    private final Deque<String> last = new ArrayDeque<>();

    BooksStory(BooksNodes nodes, long seed) {
        this.nodes = nodes;
        this.check = new BooksCheck(nodes.jdbc);
        this.seed = seed;
        this.random = new Random(seed);
        // Month ends of every length come up.
        this.now = Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(1100)))
                .plusMillis(random.nextInt(86_400_000));
        nodes.now(now);
    }

    void move(long millis) {
        now = now.plusMillis(millis);
        note("the clock moves %s", Duration.ofMillis(millis));
        nodes.now(now);
    }

    void note(String line, Object... values) {
        last.add(step + " " + now + " " + line.formatted(values));
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    void same(String what, @Nullable Object model, @Nullable Object server) {
        if (!Objects.equals(model, server)) {
            throw differs(what + ": the model says " + model + ", the server " + server, null);
        }
    }

    void same(String what, Set<String> model, Set<String> server) {
        if (!model.equals(server)) {
            Set<String> onlyModel = new TreeSet<>(model);
            onlyModel.removeAll(server);
            Set<String> onlyServer = new TreeSet<>(server);
            onlyServer.removeAll(model);
            throw differs(what + ": only the model has " + onlyModel + ", only the server " + onlyServer, null);
        }
    }

    Differs differs(String what, @Nullable Throwable cause) {
        return new Differs("seed " + seed + ", step " + step + ": " + what + "\nthe last steps:\n  "
                + String.join("\n  ", last) + "\nrepeat with -Dlikeness.property.seed=" + seed, cause);
    }

    static void happened(String what) {
        TALLY.computeIfAbsent(what, fresh -> new LongAdder()).increment();
    }

    /** What the call says, or the code it is refused with. */
    static String word(Supplier<String> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            return e.code().name();
        }
    }

    Node node() {
        return pick(nodes.nodes);
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One of the last few. */
    <T> T recent(List<T> of) {
        return of.get(Math.max(0, of.size() - 1 - random.nextInt(8)));
    }

    BooksAccount other(BooksAccount books) {
        return accounts.get(books == accounts.getFirst() ? 1 : 0);
    }
}
