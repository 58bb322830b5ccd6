package dev.likeness.job;

import dev.likeness.common.DatabaseAway;
import dev.likeness.common.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One attempt running on this node. The working thread reports progress; the renewer's thread keeps the lease while
 * the work is silent. Both are told when it is over.
 */
final class RunningJob implements JobContext {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    /** Progress within a step is written at most this often. */
    private static final long WRITE_EVERY = Duration.ofMillis(500).toNanos();

    private final Job job;
    private final Jobs jobs;
    private final LeaseRules rules;
    private final LongSupplier nanos;
    private final Thread thread;
    /** Not this object's own lock, which is held while the database is asked. */
    private final Object door = new Object();
    private boolean closed;
    private double progress;
    private String step;
    private String message = "";
    private long renewedAt;
    private long writtenAt;
    private volatile @Nullable String stopped;
    private volatile boolean cutOff;
    /** Whether it is told already that the lease is not renewed. */
    private boolean troubled;

    RunningJob(Job job, Jobs jobs, LeaseRules rules, LongSupplier nanos, Thread thread) {
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

    /** Runs the attempt to its end and says how it ended. Any error ends only the attempt, an error of the virtual machine too: the next attempt may have more room. */
    void run() {
        try {
            JsonNode result = jobs.handler(job).run(this);
            if (!jobs.complete(job.id(), job.attempt(), result)) {
                LOG.info("Job {} attempt {} finished too late; its result is not used", job.id(), job.attempt());
            }
        } catch (JobStopped e) {
            LOG.info("Job {} attempt {} stopped: {}", job.id(), job.attempt(), e.getMessage());
        } catch (Throwable e) {
            if (stopped != null) {
                LOG.info("Job {} attempt {} stopped: {}", job.id(), job.attempt(), e.toString());
            } else {
                failed(e);
            }
        }
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
            cutOff = true;
            stop("the lease could not be renewed");
            return;
        }
        if (Duration.ofNanos(sentAt - renewedAt).compareTo(rules.renewEvery()) < 0) {
            return;
        }
        try {
            heard(jobs.renew(job.id(), job.attempt(), progress, step, message), sentAt);
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                troubled = true;
                LOG.warn("Lease of job {} not renewed, trying again until it is: {}", job.id(), words(e));
            }
        }
    }

    /** Ends the attempt from outside: its next report throws, and a blocking wait in it is interrupted. */
    void stop(String why) {
        synchronized (door) {
            if (!closed) {
                stopped = why;
                thread.interrupt();
            }
        }
    }

    /** Whether it was stopped because the queue could not be reached for too long, and so does not know of it. */
    boolean isCutOff() {
        return cutOff;
    }

    synchronized String step() {
        return step;
    }

    /** The thread goes on to something else: whatever is heard of this attempt from now on must not interrupt that. */
    void close() {
        synchronized (door) {
            closed = true;
        }
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

    private void failed(Throwable e) {
        if (e instanceof JobFailure failure && failure.isPermanent()) {
            // The input is at fault: who sent it is told, and nothing here is out of order.
            LOG.info("Job {} attempt {} failed at {}: {}", job.id(), job.attempt(), failure.step(), failure.reason());
            jobs.failOrSetAside(job, failure.step(), failure.reason());
            return;
        }
        Throwable away = away(e);
        if (away != null) {
            LOG.warn("Job {} attempt {} waits at {}: {}", job.id(), job.attempt(), step(), words(away));
        } else {
            LOG.warn("Job {} attempt {} failed at {}", job.id(), job.attempt(), step(), e);
        }
        String step = e instanceof JobFailure failure ? failure.step() : step();
        String reason = e instanceof JobFailure failure
                ? failure.reason()
                : e instanceof VirtualMachineError ? "the engine ran out of memory" : "the engine crashed";
        if (away != null) {
            jobs.postpone(job, step, reason);
        } else {
            jobs.retryOrFail(job, step, reason);
        }
    }

    /** In a line: what was away, without the statement that met it, else what went wrong. */
    static String words(Throwable e) {
        return String.valueOf(Objects.requireNonNullElse(away(e), e)).lines().findFirst().orElse("");
    }

    /** What the attempt needs and was away for the moment, such as the store or the database. */
    private static @Nullable Throwable away(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unavailable
                    || cause instanceof SQLException sql && DatabaseAway.isState(String.valueOf(sql.getSQLState()))) {
                return cause;
            }
        }
        return null;
    }
}
