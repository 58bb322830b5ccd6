package dev.likeness.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lease, from a thread of its own, while something is done for the job that cannot report. Whether it was kept is
 * asked afterwards ({@link Jobs#keep}); closing it only ends the keeping.
 */
public final class KeptLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Jobs jobs;
    private final Job job;
    private final LeaseRules rules;
    /** Whether it is told already that the lease is not renewed. */
    private boolean troubled;

    KeptLease(Jobs jobs, Job job, LeaseRules rules) {
        this.jobs = jobs;
        this.job = job;
        this.rules = rules;
        Thread.ofVirtual().name("lease-of-" + job.id()).start(this::keep);
    }

    private void keep() {
        boolean held = true;
        try {
            while (held && !over.await(rules.renewEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                held = renewed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() {
        try {
            boolean held = jobs.keep(job.id(), job.attempt()) == LeaseAnswer.CONTINUE;
            troubled = false;
            return held;
        } catch (RuntimeException e) {
            if (!troubled) {
                troubled = true;
                LOG.warn("Lease of job {} not renewed, trying again until it is: {}", job.id(),
                        RunningJob.words(e));
            }
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
