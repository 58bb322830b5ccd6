package dev.likeness;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.common.file.PrivateFolders;
import dev.likeness.database.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * One PostgreSQL for a whole test run. It is migrated once into a template; every test that asks gets a fresh database
 * copied from it. Nothing is kept, so fsync stays off here. What a class of tests has asked for goes when the class is
 * done ({@link DroppedDatabases}): hundreds of databases, removed at the exit, took longer than Surefire waits for it.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "template_likeness";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Postgres SERVER = start();
    /** Of the class of tests that runs, each with its pool, if it has one. */
    private static final Map<String, Optional<HikariDataSource>> OPEN = new HashMap<>();
    /** What else that class has started, which would hold memory and threads until the end of the run. */
    private static final List<Runnable> STARTED = new ArrayList<>();

    private TestDatabase() {
    }

    /** A pool of up to 64 connections to a fresh, migrated database. */
    public static DataSource fresh() {
        return pool(create(TEMPLATE));
    }

    /** The same to a database with nothing in it. */
    static DataSource empty() {
        return pool(create("template0"));
    }

    private static DataSource pool(String name) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SERVER.url(name));
        config.setUsername("postgres");
        config.setMaximumPoolSize(64);
        config.setMinimumIdle(0);
        config.setIdleTimeout(10_000);
        HikariDataSource pool = new HikariDataSource(config);
        open(name, Optional.of(pool));
        return pool;
    }

    /** The JDBC address of a fresh, migrated database; user postgres, no password. */
    public static String freshUrl() {
        String name = create(TEMPLATE);
        open(name, Optional.empty());
        return SERVER.url(name);
    }

    /** Stops something when the class of tests that started it on a database is done, before that is dropped. */
    public static synchronized void stopAfterwards(Runnable stop) {
        STARTED.add(stop);
    }

    /**
     * Lets that pool's database take no writes, or again, and gives the pool connections that know of it: also in place of
     * those that were just being opened, which no eviction sees.
     */
    public static void readOnly(HikariDataSource pool, boolean on) {
        alter(pool, on ? "set default_transaction_read_only = on" : "reset default_transaction_read_only");
        JdbcClient others = JdbcClient.create(new DriverManagerDataSource(SERVER.url("postgres"), "postgres", ""));
        OffsetDateTime altered = others.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            pool.getHikariPoolMXBean().softEvictConnections();
            return others.sql("""
                    select count(*) from pg_stat_activity
                    where datname = :name and backend_start <= :altered and application_name <> 'likeness rooms'
                    """).param("name", name(pool)).param("altered", altered).query(Integer.class).single() == 0;
        });
    }

    /** Ends that, and leaves the pool the connections it has. */
    public static void allowWrites(HikariDataSource pool) {
        alter(pool, "reset default_transaction_read_only");
    }

    private static void alter(HikariDataSource pool, String how) {
        execute("alter database " + name(pool) + " " + how);
    }

    private static String name(HikariDataSource pool) {
        return pool.getJdbcUrl().replaceAll(".*/|\\?.*", "");
    }

    /** Drops what was asked for since the last time. Databases of Spring contexts stay: contexts are kept, too. */
    static synchronized void dropAll() {
        STARTED.forEach(Runnable::run);
        STARTED.clear();
        OPEN.forEach((name, pool) -> {
            pool.ifPresent(HikariDataSource::close);
            execute("drop database " + name + " with (force)");
        });
        OPEN.clear();
    }

    private static String create(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name + " template " + template);
        return name;
    }

    private static synchronized void open(String name, Optional<HikariDataSource> pool) {
        OPEN.put(name, pool);
    }

    /** Where PostgreSQL's programs lie for all tests. */
    public static Path programs() throws IOException {
        return PrivateFolders.make(Path.of("target/postgres-bin").toAbsolutePath());
    }

    private static Postgres start() {
        DroppedDatabases.use();
        try {
            Path data = Files.createDirectories(Path.of("target/postgres-test").toAbsolutePath())
                    .resolve(String.valueOf(ProcessHandle.current().pid()));
            Postgres server = Postgres.start(programs(), data, Map.of("max_connections", "500", "fsync", "off",
                    "synchronous_commit", "off", "full_page_writes", "off"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, data)));
            try (Connection connection = DriverManager.getConnection(server.url());
                    var statement = connection.createStatement()) {
                statement.execute("create database " + TEMPLATE);
            }
            Flyway.configure().dataSource(server.url(TEMPLATE), "postgres", "")
                    .locations("classpath:db/migration").load().migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(Postgres server, Path data) {
        try {
            server.close();
            FileSystemUtils.deleteRecursively(data);
            Files.delete(data.resolveSibling(data.getFileName() + "-lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(SERVER.url());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a Spring context a fresh database of its own; switch the embedded one off beside it. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Fresh {

        @Bean
        JdbcConnectionDetails freshDatabase() {
            String url = SERVER.url(create(TEMPLATE));
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return "postgres";
                }

                @Override
                public String getPassword() {
                    return "";
                }

                @Override
                public String getJdbcUrl() {
                    return url;
                }
            };
        }
    }
}
