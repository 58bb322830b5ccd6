package dev.likeness.video;

import dev.likeness.video.VideoTable.Name;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Those who wait for a video on this node (CONTRACT 7). Each holds a virtual thread and no connection to the database. What
 * ends here wakes them as it commits; what ends on another node makes no noise here, so while anybody waits one query asks
 * for all of them every two seconds.
 */
@Component
class VideoWaits implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VideoWaits.class);
    private static final Duration LONGEST = Duration.ofSeconds(90);
    /** How long a client that hung up keeps its place. */
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** Of all accounts: the server takes some eight thousand connections, and others need them, too. */
    private static final int MOST = 2000;

    /** One video that somebody waits for. */
    private static final class Topic {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        private int waiting;
        private boolean ended;

        private boolean await(Duration atMost) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = atMost.toNanos();
                while (!ended && left > 0) {
                    left = news.awaitNanos(left);
                }
                return ended;
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            lock.lock();
            try {
                ended = true;
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private final VideoTable table;
    private final Map<Name, Topic> topics = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean on;
    private ScheduledExecutorService looking = Executors.newScheduledThreadPool(0);

    VideoWaits(VideoTable table) {
        this.table = table;
    }

    /** Returns when the video has ended, the time is over, the client is gone or the node stops. */
    void await(UUID account, String jobId, BooleanSupplier gone) throws InterruptedException {
        Name name = new Name(account, jobId);
        waiting.incrementAndGet();
        Topic topic = join(name);
        try {
            // After joining: what ended before is seen here, what ends from now on is heard.
            if (waiting.get() > MOST || !table.ended(List.of(name)).isEmpty()) {
                return;
            }
            long end = System.nanoTime() + LONGEST.toNanos();
            for (long left = LONGEST.toNanos(); on && left > 0; left = end - System.nanoTime()) {
                if (topic.await(Duration.ofNanos(Math.min(left, GLANCE.toNanos()))) || gone.getAsBoolean()) {
                    return;
                }
            }
        } finally {
            leave(name);
            waiting.decrementAndGet();
        }
    }

    private Topic join(Name name) {
        return topics.compute(name, (_, there) -> {
            Topic topic = there == null ? new Topic() : there;
            topic.waiting++;
            return topic;
        });
    }

    private void leave(Name name) {
        topics.computeIfPresent(name, (_, topic) -> --topic.waiting == 0 ? null : topic);
    }

    int waiting() {
        return waiting.get();
    }

    @EventListener
    void completed(VideoCompleted video) {
        afterCommit(new Name(video.accountId(), video.jobId()));
    }

    @EventListener
    void failed(VideoFailed video) {
        afterCommit(new Name(video.accountId(), video.jobId()));
    }

    /** Only memory is touched: the thread of a transaction keeps its connection until that is done. */
    private void afterCommit(Name name) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                end(name);
            }
        });
    }

    private void end(Name name) {
        Topic topic = topics.get(name);
        if (topic != null) {
            topic.end();
        }
    }

    /** Whatever goes wrong, an error of the virtual machine too, must not end the looking: nobody would begin it again. */
    void look() {
        List<Name> names = List.copyOf(topics.keySet());
        if (names.isEmpty()) {
            return;
        }
        try {
            table.ended(names).forEach(this::end);
        } catch (Throwable e) {
            LOG.warn("Videos that are waited for could not be looked at, trying again", e);
        }
    }

    @Override
    public void start() {
        on = true;
        looking.shutdown();
        looking = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("video-waits").daemon().factory());
        looking.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Before the web server waits for its requests: whoever waits goes home, and asks again elsewhere. */
    @Override
    public void stop() {
        on = false;
        looking.shutdownNow();
        topics.values().forEach(Topic::end);
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}
