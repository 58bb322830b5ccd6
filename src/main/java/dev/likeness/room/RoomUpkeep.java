package dev.likeness.room;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What a node does for its rooms all the time: listens on a connection of its own, which is made anew when it breaks,
 * says that it lives, and takes away what dead nodes have left.
 */
@Component
class RoomUpkeep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RoomUpkeep.class);
    private static final Pattern IDS = Pattern.compile("([0-9a-f-]{36}) ([0-9a-f-]{36})");
    private static final Duration ALIVE = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofSeconds(10);
    /** So long nothing may come before it is looked for: a pooler between here and the database may swallow it. */
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final EmbeddedRooms rooms;
    private final DataSource database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private volatile boolean on;
    private @Nullable Thread listener;
    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);

    RoomUpkeep(EmbeddedRooms rooms, DataSource database) {
        this.rooms = rooms;
        this.database = database;
    }

    @Override
    public void start() {
        on = true;
        timer.shutdown();
        // Two: what it takes to sweep after others must not make this node look dead.
        timer = Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("room-upkeep").daemon().factory());
        repeat(rooms::alive, ALIVE);
        repeat(rooms::sweep, SWEEP);
        listener = Thread.ofPlatform().name("room-listener").daemon().start(this::listen);
    }

    @Override
    public void stop() {
        on = false;
        timer.shutdownNow();
        lock.lock();
        try {
            over.signalAll();
        } finally {
            lock.unlock();
        }
        Thread thread = listener;
        if (thread != null) {
            thread.interrupt();
        }
        try {
            rooms.abandonAll();
        } catch (RuntimeException e) {
            LOG.warn("Rooms could not be left ({}); other nodes see that this one is gone", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return on;
    }

    /** After those who hold rooms have stopped: whoever came in meanwhile would hold one of a node that is gone. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void repeat(Runnable work, Duration pause) {
        timer.scheduleWithFixedDelay(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // A database that is away is told of elsewhere.
                LOG.debug("Rooms could not be looked after", e);
            }
        }, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void listen() {
        while (on) {
            try (Connection connection = connect(); Statement statement = connection.createStatement()) {
                statement.execute("listen " + RoomTable.CHANNEL);
                while (on) {
                    rooms.catchUp();
                    hear(connection);
                    // Also tells that the connection is dead: a silent one would be listened to for ever.
                    statement.execute("select 1");
                }
            } catch (SQLException | RuntimeException e) {
                LOG.debug("Rooms hear nothing of other nodes until the connection is back", e);
                pause();
            }
        }
    }

    /** Until nothing has come for a while. */
    private void hear(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        PGNotification[] told = postgres.getNotifications((int) QUIET.toMillis());
        while (on && told != null && told.length > 0) {
            for (PGNotification one : told) {
                Matcher ids = IDS.matcher(one.getParameter());
                if (ids.matches()) {
                    rooms.heard(UUID.fromString(ids.group(1)), UUID.fromString(ids.group(2)));
                }
            }
            told = postgres.getNotifications((int) QUIET.toMillis());
        }
    }

    /** Not one of the pool's, which are lent for a statement, not for ever. */
    private Connection connect() throws SQLException {
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("user", String.valueOf(pool.getUsername()));
        properties.setProperty("password", pool.getPassword() == null ? "" : pool.getPassword());
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("ApplicationName", "likeness rooms");
        return DriverManager.getConnection(pool.getJdbcUrl(), properties);
    }

    private void pause() {
        lock.lock();
        try {
            if (on) {
                boolean _ = over.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
