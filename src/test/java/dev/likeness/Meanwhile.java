package dev.likeness;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads over and over while another thread writes, until it has written. */
public final class Meanwhile {

    /** Something that may fail. */
    @FunctionalInterface
    public interface Step {

        void run() throws Exception;
    }

    private Meanwhile() {
    }

    /** @return how often it was read */
    public static int read(Step reading, Step writing) throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit((Callable<Void>) () -> {
                writing.run();
                return null;
            });
            int reads = 0;
            while (!writer.isDone()) {
                reading.run();
                reads++;
            }
            writer.get(1, TimeUnit.SECONDS);
            return reads;
        }
    }
}
