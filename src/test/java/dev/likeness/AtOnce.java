package dev.likeness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Races: every try on a thread of its own, let go together. */
public final class AtOnce {

    private AtOnce() {
    }

    /** One of many tries. */
    public interface Hand<T> {
        T move(int index) throws Exception;
    }

    /** So many hands, numbered from 0. */
    public static <T> List<T> run(int hands, Hand<T> hand) throws InterruptedException, ExecutionException {
        return run(IntStream.range(0, hands).<Callable<T>>mapToObj(i -> () -> hand.move(i)).toList());
    }

    /** What each try returned, in their order; the first failure of one is thrown. */
    public static <T> List<T> run(List<Callable<T>> tries) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(tries.size())) {
            List<Future<T>> running = tries.stream().map(one -> threads.submit(() -> {
                start.await();
                return one.call();
            })).toList();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
