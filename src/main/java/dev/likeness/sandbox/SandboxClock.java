package dev.likeness.sandbox;

import dev.likeness.common.ApiException;
import dev.likeness.common.ClockMoved;
import dev.likeness.common.InstallationClock;
import dev.likeness.common.StartRefusedException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the installation is ahead of the world. The database keeps it; this node takes it over before it serves, so
 * that a restart does not throw the installation back in time. Where the sandbox is off, only zero is accepted.
 */
@Component
@DependsOnDatabaseInitialization
class SandboxClock {

    private static final Duration FARTHEST = Duration.ofDays(3653);

    /** The installation's time after a move. */
    record Moved(Instant now, long offsetSeconds) {
    }

    private final JdbcClient jdbc;
    private final InstallationClock clock;
    private final ApplicationEventPublisher events;

    SandboxClock(JdbcClient jdbc, InstallationClock clock, ApplicationEventPublisher events,
            SandboxProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        long kept = jdbc.sql("select offset_seconds from installation_clock").query(Long.class).single();
        if (kept != 0 && !properties.enabled()) {
            throw new StartRefusedException(
                    "The clock of this database was moved forward by " + kept
                            + " s in a sandbox, and the sandbox is off.",
                    "Set LIKENESS_SANDBOX_ENABLED=true, or use a database that no sandbox has moved.");
        }
        clock.offset(Duration.ofSeconds(kept));
    }

    /** Moves the clock forward and does what has become due. Refuses to go back, or past ten years in all. */
    synchronized Moved advance(int seconds) {
        long offset = jdbc.sql("""
                update installation_clock set offset_seconds = offset_seconds + :seconds
                where offset_seconds + :seconds <= :farthest returning offset_seconds
                """).param("seconds", (long) seconds).param("farthest", FARTHEST.toSeconds()).query(Long.class)
                .optional().orElseThrow(() -> ApiException.invalid("advance_seconds",
                        "the clock can be moved by ten years in all"));
        Duration ahead = Duration.ofSeconds(offset);
        clock.offset(ahead);
        events.publishEvent(new ClockMoved(ahead));
        return new Moved(clock.instant(), offset);
    }
}
