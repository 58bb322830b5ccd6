package dev.likeness.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.Likeness;
import dev.likeness.TestDatabase;
import dev.likeness.database.EmbeddedDatabase;
import dev.likeness.database.Postgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

class AuditCommandTests {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final MockEnvironment settings = new MockEnvironment();

    @Test
    void saysThatTheBooksAgree() {
        use(TestDatabase.freshUrl());
        assertThat(run()).isZero();
        assertThat(out.toString()).isEqualTo("audited 1 accounts: their books agree" + System.lineSeparator());
    }

    @Test
    void printsALineAFindingAndParksTheAccount() {
        String url = TestDatabase.freshUrl();
        use(url);
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""));
        jdbc.sql("update wallet set topup = 5").update();
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly(
                "account 00000000-0000-0000-0000-000000000001: the wallet holds plan 0, reward 0, top-up 5, but the "
                        + "entries sum to 0, 0, 0",
                "audited 1 accounts: 1 disagree and are parked");
        assertThat(jdbc.sql("select count(*) from account where parked_at is not null").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void saysWhyItCouldNotRun() {
        assertThat(new AuditCommand(settings, stream(out), stream(err)).run(new String[]{"x"})).isEqualTo(2);
        settings.setProperty("likeness.data-dir", folder.resolve("nothing").toString());
        assertThat(run()).isEqualTo(2);
        use("jdbc:postgresql://localhost:1/none");
        assertThat(run()).isEqualTo(2);
        use(TestDatabase.freshUrl().replaceAll("test_\\d+", "postgres"));
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(4).satisfiesExactly(usage -> assertThat(usage).contains("usage"),
                none -> assertThat(none).contains("there is no database in"),
                refused -> assertThat(refused).contains("refused"),
                other -> assertThat(other).contains("another version of Likeness"));
    }

    @Test
    void findsTheEmbeddedDatabaseRunningOrNot() throws Exception {
        settings.setProperty("likeness.data-dir", folder.toString());
        try (Postgres running = EmbeddedDatabase.start(folder)) {
            Flyway.configure().dataSource(running.url(), "postgres", "").locations("classpath:db/migration").load()
                    .migrate();
            assertThat(run()).as(err.toString()).isZero();
        }
        assertThat(run()).as(err.toString()).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(EmbeddedDatabase.running(folder)).isEmpty();
    }

    @Test
    void readsTheConfigurationFilesThatTheServerReads() throws Exception {
        Path file = Files.writeString(folder.resolve("own.properties"), "spring.datasource.url=jdbc:postgresql://x/y");
        System.setProperty("spring.config.additional-location", file.toUri().toString());
        try {
            assertThat(AuditCommand.settings().getProperty("spring.datasource.url")).isEqualTo("jdbc:postgresql://x/y");
            assertThat(AuditCommand.settings().getProperty("likeness.data-dir")).isEqualTo("./var");
        } finally {
            System.clearProperty("spring.config.additional-location");
        }
    }

    private void use(String url) {
        settings.setProperty("spring.datasource.url", url);
        settings.setProperty("spring.datasource.username", "postgres");
    }

    private int run() {
        return new AuditCommand(settings, stream(out), stream(err)).run(new String[0]);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
