package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The books against {@link BooksModel}, in random steps with printed seeds. {@code -Dlikeness.property.steps=5000000}
 * takes more steps, {@code -Dlikeness.property.seed=42} repeats the one run of that seed.
 */
class BooksPropertyTests {

    private static final int STEPS_OF_A_RUN = 250;
    private static final int HANDS = 4;

    @TempDir
    private Path folder;

    @Test
    void fortyThousandRandomStepsAgreeWithTheModel() throws Exception {
        Long seed = Long.getLong("likeness.property.seed");
        if (seed != null) {
            try (BooksNodes nodes = new BooksNodes(folder)) {
                new BooksRun(nodes, seed).run(STEPS_OF_A_RUN);
            }
            return;
        }
        agree(Integer.getInteger("likeness.property.steps", 40_000));
        assertThat(BooksStory.TALLY).as("what no step reached is not proven").containsKeys("beat: opened", "beat: live",
                "beat: INSUFFICIENT_BALANCE", "beat: CONCURRENCY_LIMIT_REACHED", "beat: RUNTIME_SUSPENDED",
                "beat: ACCOUNT_SUSPENDED", "beat: NOT_FOUND", "balance: at the floor", "refund: all", "refund: part",
                "session: silent", "session: balance", "session: agent_deleted", "session: terminated",
                "sweep: somebody",
                "beat: passed over", "batch");
    }

    @Test
    @Tag("long")
    void threeHundredThousandRandomStepsAgreeWithTheModel() throws Exception {
        agree(300_000);
    }

    private void agree(int steps) throws Exception {
        long first = System.nanoTime();
        int runs = (steps + STEPS_OF_A_RUN - 1) / STEPS_OF_A_RUN;
        AtomicInteger taken = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Callable<Void> hand = () -> {
            // A database for each hand: the clock is the installation's.
            try (BooksNodes nodes = new BooksNodes(folder)) {
                for (int run = taken.getAndIncrement(); run < runs
                        && failure.get() == null; run = taken.getAndIncrement()) {
                    new BooksRun(nodes, first + run).run(STEPS_OF_A_RUN);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
            return null;
        };
        try (ExecutorService hands = Executors.newFixedThreadPool(HANDS)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < HANDS; i++) {
                all.add(hands.submit(hand));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (failure.get() == null) {
            new TreeMap<>(BooksStory.TALLY).forEach((what, often) -> System.out.println("  " + what + ": " + often));
        }
        System.out.printf("books: %d runs of %d steps from seed %d in %d s%n", runs, STEPS_OF_A_RUN, first,
                (System.nanoTime() - first) / 1_000_000_000);
        if (failure.get() instanceof Error error) {
            throw error;
        }
        if (failure.get() instanceof Exception exception) {
            throw exception;
        }
    }
}
