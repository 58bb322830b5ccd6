package dev.likeness.job;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * When a lease is renewed, given up and tried again. Pure: the times are handed in.
 *
 * @param lease how long a silent worker is believed alive
 * @param maxAttempts attempts before the job fails
 */
record LeaseRules(Duration lease, int maxAttempts) {

    /** Two renewals may be lost before the lease is. */
    Duration renewEvery() {
        return lease.dividedBy(3);
    }

    /**
     * Whether a worker that last heard "continue" this long ago must stop by itself. A tenth is left, so that it stops
     * before another one starts although clocks and networks are not exact.
     */
    boolean mustStop(Duration sinceLastRenewal) {
        return sinceLastRenewal.compareTo(lease.multipliedBy(9).dividedBy(10)) >= 0;
    }

    /** Whether this attempt comes after the last one allowed. */
    boolean exhausted(int attempt, int spared) {
        return attempt - spared > maxAttempts;
    }

    /** Whether another attempt may follow this one. */
    boolean mayRetry(int attempt, int spared) {
        return attempt - spared < maxAttempts;
    }

    /** The pause before the attempt after this one: 1 s, 4 s, 9 s, … at most a minute. */
    Duration pauseAfter(int attempt, int spared) {
        long used = Math.clamp((long) attempt - spared, 1, 8);
        return Duration.ofSeconds(Math.min(60, used * used));
    }

    /**
     * Whether an attempt may be handed back unused because of trouble around it: until the job is that old, the attempts
     * themselves included, which may take longer than the pauses.
     *
     * @param age since the job was ordered
     * @param least of pauses however old the job is, since it may have waited for a worker until now
     */
    boolean mayPostpone(int spared, Duration age, Duration limit, Duration least) {
        return age.compareTo(limit) < 0 || pausesOfTrouble(spared).compareTo(least) < 0;
    }

    private Duration pausesOfTrouble(int spared) {
        // Those that are left out are an hour's and more already.
        return IntStream.range(0, Math.min(spared, 25)).mapToObj(this::pauseAfterTrouble)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The pause after such trouble: 1 s, 4 s, 9 s, … at most ten minutes, as it is after an hour or so. */
    Duration pauseAfterTrouble(int spared) {
        long times = Math.clamp(spared + 1L, 1, 25);
        return Duration.ofSeconds(Math.min(600, times * times));
    }
}
