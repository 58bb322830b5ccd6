package dev.likeness.generation.input;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.portrait.Portraits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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
 * At submit it takes a moment and no more; what it has not seen by then the build looks at. What it cannot tell it lets
 * through.
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
    /** Of builds, which wait for their turn. */
    private final ExecutorService buildLooks = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("subject-build-", 1).factory());

    SubjectGate(Portraits portraits, Inputs inputs, InputProperties properties) {
        this.portraits = portraits;
        this.inputs = inputs;
        this.properties = properties;
    }

    /** At submit, within {@code likeness.generation.classifier-patience}. Holds no connection to the database meanwhile. */
    public Verdict glance(@Nullable Upload image, @Nullable String prompt) {
        if (image != null) {
            return glance(image);
        }
        return prompt == null
                ? new Verdict.Human()
                : SubjectWords.otherThanHuman(prompt)
                        .<Verdict>map(what -> new Verdict.Other("this description sounds like " + what))
                        .orElseGet(Verdict.Human::new);
    }

    private Verdict glance(Upload image) {
        long deadline = System.nanoTime() + properties.classifierPatience().toNanos();
        try {
            byte[] picture = within(deadline, fetches, () -> inputs.peek(image));
            return within(deadline, looks, () -> verdict(picture));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Open();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.info("The subject is left to the build to look at: {}", e.toString());
            return new Verdict.Open();
        }
    }

    /** In a build, for as long as it takes. Never open. */
    public Verdict look(byte[] picture) throws InterruptedException {
        Future<Verdict> future = buildLooks.submit(() -> verdict(picture));
        try {
            return future.get();
        } catch (ExecutionException e) {
            LOG.warn("A subject could not be looked at and is let through", e.getCause());
            return new Verdict.Human();
        } finally {
            // Without effect on what is done.
            future.cancel(true);
        }
    }

    private Verdict verdict(byte[] picture) {
        try {
            return switch (portraits.subject(picture)) {
                case HUMAN -> new Verdict.Human();
                case DRAWING -> new Verdict.Other("this image looks like a cartoon");
                case ANIMAL -> new Verdict.Other("this image looks like an animal");
                case NOBODY -> new Verdict.Other("this image looks like it shows no human face");
            };
        } catch (PictureException e) {
            // The portrait's step says what is wrong with it.
            return new Verdict.Human();
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
        buildLooks.shutdownNow();
    }
}
