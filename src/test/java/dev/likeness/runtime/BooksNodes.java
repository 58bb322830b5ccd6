package dev.likeness.runtime;

import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.Ledgers;
import dev.likeness.TestDatabase;
import dev.likeness.account.Accounts;
import dev.likeness.billing.BillingLinks;
import dev.likeness.common.InstallationClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two nodes on one fresh database whose clock stands still between the steps of a test, so that a seed always tells the
 * same story. The nodes live in different time zones, which must not matter.
 */
final class BooksNodes implements AutoCloseable {

    /** One node: billing and accounts as Spring wires them, and its metering. */
    record Node(HikariDataSource pool, ConfigurableApplicationContext context, TransactionTemplate transaction,
            BeatStatements statements, RuntimeSessions sessions, SessionControls controls) {

        <T> T bean(Class<T> type) {
            return context.getBean(type);
        }
    }

    private static final BatchProperties RULES = new BatchProperties(128, 2, Duration.ofSeconds(10), false);

    final JdbcClient jdbc;
    final List<Node> nodes = new ArrayList<>();

    BooksNodes(Path folder) {
        String url = TestDatabase.freshUrl();
        for (String zone : List.of("UTC", "America/New_York")) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setUsername("postgres");
            config.setMaximumPoolSize(4);
            config.setMinimumIdle(1);
            config.setConnectionInitSql("set time zone '" + zone + "'; set lock_timeout = '60s'");
            HikariDataSource pool = new HikariDataSource(config);
            ConfigurableApplicationContext context = Ledgers.node(pool, folder, false);
            BeatStatements statements = new BeatStatements(new JdbcTemplate(pool), new InstallationClock());
            RuntimeSessions sessions = new RuntimeSessions(JdbcClient.create(pool), new BeatQueue(statements, RULES),
                    new BeatRefusals(mock(BillingLinks.class), JdbcClient.create(pool)));
            nodes.add(new Node(pool, context,
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class)), statements, sessions,
                    new SessionControls(JdbcClient.create(pool), sessions, context.getBean(Accounts.class))));
        }
        jdbc = JdbcClient.create(nodes.getFirst().pool());
        jdbc.sql("create table still_clock (now timestamptz not null)").update();
        jdbc.sql("insert into still_clock values ('2026-01-01T00:00:00Z')").update();
        List<String> timely = jdbc.sql("""
                select pg_get_functiondef(oid) from pg_proc
                where pronamespace = 'public'::regnamespace and prosrc like '%clock_timestamp()%'
                """).query(String.class).list();
        timely.forEach(function -> jdbc
                .sql(function.replace("clock_timestamp()", "(select still_clock.now from still_clock)")).update());
    }

    /** Sets the clock of the database. */
    void now(Instant instant) {
        jdbc.sql("update still_clock set now = :now").param("now", instant.atOffset(ZoneOffset.UTC)).update();
    }

    @Override
    public void close() {
        nodes.forEach(node -> {
            node.context().close();
            node.pool().close();
        });
    }
}
