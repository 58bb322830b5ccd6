package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmingExecutorTests {

    @Test
    void answersTheFirstRequestsOnPlatformThreadsAndTheOthersOnVirtualOnes() throws Exception {
        AtomicInteger platform = new AtomicInteger();
        AtomicInteger virtual = new AtomicInteger();
        int requests = 12_000;
        CountDownLatch done = new CountDownLatch(requests);
        // Far fewer at once than there are threads for: one that has let go here is not free before it ran to its end.
        Semaphore room = new Semaphore(16);
        try (ExecutorService given = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            WarmingExecutor executor = new WarmingExecutor(given);
            Runnable request = () -> {
                (Thread.currentThread().isVirtual() ? virtual : platform).incrementAndGet();
                room.release();
                done.countDown();
            };
            for (int caller : List.of(1, 2, 3, 4)) {
                callers.execute(() -> {
                    for (int i = 0; i < requests / 4; i++) {
                        room.acquireUninterruptibly();
                        executor.execute(request);
                    }
                });
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(platform).hasValue(5_000);
        assertThat(virtual).hasValue(7_000);
    }

    @Test
    void leavesWhatComesBesideManyLongRequestsToTheVirtualThreads() throws Exception {
        AtomicInteger virtual = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(300);
        try (ExecutorService given = Executors.newVirtualThreadPerTaskExecutor()) {
            WarmingExecutor executor = new WarmingExecutor(given);
            for (int i = 0; i < 300; i++) {
                executor.execute(() -> {
                    virtual.addAndGet(Thread.currentThread().isVirtual() ? 1 : 0);
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            end.countDown();
        }
        assertThat(virtual).hasValue(44);
    }
}
