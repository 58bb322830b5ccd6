package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A database that takes no writes for a while, as after a failover. */
@WholeServer
@ExtendWith(OutputCaptureExtension.class)
class ReadOnlyDatabaseTests {

    private static final String TIMERS = "dev.likeness.server.TimerThreads";
    private static final String TOKENS = "/v1/runtime-tokens/request";
    private static final String GENERATE = "/v1/agent/generate";
    private static final String ORDER = "{\"model\":\"expression-1\",\"prompt\":\"A chef\"}";

    @Autowired
    private DataSource database;

    @Autowired
    private LoggingSystem logging;

    @LocalServerPort
    private int port;

    @AfterEach
    void writesAgain() throws SQLException {
        TestDatabase.readOnly(pool(), false);
    }

    @Test
    void isToldToWaitAndToBalancersAndRecoversByItselfWithNothingDoneTwice() throws Exception {
        String origin = "http://localhost:" + port;
        Client anybody = new Client(origin, "");
        Client client = Client.ofNewAccount(origin, "business", 1000);
        assertThat(anybody.get("/health/ready").status()).isEqualTo(200);

        TestDatabase.readOnly(pool(), true);

        for (Client.Answer refused : new Client.Answer[]{client.post(TOKENS, "{\"fingerprint\":\"f\"}"),
                client.post(GENERATE, ORDER, "Idempotency-Key", "once"), client.post("/v1/files/upload",
                        "{\"file_data\":\"aGVsbG8gd29ybGQ=\",\"file_name\":\"a.txt\"}")}) {
            assertThat(refused.status()).as(refused.body().toString()).isEqualTo(503);
            assertThat(refused.body().at("/error/code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(refused.response().headers().firstValueAsLong("Retry-After")).hasValue(5);
        }
        assertThat(anybody.get("/health").status()).isEqualTo(503);
        assertThat(anybody.get("/health/ready").status()).isEqualTo(503);
        assertThat(anybody.get("/health/live").status()).isEqualTo(200);
        assertThat(anybody.get("/status.json").body().get("status").asString()).isEqualTo("major_outage");
        assertThat(client.get("/v1/me").status()).isEqualTo(200);

        TestDatabase.allowWrites(pool());

        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> anybody.get("/health/ready").status() == 200);
        assertThat(anybody.get("/status.json").body().get("status").asString()).isEqualTo("operational");
        Client.Answer ordered = client.post(GENERATE, ORDER, "Idempotency-Key", "once");
        assertThat(ordered.status()).as(ordered.body().toString()).isEqualTo(200);
        assertThat(client.post(TOKENS, "{\"fingerprint\":\"f\"}").status()).isEqualTo(200);
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(1000 - 250 - 1);
        assertThat(EndToEndTests.awaitEnd(client, ordered.body().get("agent_id").asString()).get("status").asString())
                .isEqualTo("ready");
    }

    /** The line that is waited for is only there if db-scheduler uses the threads that it is given. */
    @Test
    void timersThatAreDueMeanwhileAreNoTraces(CapturedOutput log) throws Exception {
        logging.setLogLevel(TIMERS, LogLevel.DEBUG);
        try {
            TestDatabase.readOnly(pool(), true);
            try (Connection connection = database.getConnection(); Statement due = connection.createStatement()) {
                due.execute("begin read write; "
                        + "update scheduled_tasks set execution_time = now() where not picked; commit");
            }
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                    .until(() -> log.getAll().contains("A timer waits for the database"));
        } finally {
            logging.setLogLevel(TIMERS, null);
        }
        // A timer that was running when the writes ended has one trace, of its end; what is due has none.
        assertThat(log.getAll()).doesNotContain("Exception in thread \"db-scheduler", "FetchCandidates$PickDue");
    }

    private HikariDataSource pool() throws SQLException {
        return database.unwrap(HikariDataSource.class);
    }
}
