package dev.likeness.web;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers the first requests of a process on platform threads, all later ones on the virtual threads it is given.
 *
 * <p>A virtual thread that waits while the JVM loads a class for it keeps its carrier (JDK 25). When each carrier is
 * held by one that waits for a monitor of the packed jar, and the monitor belongs to one without a carrier, no request
 * is answered any more: seen with nine clients on two cores in one cold start of eight. Classes are loaded by first
 * requests, and {@code Likeness} provides more carriers than cores for the few that are loaded later.
 */
final class WarmingExecutor implements Executor {

    private static final int FIRST = 5_000;
    /** Streams and slow bodies hold theirs: what comes beside so many is left to the virtual threads. */
    private static final int AT_ONCE = 256;

    private final Executor platform = new ThreadPoolExecutor(0, AT_ONCE, 10, TimeUnit.SECONDS,
            new SynchronousQueue<>(), Thread.ofPlatform().daemon().name("first-requests-", 1).factory());
    private final Executor virtual;
    private final AtomicInteger left = new AtomicInteger(FIRST);

    WarmingExecutor(Executor virtual) {
        this.virtual = virtual;
    }

    @Override
    public void execute(Runnable task) {
        // The look before keeps the count from running around.
        boolean cold = left.get() > 0 && left.getAndDecrement() > 0;
        try {
            (cold ? platform : virtual).execute(task);
        } catch (RejectedExecutionException e) {
            virtual.execute(task);
        }
    }
}
