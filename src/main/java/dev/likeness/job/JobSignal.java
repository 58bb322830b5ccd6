package dev.likeness.job;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes this node's workers when new work was committed, so that they need not wait for the next poll. */
@Component
class JobSignal {

    private final Semaphore news = new Semaphore(0);

    void afterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    news.release();
                }
            });
        } else {
            news.release();
        }
    }

    void await(Duration atMost) throws InterruptedException {
        boolean _ = news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
