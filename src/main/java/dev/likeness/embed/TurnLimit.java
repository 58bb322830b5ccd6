package dev.likeness.embed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How often a visitor may say something. Those that are refused do not count. */
final class TurnLimit {

    private static final int A_MINUTE = 30;

    private final Deque<Long> taken = new ArrayDeque<>();

    synchronized boolean take() {
        long now = System.nanoTime();
        while (!taken.isEmpty() && now - taken.getFirst() > TimeUnit.MINUTES.toNanos(1)) {
            taken.removeFirst();
        }
        return taken.size() < A_MINUTE && taken.add(now);
    }
}
