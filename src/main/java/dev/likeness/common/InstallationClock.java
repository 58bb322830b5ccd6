package dev.likeness.common;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The installation's time on this node: the system's, cut to microseconds as PostgreSQL keeps them, moved forward by
 * the sandbox. What bills uses the database's {@code installation_now()} instead, which moves by the same offset.
 */
public final class InstallationClock extends Clock {

    private final Clock system;
    private volatile Duration offset = Duration.ZERO;

    public InstallationClock() {
        this(Clock.systemUTC());
    }

    public InstallationClock(Clock system) {
        this.system = system;
    }

    @Override
    public Instant instant() {
        return system.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
    }

    /** The time without what the sandbox added, for what lives outside of the installation: disks and other services. */
    public static Instant unmoved(Clock clock) {
        return clock instanceof InstallationClock moved ? moved.instant().minus(moved.offset) : clock.instant();
    }

    /** Sets how far this clock is ahead of the system's. */
    public void offset(Duration ahead) {
        offset = ahead;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return system.withZone(zone);
    }
}
