package dev.likeness.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Deletions in the store that follow from a change in the database: when it has happened, and on a thread of their own.
 * The thread of a transaction holds its connection until everything after the commit has ended, and a store that is
 * silent would drain the pool. Best effort: whoever asks has a sweep or a job that removes what is left.
 */
public final class AfterCommit {

    private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

    private AfterCommit() {
    }

    /**
     * At once where there is no transaction.
     *
     * @param what for the log, when it fails
     */
    public static void delete(String what, Runnable deletion) {
        Thread later = Thread.ofVirtual().name("after-commit").unstarted(() -> attempt(what, deletion));
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            later.start();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                later.start();
            }
        });
    }

    private static void attempt(String what, Runnable deletion) {
        try {
            deletion.run();
        } catch (RuntimeException e) {
            LOG.warn("{} left to a sweep: {}", what, e.toString());
        }
    }
}
