package dev.likeness.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** Where a load takes what it does next. Safe for many threads. */
interface Work {

    int NOTHING = -1;

    /** The next task, or {@link #NOTHING} right now. */
    int take();

    /** What {@link #take} handed out is done. */
    void done(int task);

    /** Is told when there is something to take again. */
    void whenReady(Runnable wake);

    /** Nanoseconds in which nobody could do anything since the start; such time is not measured. */
    default long stalled() {
        return 0;
    }

    /** Whether there will never be anything to take again. */
    default boolean finished() {
        return false;
    }

    /** Tasks 0 to size - 1 over and over. */
    static Work endless(int size) {
        return new Work() {
            private final AtomicInteger next = new AtomicInteger();

            @Override
            public int take() {
                return Math.floorMod(next.getAndIncrement(), size);
            }

            @Override
            public void done(int task) {
            }

            @Override
            public void whenReady(Runnable wake) {
            }
        };
    }
}
