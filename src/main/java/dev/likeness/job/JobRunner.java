package dev.likeness.job;

import dev.likeness.common.DatabaseAway;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * This node's workers. They stop first at shutdown and hand their jobs back, so that another node, or this one after
 * its restart, goes on at once.
 */
@Component
class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final String NODES = "node:";

    private final Jobs jobs;
    private final JobTable table;
    private final JobProperties properties;
    private final JobSignal signal;
    private final Duration poll;
    private final String worker = NODES + UUID.randomUUID();
    private final Set<RunningJob> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean on;
    private List<Thread> threads = List.of();
    private ScheduledExecutorService renewer = Executors.newScheduledThreadPool(0);

    @Autowired
    JobRunner(Jobs jobs, JobTable table, JobProperties properties, JobSignal signal) {
        this(jobs, table, properties, signal, POLL);
    }

    /** @param poll how long it waits for news before it looks by itself, for what other nodes have submitted */
    JobRunner(Jobs jobs, JobTable table, JobProperties properties, JobSignal signal, Duration poll) {
        this.jobs = jobs;
        this.table = table;
        this.properties = properties;
        this.signal = signal;
        this.poll = poll;
    }

    @Override
    public void start() {
        if (properties.soleNode()) {
            int left = table.voidOldLeases(NODES, worker);
            if (left > 0) {
                LOG.info("{} jobs were left by a run that did not shut down; taking them over", left);
            }
        }
        on = true;
        signal.open();
        renewer.shutdown();
        renewer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("job-leases").daemon().factory());
        long tick = Math.max(50, properties.rules().renewEvery().toMillis() / 4);
        renewer.scheduleWithFixedDelay(() -> running.forEach(RunningJob::renew), tick, tick, TimeUnit.MILLISECONDS);
        threads = IntStream.rangeClosed(1, properties.threads())
                .mapToObj(number -> Thread.ofPlatform().name("job-" + number).daemon().start(this::work)).toList();
    }

    @Override
    public void stop() {
        on = false;
        signal.close();
        running.forEach(attempt -> attempt.stop("the node shuts down"));
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        renewer.shutdownNow();
        // Who has not stopped by now goes on in vain: its lease is gone and its objects carry the old attempt.
        running.forEach(attempt -> jobs.release(attempt.job().id(), attempt.job().attempt()));
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return on;
    }

    private void work() {
        while (on) {
            try {
                long heard = signal.heard();
                var job = jobs.claim(worker, jobs.readyKinds(), List.of(), properties.workerModels());
                waiting.set(false);
                if (job.isPresent()) {
                    attempt(job.get());
                } else {
                    signal.await(heard, poll);
                }
            } catch (InterruptedException _) {
                // Meant for this thread only when the node shuts down; the loop looks.
            } catch (Throwable e) {
                worry(e);
                pause();
            }
        }
    }

    /** A database that is away or takes no writes is waited for: it is one line until it is back, not one a moment. */
    private void worry(Throwable e) {
        if (!DatabaseAway.is(e)) {
            LOG.error("Worker could not go on, trying again", e);
        } else if (!waiting.getAndSet(true)) {
            LOG.warn("The workers wait for the database: {}", RunningJob.words(e));
        }
    }

    private void attempt(Job job) {
        RunningJob attempt = new RunningJob(job, jobs, properties.rules(), System::nanoTime, Thread.currentThread());
        running.add(attempt);
        try {
            if (!on) {
                // Claimed while the node was told to stop, which did not see this attempt; handed back below.
                return;
            }
            attempt.run();
            if (attempt.isCutOff()) {
                handBack(attempt);
            }
        } catch (RuntimeException e) {
            if (!DatabaseAway.is(e)) {
                throw e;
            }
            worry(e);
            handBack(attempt);
        } finally {
            if (!on && running.contains(attempt)) {
                jobs.release(job.id(), job.attempt());
            }
            running.remove(attempt);
            // An interrupt that came for this attempt must not hit the next one, nor one that is still to come.
            attempt.close();
            Thread.interrupted();
        }
    }

    /**
     * Unused, once the database takes that: its trouble is not the job's. Until then nobody else can claim the job
     * either; who has claimed it since holds another attempt, and this changes nothing. After a pause and not for ever,
     * since it may be only this job's end that the database has trouble with.
     */
    private void handBack(RunningJob attempt) {
        while (on) {
            try {
                Thread.interrupted();
                jobs.postpone(attempt.job(), attempt.step(), "the database could not be reached");
                return;
            } catch (RuntimeException e) {
                if (!DatabaseAway.is(e)) {
                    // The lease is over soon, and somebody else takes the job.
                    throw e;
                }
                worry(e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            signal.pause(POLL);
        } catch (InterruptedException _) {
            // as above
        }
    }
}
