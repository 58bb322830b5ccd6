package dev.likeness.web.limit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** The buckets of orders that several nodes share, one row an account. */
@Component
@ConditionalOnProperty("likeness.limits.shared")
class SharedOrders {

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int ROWS = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<UUID> rows;

    SharedOrders(DataSource database, Clock clock) {
        PrimaryKeyMapper<UUID> ids = (statement, index, account) -> statement.setObject(index, account);
        rows = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database).primaryKeyMapper(ids).table("order_bucket")
                .idColumn("account_id").stateColumn("state").expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy
                        .basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .clientClock(Buckets.time(clock)).build();
    }

    /** @param capacity what the plan allows; a row made under another is brought to it first, in proportion */
    ConsumptionProbe take(UUID account, int capacity) {
        BucketConfiguration wanted = Buckets.configuration(capacity);
        BucketProxy bucket = rows.builder().build(account, () -> wanted);
        VerboseResult<ConsumptionProbe> taken = bucket.asVerbose().tryConsumeAndReturnRemaining(1);
        if (taken.getConfiguration().equals(wanted)) {
            return taken.getValue();
        }
        if (taken.getValue().isConsumed()) {
            bucket.addTokens(1);
        }
        bucket.replaceConfiguration(wanted, TokensInheritanceStrategy.PROPORTIONALLY);
        return bucket.tryConsumeAndReturnRemaining(1);
    }

    int forgetFull() {
        return rows.removeExpired(ROWS);
    }

    @Bean
    static RecurringTask<Void> forgettingOfFullBuckets(SharedOrders orders) {
        return Tasks.recurring("order-bucket-sweep", FixedDelay.of(PAUSE))
                .execute((instance, context) -> orders.forgetFull());
    }
}
