package dev.likeness.generation.input;

import dev.likeness.avatar.Portraits;
import dev.likeness.avatar.Subject;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Whether the subject is a photorealistic human (CONTRACT 3.1): looks at the image if there is one, else at the prompt.
 * What it cannot tell, or not in time, it lets through.
 */
@Component
public class SubjectGate implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectGate.class);
    private static final int LOOKS = 2;
    private static final int WAITING = 6;

    private final Portraits portraits;
    private final Inputs inputs;
    private final InputProperties properties;
    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
    /**
     * Native code that decodes up to 40 megapixels: it would hold the carriers of virtual threads, and with them every
     * request. Few at once, few waiting, for what each takes of memory.
     */
    private final ExecutorService looks = new ThreadPoolExecutor(LOOKS, LOOKS, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), Thread.ofPlatform().daemon().name("subject-", 1).factory());

    SubjectGate(Portraits portraits, Inputs inputs, InputProperties properties) {
        this.portraits = portraits;
        this.inputs = inputs;
        this.properties = properties;
    }

    /** What it looks or sounds like, in the words of the refusal; empty when it may be a human. */
    public Optional<String> mismatch(@Nullable Upload image, @Nullable String prompt) {
        if (image != null) {
            return switch (subject(image)) {
                case HUMAN -> Optional.empty();
                case DRAWING -> Optional.of("this image looks like a cartoon");
                case ANIMAL -> Optional.of("this image looks like an animal");
                case NOBODY -> Optional.of("this image looks like it shows no human face");
            };
        }
        return prompt == null
                ? Optional.empty()
                : SubjectWords.otherThanHuman(prompt).map(what -> "this description sounds like " + what);
    }

    /** What cannot be looked at, for whatever reason, may be a human: the build will say what is wrong with it. */
    private Subject subject(Upload image) {
        long deadline = System.nanoTime() + properties.classifierPatience().toNanos();
        try {
            byte[] picture = within(deadline, fetches, () -> inputs.peek(image));
            return within(deadline, looks, () -> portraits.subject(picture));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Subject.HUMAN;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.info("The subject could not be looked at: {}", e.toString());
            return Subject.HUMAN;
        }
    }

    private static <T> T within(long deadline, ExecutorService threads, Callable<T> work)
            throws InterruptedException, ExecutionException, TimeoutException {
        Future<T> future = threads.submit(work);
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            // Without effect on what is done.
            future.cancel(true);
        }
    }

    @Override
    public void destroy() {
        fetches.shutdownNow();
        looks.shutdownNow();
    }
}
