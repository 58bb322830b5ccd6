package dev.likeness.generation.input;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.web.body.SentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
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
    private final WorkFolders folders;
    private final InputProperties properties;
    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
    /**
     * Native code that decodes up to 40 megapixels: it would hold the carriers of virtual threads, and with them every
     * request. Few at once, for what each takes of memory; few waiting, for the time they have.
     */
    private final ThreadPoolExecutor looks = looks(LOOKS, "subject-");
    /** At pictures that take long to decode: else two of them would leave everybody's to the build. */
    private final ThreadPoolExecutor longLooks = looks(1, "subject-slow-");
    /**
     * For pictures of which it is being found out which of the two they are for. They are read for that and again for the
     * look: whoever waits holds a file, and the heap only the few pictures that are worked on, however many are sent.
     */
    private final Semaphore sorting = new Semaphore(LOOKS);
    /** Of builds, which wait for their turn. */
    private final ExecutorService buildLooks = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("subject-build-", 1).factory());

    SubjectGate(Portraits portraits, Inputs inputs, WorkFolders folders, InputProperties properties) {
        this.portraits = portraits;
        this.inputs = inputs;
        this.folders = folders;
        this.properties = properties;
    }

    /** At submit, within {@code likeness.generation.classifier-patience}. Holds no connection to the database meanwhile. */
    public Verdict glance(@Nullable SentFile image, @Nullable String prompt) {
        if (image != null) {
            return glance(image);
        }
        return prompt == null
                ? new Verdict.Human()
                : SubjectWords.otherThanHuman(prompt)
                        .<Verdict>map(what -> new Verdict.Other("this description sounds like " + what))
                        .orElseGet(Verdict.Human::new);
    }

    private Verdict glance(SentFile image) {
        long deadline = System.nanoTime() + properties.classifierPatience().toNanos();
        try {
            if (!image.isUrl()) {
                return look(deadline, image.file());
            }
            Path work = folders.create();
            try {
                Path picture = work.resolve("picture");
                within(deadline, fetches.submit(() -> {
                    inputs.peek(image.url(), picture);
                    return picture;
                }));
                return look(deadline, picture);
            } finally {
                WorkFolders.delete(work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Open();
        } catch (IOException | ExecutionException | TimeoutException | RejectedExecutionException e) {
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

    private Verdict look(long deadline, Path picture)
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        ThreadPoolExecutor threads = isSlow(deadline, picture) ? longLooks : looks;
        FutureTask<Verdict> look = new FutureTask<>(() -> verdict(Files.readAllBytes(picture)));
        threads.execute(look);
        try {
            return within(deadline, look);
        } finally {
            // Nobody waits for it any more, so it takes nobody's place.
            threads.remove(look);
        }
    }

    private boolean isSlow(long deadline, Path picture) throws InterruptedException, IOException, TimeoutException {
        if (!sorting.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("Too many pictures at once");
        }
        try {
            return portraits.isSlow(Files.readAllBytes(picture));
        } finally {
            sorting.release();
        }
    }

    /** How many pictures nobody has looked at yet. */
    int waiting() {
        return looks.getQueue().size() + longLooks.getQueue().size();
    }

    private static <T> T within(long deadline, Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            // Without effect on what is done.
            future.cancel(true);
        }
    }

    private static ThreadPoolExecutor looks(int threads, String name) {
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name(name, 1).factory());
    }

    @Override
    public void destroy() {
        fetches.shutdownNow();
        looks.shutdownNow();
        longLooks.shutdownNow();
        buildLooks.shutdownNow();
    }
}
