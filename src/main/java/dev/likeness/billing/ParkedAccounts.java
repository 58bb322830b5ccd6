package dev.likeness.billing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The gauge {@code likeness.accounts.parked}. It asks the database, so that every node tells the same, whichever of them
 * audited or released; at most once a minute, however often metrics are read.
 */
@Component
class ParkedAccounts {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private @Nullable Instant askedAt;
    private long parked;

    ParkedAccounts(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("likeness.accounts.parked", this, ParkedAccounts::count).register(meters);
    }

    private synchronized double count() {
        Instant now = clock.instant();
        if (askedAt == null || !now.isBefore(askedAt.plus(KEPT))) {
            parked = jdbc.sql("select count(*) from account where parked_at is not null").query(Long.class).single();
            askedAt = now;
        }
        return parked;
    }
}
