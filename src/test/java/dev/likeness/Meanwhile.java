package dev.likeness;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads over and over while another thread writes. */
public final class Meanwhile {

    /** Something that may fail. */
    @FunctionalInterface
    public interface Step {

        void run() throws Exception;
    }

    /** Something that is done often, numbered from 0. */
    @FunctionalInterface
    public interface Round {

        void run(int number) throws Exception;
    }

    private Meanwhile() {
    }

    /** Goes on until both were done at least so many times, whichever is faster, and the writer writes to the last. */
    public static void read(int times, Step reading, Round writing) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger rounds = new AtomicInteger();
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit((Callable<Void>) () -> {
                while (!over.get()) {
                    writing.run(rounds.getAndIncrement());
                }
                return null;
            });
            try {
                for (int reads = 0; !writer.isDone() && (reads < times || rounds.get() < times); reads++) {
                    reading.run();
                }
            } finally {
                over.set(true);
            }
            writer.get();
        }
    }
}
