package dev.likeness.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The failures that wait for their calls, oldest first. Each node has its own. */
@Component
@ConditionalOnProperty("likeness.sandbox.enabled")
class Faults {

    private final List<Fault> waiting = new ArrayList<>();
    /** Read by every request, most of which meet no failure, without waiting for each other. */
    private volatile boolean empty = true;

    synchronized void add(Fault fault) {
        waiting.add(fault);
        empty = false;
    }

    synchronized void clear() {
        waiting.clear();
        empty = true;
    }

    boolean isEmpty() {
        return empty;
    }

    synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    /** Takes one call off the oldest failure that waits for an operation of one of these names. */
    synchronized Optional<Fault> take(Collection<String> names) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (names.contains(fault.operation())) {
                if (fault.times() == 1) {
                    waiting.remove(i);
                    empty = waiting.isEmpty();
                } else {
                    waiting.set(i, fault.once());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
