package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        try (ExecutorService given = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            WarmingExecutor executor = new WarmingExecutor(given);
            Runnable request = () -> {
                (Thread.currentThread().isVirtual() ? virtual : platform).incrementAndGet();
                done.countDown();
            };
            for (int caller : List.of(1, 2, 3, 4)) {
                callers.execute(() -> {
                    for (int i = 0; i < requests / 4; i++) {
                        executor.execute(request);
                    }
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(platform).hasValue(5_000);
        assertThat(virtual).hasValue(7_000);
    }
}
