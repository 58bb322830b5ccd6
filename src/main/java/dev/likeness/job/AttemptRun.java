package dev.likeness.job;

import dev.likeness.common.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;

/** Runs one attempt to its end and says how it ended. */
final class AttemptRun {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRun.class);

    private final Jobs jobs;
    private final Attempt attempt;

    AttemptRun(Jobs jobs, Attempt attempt) {
        this.jobs = jobs;
        this.attempt = attempt;
    }

    /** Any error ends only the attempt, an error of the virtual machine too: the next attempt may have more room. */
    void run() {
        Job job = attempt.job();
        try {
            JsonNode result = jobs.handler(job).run(attempt);
            if (!jobs.complete(job.id(), job.attempt(), result)) {
                LOG.info("Job {} attempt {} finished too late; its result is not used", job.id(), job.attempt());
            }
        } catch (JobStopped e) {
            LOG.info("Job {} attempt {} stopped: {}", job.id(), job.attempt(), e.getMessage());
        } catch (Throwable e) {
            if (attempt.isStopped()) {
                LOG.info("Job {} attempt {} stopped: {}", job.id(), job.attempt(), e.toString());
            } else {
                failed(job, e);
            }
        }
    }

    private void failed(Job job, Throwable e) {
        if (e instanceof JobFailure failure && failure.isPermanent()) {
            // The input is at fault: who sent it is told, and nothing here is out of order.
            LOG.info("Job {} attempt {} failed at {}: {}", job.id(), job.attempt(), failure.step(), failure.reason());
            jobs.failOrSetAside(job, failure.step(), failure.reason());
            return;
        }
        LOG.warn("Job {} attempt {} failed at {}", job.id(), job.attempt(), attempt.step(), e);
        String step = e instanceof JobFailure failure ? failure.step() : attempt.step();
        String reason = e instanceof JobFailure failure
                ? failure.reason()
                : e instanceof VirtualMachineError ? "the engine ran out of memory" : "the engine crashed";
        if (isAway(e)) {
            jobs.postpone(job, step, reason);
        } else {
            jobs.retryOrFail(job, step, reason);
        }
    }

    /** Whether something the attempt needs was away for the moment, such as the store. */
    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unavailable) {
                return true;
            }
        }
        return false;
    }
}
