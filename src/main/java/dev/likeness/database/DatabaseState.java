package dev.likeness.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.common.HealthPart;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the database takes writes. A standby, or one that was made read-only, answers and is of no use: nearly every
 * request writes. Its connections are then made anew, since those to a former primary, or from before a setting was
 * changed back, would stay as they are for half an hour.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseState implements HealthPart, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseState.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    /** Everybody may ask whether the server is ready, as often as they like. */
    private static final long RENEW_EVERY = Duration.ofSeconds(3).toNanos();

    private final DataSource database;
    private final JdbcClient jdbc;
    private final ScheduledExecutorService looks = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("database-state").factory());
    private final AtomicLong renewedAt = new AtomicLong(System.nanoTime() - RENEW_EVERY);
    private volatile boolean writes = true;

    DatabaseState(DataSource database) {
        this.database = database;
        jdbc = JdbcClient.create(database);
        looks.scheduleWithFixedDelay(this::works, LOOK_EVERY.toSeconds(), LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public String component() {
        return "database";
    }

    @Override
    public boolean works() {
        try {
            boolean now = jdbc.sql("select current_setting('transaction_read_only') = 'off'").query(Boolean.class)
                    .single();
            if (now != writes) {
                if (now) {
                    // Others of the pool may have been opened before this one, and would refuse what it takes.
                    evict();
                }
                writes = now;
                LOG.warn(now
                        ? "The database takes writes again"
                        : "The database takes no writes: it is a standby, or default_transaction_read_only is on."
                                + " Until it does, this server is not ready and its work waits");
            }
            if (!now) {
                renew();
            }
            return now;
        } catch (DataAccessException _) {
            return false;
        }
    }

    private void renew() {
        long last = renewedAt.get();
        long now = System.nanoTime();
        if (now - last < RENEW_EVERY || !renewedAt.compareAndSet(last, now)) {
            return;
        }
        evict();
    }

    private void evict() {
        try {
            if (database.isWrapperFor(HikariDataSource.class)) {
                database.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
            }
        } catch (SQLException e) {
            LOG.debug("The connections were not made anew", e);
        }
    }

    @Override
    public void destroy() {
        looks.shutdownNow();
    }
}
