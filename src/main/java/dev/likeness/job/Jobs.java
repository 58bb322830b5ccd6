package dev.likeness.job;

import dev.likeness.common.DatabaseAway;
import dev.likeness.common.Ids;
import dev.likeness.common.SpokenTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The queue of durable work. Whoever claims a job holds it as (id, attempt) for one lease and keeps it by reporting;
 * whatever is said with an attempt that no longer holds the lease changes nothing. Each method is one transaction, or
 * joins the caller's.
 */
@Component
public class Jobs {

    private static final Duration A_WHILE = Duration.ofHours(1);
    private static final Duration A_MOMENT = Duration.ofMinutes(3);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final JobTable table;
    private final JobProperties settings;
    private final LeaseRules rules;
    private final ObjectProvider<JobHandler> handlers;
    private final JobSignal signal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Jobs(JobTable table, JobProperties properties, ObjectProvider<JobHandler> handlers, JobSignal signal,
            Clock clock, PlatformTransactionManager transactions) {
        this.table = table;
        this.settings = properties;
        this.rules = properties.rules();
        this.handlers = handlers;
        this.signal = signal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Orders work. Belongs into the transaction that charges for it. */
    public UUID submit(NewJob job) {
        UUID id = Ids.sortable(clock.millis());
        table.insert(id, job);
        signal.afterCommit();
        return id;
    }

    /** How many jobs of that kind and those models the account has waiting or running. */
    public long open(UUID account, String kind, Collection<String> models) {
        return table.open(account, kind, models);
    }

    /** Those of the subjects, whosesoever, for which anything is waiting or running. */
    public Set<String> open(Collection<String> subjects) {
        return table.open(subjects);
    }

    /** Whether an open job of the account has the text in its payload. */
    public boolean mentions(UUID account, String text) {
        return table.mentions(account, text);
    }

    /** The next job of one of those kinds and (unless empty) models. Those that ran out of attempts fail on the way. */
    public Optional<Job> claim(String worker, Collection<String> kinds, Collection<String> models) {
        return claim(worker, kinds, models, Set.of());
    }

    Optional<Job> claim(String worker, Collection<String> kinds, Collection<String> models, Collection<String> except) {
        while (true) {
            Optional<Job> claimed = table.claim(worker, kinds, models, except, settings);
            if (claimed.isEmpty() || !rules.exhausted(claimed.get().attempt(), claimed.get().spared())) {
                return claimed;
            }
            Job job = claimed.get();
            failOrSetAside(job, job.step(), "the engine stopped unexpectedly, " + rules.maxAttempts() + " times");
        }
    }

    /**
     * As {@link #claim}, but waits for work.
     *
     * @return empty when none came in that time, or the node stops
     */
    public Optional<Job> await(String worker, Collection<String> kinds, Collection<String> models, Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!signal.isClosed()) {
            long heard = signal.heard();
            Optional<Job> job = claim(worker, kinds, models);
            long left = end - System.nanoTime();
            if (job.isPresent() || left <= 0) {
                return job;
            }
            // Other nodes' work makes no noise here.
            signal.await(heard, Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
        }
        return Optional.empty();
    }

    /** Keeps the lease and changes nothing else. */
    public LeaseAnswer keep(UUID id, int attempt) {
        return report(id, attempt, 0, null, null, _ -> {
        });
    }

    /** Keeps the lease until that is closed. */
    public KeptLease kept(Job job) {
        return new KeptLease(this, job, rules);
    }

    /** Reports progress and renews the lease. */
    public LeaseAnswer heartbeat(UUID id, int attempt, double progress, String step, String message) {
        return checkpoint(id, attempt, progress, step, message, () -> {
        });
    }

    /** As {@link #heartbeat}, and does what belongs to it in the same transaction, unless the lease was lost. */
    public LeaseAnswer checkpoint(UUID id, int attempt, double progress, String step, String message,
            Runnable alongside) {
        return report(id, attempt, progress, step, message, job -> {
            handler(job).onProgress(job, progress, step, message);
            alongside.run();
        });
    }

    LeaseAnswer renew(UUID id, int attempt, double progress, String step, String message) {
        return report(id, attempt, progress, step, message, _ -> {
        });
    }

    private LeaseAnswer report(UUID id, int attempt, double progress, @Nullable String step, @Nullable String message,
            Consumer<Job> alongside) {
        boolean renewed = Boolean.TRUE.equals(transaction.execute(_ -> {
            Optional<Job> job = table.renew(id, attempt, progress, step, message, rules.lease());
            job.ifPresent(alongside);
            return job.isPresent();
        }));
        return renewed ? LeaseAnswer.CONTINUE : refused(id, attempt);
    }

    /** After the report's transaction, since an attempt that took too long is ended here, which may fail. */
    private LeaseAnswer refused(UUID id, int attempt) {
        Optional<JobState> state = table.state(id);
        if (state.isPresent() && state.get().overdue() && state.get().job().attempt() == attempt) {
            Job job = state.get().job();
            Duration limit = settings.deadlineOf(job.model());
            retryOrFail(job, job.step(), "it took longer than " + SpokenTime.about(limit));
        }
        return state.isPresent() && state.get().status().equals("cancelled")
                ? LeaseAnswer.CANCELLED
                : LeaseAnswer.LOST;
    }

    /** Ends the job well, together with what follows from it. False, and nothing done, when the lease was lost. */
    public boolean complete(UUID id, int attempt, JsonNode result) {
        return transaction.execute(_ -> {
            Optional<Job> job = table.end(id, attempt, "done", "done", "");
            job.ifPresent(done -> handler(done).onComplete(done, result));
            return job.isPresent();
        });
    }

    /** Ends the job for good, together with what follows from it. False, and nothing done, when the lease was lost. */
    public boolean fail(UUID id, int attempt, String step, String reason) {
        return transaction.execute(_ -> {
            Optional<Job> job = table.end(id, attempt, "failed", step, reason);
            job.ifPresent(failed -> handler(failed).onFailed(failed, step, reason));
            return job.isPresent();
        });
    }

    /** Ends an attempt that another one may follow; fails the job when none is left, as {@link #failOrSetAside} does. */
    public boolean retryOrFail(Job job, String step, String reason) {
        if (!rules.mayRetry(job.attempt(), job.spared())) {
            return failOrSetAside(job, step, reason);
        }
        return table.requeue(job.id(), job.attempt(), 0, rules.pauseAfter(job.attempt(), job.spared()), reason);
    }

    /**
     * Ends an attempt that trouble of this installation prevented, such as a store that is away. Until the job is as old
     * as the queue's limit that uses no attempt up; then it does, as {@link #retryOrFail}.
     */
    public boolean postpone(Job job, String step, String reason) {
        return postpone(job, step, reason, settings.queueLimit(), A_MOMENT);
    }

    /** As {@link #postpone}, for what may as well be a fault here that no waiting mends: for about an hour. */
    public boolean postponeAWhile(Job job, String step, String reason) {
        return postpone(job, step, reason, A_WHILE, A_WHILE);
    }

    private boolean postpone(Job job, String step, String reason, Duration limit, Duration least) {
        return rules.mayPostpone(job.spared(), table.age(job.id()), limit, least)
                ? table.requeue(job.id(), job.attempt(), 1, rules.pauseAfterTrouble(job.spared()), reason)
                : retryOrFail(job, step, reason);
    }

    /**
     * As {@link #fail}; a job whose ending throws is set aside instead of being worked on for ever, and
     * {@link JobUpkeep} ends it later: how it ends is decided, and another attempt would be work in vain. Throws where the
     * database cannot take that either. Never inside a caller's transaction, which a failed ending would break.
     */
    public boolean failOrSetAside(Job job, String step, String reason) {
        try {
            return fail(job.id(), job.attempt(), step, reason);
        } catch (RuntimeException e) {
            boolean away = DatabaseAway.is(e);
            if (!away) {
                LOG.error("Job {} of {} could not be failed and is set aside: {}", job.id(), job.subject(), reason, e);
            }
            boolean aside = table.setAside(job.id(), job.attempt(), step, reason);
            if (away) {
                LOG.warn("Job {} of {} could not be failed now and is set aside: {}", job.id(), job.subject(),
                        RunningJob.words(e));
            }
            return aside;
        }
    }

    /** How a job stands; empty when it was never there or was forgotten. */
    public Optional<JobState> state(UUID id) {
        return table.state(id);
    }

    /** Hands a job back without using up the attempt. */
    public boolean release(UUID id, int attempt) {
        return table.requeue(id, attempt, 1, Duration.ZERO, "");
    }

    /** Calls off everything that waits or runs for this subject. Whoever is at it learns so with its next report. */
    public List<Job> cancel(UUID account, String subject) {
        return transaction.execute(_ -> {
            List<Job> cancelled = new ArrayList<>(table.cancel(account, subject));
            // A job whose end the first waited for may have ordered another in its place, which only a later statement sees.
            cancelled.addAll(table.cancel(account, subject));
            cancelled.forEach(job -> handler(job).onCancelled(job));
            return cancelled;
        });
    }

    /** How long a claim holds without a report. */
    public Duration lease() {
        return settings.lease();
    }

    /** The model families left to foreign workers. */
    public List<String> workerModels() {
        return settings.workerModels();
    }

    /** The kinds that foreign workers may do. */
    public List<String> foreignKinds() {
        return handlers.stream().filter(ForeignHandler.class::isInstance).map(JobHandler::kind).toList();
    }

    /** Knows how a foreign worker does the job. */
    public ForeignHandler foreign(Job job) {
        if (handler(job) instanceof ForeignHandler foreign) {
            return foreign;
        }
        throw new IllegalStateException("jobs of kind " + job.kind() + " are not given to foreign workers");
    }

    /** The kinds that this node can do now: one that fails at once would win every job from those that work. */
    List<String> readyKinds() {
        return handlers.stream().filter(JobHandler::isReady).map(JobHandler::kind).toList();
    }

    JobHandler handler(Job job) {
        return handlers.stream().filter(handler -> handler.kind().equals(job.kind())).findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody knows jobs of kind " + job.kind()));
    }
}
