package dev.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.likeness.TestDatabase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(60)
class AfterCommitTests {

    @Test
    void aStoreThatIsSilentHoldsNoConnection() throws InterruptedException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.freshUrl());
        config.setUsername("postgres");
        config.setMaximumPoolSize(1);
        CountDownLatch silence = new CountDownLatch(1);
        CountDownLatch deleted = new CountDownLatch(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
            AtomicBoolean began = new AtomicBoolean();
            transaction.executeWithoutResult(_ -> {
                AfterCommit.delete("it", () -> {
                    began.set(true);
                    await(silence);
                    deleted.countDown();
                });
                assertThat(began).isFalse();
            });
            // The only connection is free again, while the deletion waits.
            assertThat(JdbcClient.create(pool).sql("select 1").query(Integer.class).single()).isOne();
            assertThat(deleted.getCount()).isOne();
            silence.countDown();
            assertThat(deleted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsRolledBackIsNotDeletedAndAFailureReachesNobody() throws InterruptedException {
        CountDownLatch tried = new CountDownLatch(1);
        AtomicBoolean deleted = new AtomicBoolean();
        TransactionTemplate transaction = new TransactionTemplate(
                new DataSourceTransactionManager(TestDatabase.fresh()));
        transaction.executeWithoutResult(status -> {
            AfterCommit.delete("it", () -> deleted.set(true));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> AfterCommit.delete("it", () -> {
            tried.countDown();
            throw new IllegalStateException("the store is away");
        }));
        assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(deleted).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
