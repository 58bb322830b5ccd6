package dev.likeness.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.likeness.TestDatabase;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/** What the operator of a PostgreSQL of their own reads when the server cannot start on it. */
class DatabaseRefusalTests {

    private static final String URL = TestDatabase.freshUrl().replaceAll("\\?.*", "");

    private final MockEnvironment settings = new MockEnvironment().withProperty("spring.datasource.url", URL)
            .withProperty("spring.datasource.username", "Like-ness");

    @AfterEach
    void drop() throws SQLException {
        execute("drop owned by \"Like-ness\"", "drop role \"Like-ness\"");
    }

    @Test
    void aUserWhoMayMakeNoTablesReadsTheGrantThatHelps() throws SQLException {
        execute("create role \"Like-ness\" login", "drop schema public cascade", "create schema public",
                "grant usage on schema public to public");
        FailureAnalysis refused = analyze(start("Like-ness"));
        assertThat(refused.getDescription()).contains("permission denied for schema public").doesNotContain("\n");
        String grant = "GRANT USAGE, CREATE ON SCHEMA public TO \"Like-ness\";";
        assertThat(refused.getAction()).contains(grant);
        execute("revoke all on schema public from public");
        try {
            assertThat(analyze(start("Like-ness")).getAction()).contains(grant);
        } finally {
            execute("grant usage on schema public to public");
        }
        execute(grant);
        try (Connection connection = DriverManager.getConnection(URL, "Like-ness", "")) {
            assertThat(connection.createStatement().executeUpdate("create table t(x int)")).isZero();
        }
    }

    @Test
    void whatElseRefusesHasPostgresOwnWordsAndARemedy() throws SQLException {
        execute("create role \"Like-ness\" login");
        assertThat(analyze(connect(URL + "_none")).getAction()).contains("Create the database");
        assertThat(analyze(connect("jdbc:postgresql://127.0.0.1:1/x")).getDescription())
                .contains("127.0.0.1:1 refused");
        assertThat(analyze(new SQLException("The connection attempt failed.", "08001",
                new UnknownHostException("nosuchhost.invalid"))).getDescription())
                .contains("nosuchhost.invalid is no known host");
        assertThat(analyze(new SQLException("ERROR: prepared statement \"S_5\" already exists", "42P05")).getAction())
                .contains("?prepareThreshold=0");
        assertThat(analyze(new SQLException("FATAL: password authentication failed", "28P01")).getAction())
                .contains("SPRING_DATASOURCE_PASSWORD");
        assertThat(analyze(new SQLException("cannot execute INSERT in a read-only transaction", "25006")).getAction())
                .contains("primary");
        assertThat(analyze(new SQLException("ERROR: must be owner of table account", "42501")).getAction())
                .contains("OWNER TO \"Like-ness\"");
        assertThat(new DatabaseRefusal(settings).analyze(new SQLException("syntax error", "42601"))).isNull();
        assertThat(new DatabaseRefusal(settings).analyze(new IllegalStateException("a bug"))).isNull();
    }

    /** As platforms hand it out, and what Boot says of it. */
    @Test
    void whatIsNoAddressForTheDriverIsToldHowOneLooks() throws SQLException {
        execute("create role \"Like-ness\" login");
        settings.setProperty("spring.datasource.url", "postgres://me@127.0.0.1/likeness");
        assertThat(analyze(new IllegalArgumentException("'url' must start with \"jdbc\"")).getAction())
                .contains("jdbc:postgresql://HOST:5432/DATABASE");
        settings.setProperty("spring.datasource.url", "jdbc:mysql://127.0.0.1/likeness");
        assertThat(analyze(new SQLException("No suitable driver")).getAction()).contains("jdbc:postgresql:");
    }

    private FailureAnalysis analyze(Throwable failure) {
        return Objects.requireNonNull(new DatabaseRefusal(settings).analyze(new IllegalStateException(failure)));
    }

    private static Throwable start(String user) {
        return catchThrowable(() -> Flyway.configure().dataSource(URL, user, "").locations("classpath:db/migration")
                .load().migrate());
    }

    private static Throwable connect(String url) {
        return catchThrowable(() -> DriverManager.getConnection(url, "Like-ness", "").close());
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL, "postgres", "")) {
            for (String sql : statements) {
                connection.createStatement().execute(sql);
            }
        }
    }
}
