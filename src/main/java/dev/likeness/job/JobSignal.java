package dev.likeness.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes everybody on this node who waits for work when new work was committed, so that they need not wait for their next
 * look. Everybody, because it does not know who may claim it.
 */
@Component
class JobSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long heard;
    private boolean closed;

    void afterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wakeAll();
                }
            });
        } else {
            wakeAll();
        }
    }

    void wakeAll() {
        lock.lock();
        try {
            heard++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits goes home, and nobody waits any more until it is opened: the node stops. */
    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** To be taken before one looks for work, so that what comes between looking and waiting is not missed. */
    long heard() {
        lock.lock();
        try {
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there was news since then, or when the time is over. */
    void await(long since, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (heard == since && !closed && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits without listening, after trouble. */
    void pause(Duration howLong) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Condition nothing = lock.newCondition();
            boolean _ = nothing.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            lock.unlock();
        }
    }
}
