package dev.likeness.tts.answer;

import dev.likeness.web.ClientLine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/**
 * Work with sound for a client that may hang up meanwhile, on threads of its own: a virtual one would keep a processor from
 * everybody else.
 */
public final class Workers {

    private static final int LOOK_MILLIS = 200;
    /** As many as there are places; threads that are used again keep what nets once took of the memory between them. */
    private static final ExecutorService THREADS = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("speech-", 0).factory());

    private Workers() {
    }

    /**
     * What the work comes to. When this returns, in whatever way, nothing works on it any more.
     *
     * @param work heeds interrupts
     * @throws ClientAbortException when nobody is left to hear of it
     * @throws ExecutionException around what the work has thrown
     */
    public static <T extends @Nullable Object> T run(Callable<T> work, HttpServletRequest request)
            throws ClientAbortException, ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        CountDownLatch ended = new CountDownLatch(1);
        THREADS.execute(() -> {
            try {
                task.run();
            } finally {
                ended.countDown();
            }
        });
        try {
            while (true) {
                try {
                    return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    if (ClientLine.isGone(request)) {
                        throw new ClientAbortException();
                    }
                }
            }
        } finally {
            task.cancel(true);
            awaitWhateverComes(ended);
        }
    }

    private static void awaitWhateverComes(CountDownLatch ended) {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
