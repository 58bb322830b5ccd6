package dev.likeness.job;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt running on this node. The working thread reports progress; the renewer's thread keeps the lease while
 * the work is silent. Both are told when it is over.
 */
final class Attempt implements JobContext {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    /** Progress within a step is written at most this often. */
    private static final long WRITE_EVERY = Duration.ofMillis(500).toNanos();

    private final Job job;
    private final Jobs jobs;
    private final LeaseRules rules;
    private final LongSupplier nanos;
    private final Thread thread;
    private double progress;
    private String step;
    private String message = "";
    private long renewedAt;
    private long writtenAt;
    private volatile @Nullable String stopped;

    Attempt(Job job, Jobs jobs, LeaseRules rules, LongSupplier nanos, Thread thread) {
        this.job = job;
        this.jobs = jobs;
        this.rules = rules;
        this.nanos = nanos;
        this.thread = thread;
        this.progress = job.progress();
        this.step = job.step();
        this.renewedAt = nanos.getAsLong();
        this.writtenAt = renewedAt - WRITE_EVERY;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public synchronized void progress(double reached, String newStep, String newMessage) {
        throwIfStopped();
        boolean moved = !newStep.equals(step);
        progress = Math.max(progress, reached);
        step = newStep;
        message = newMessage;
        if (moved || nanos.getAsLong() - writtenAt >= WRITE_EVERY) {
            long sentAt = nanos.getAsLong();
            heard(jobs.heartbeat(job.id(), job.attempt(), progress, step, message), sentAt);
            writtenAt = sentAt;
            throwIfStopped();
        }
    }

    @Override
    public synchronized void checkpoint(double reached, String newStep, String newMessage, Runnable alongside) {
        throwIfStopped();
        progress = Math.max(progress, reached);
        step = newStep;
        message = newMessage;
        long sentAt = nanos.getAsLong();
        heard(jobs.checkpoint(job.id(), job.attempt(), progress, step, message, alongside), sentAt);
        writtenAt = sentAt;
        throwIfStopped();
    }

    /** Called by the renewer. A database that cannot be reached costs the lease only when it stays away too long. */
    synchronized void renew() {
        if (stopped != null) {
            return;
        }
        long sentAt = nanos.getAsLong();
        if (rules.mustStop(Duration.ofNanos(sentAt - renewedAt))) {
            stop("the lease could not be renewed");
            return;
        }
        if (Duration.ofNanos(sentAt - renewedAt).compareTo(rules.renewEvery()) < 0) {
            return;
        }
        try {
            heard(jobs.renew(job.id(), job.attempt(), progress, step, message), sentAt);
        } catch (RuntimeException e) {
            LOG.warn("Lease of job {} not renewed, trying again: {}", job.id(), e.toString());
        }
    }

    /** Ends the attempt from outside: its next report throws, and a blocking wait in it is interrupted. */
    void stop(String why) {
        stopped = why;
        thread.interrupt();
    }

    boolean isStopped() {
        return stopped != null;
    }

    synchronized String step() {
        return step;
    }

    private void heard(LeaseAnswer answer, long sentAt) {
        switch (answer) {
            case CONTINUE -> renewedAt = sentAt;
            case CANCELLED -> stop("cancelled");
            case LOST -> stop("another attempt took over");
        }
    }

    private void throwIfStopped() {
        String why = stopped;
        if (why != null) {
            throw new JobStopped(why);
        }
    }
}
