package dev.likeness.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.TestDatabase;
import dev.likeness.common.InstallationClock;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one database share what an account may order. */
class SharedOrdersTests {

    private static final UUID ACCOUNT = new UUID(0, 1);

    private final InstallationClock clock = new InstallationClock(
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
    private final DataSource database = TestDatabase.fresh();
    private final List<SharedOrders> nodes = List.of(new SharedOrders(database, clock),
            new SharedOrders(database, clock));

    @Test
    void ofOrdersThatComeAtOnceToTwoNodesExactlyTheCapacityIsLetThrough() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> orders = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(24)) {
            for (int i = 0; i < 24; i++) {
                SharedOrders node = nodes.get(i % 2);
                orders.add(pool.submit(() -> {
                    start.await();
                    return node.take(ACCOUNT, 10).isConsumed();
                }));
            }
            start.countDown();
            int through = 0;
            for (Future<Boolean> order : orders) {
                through += order.get() ? 1 : 0;
            }
            assertThat(through).isEqualTo(10);
        }
    }

    @Test
    void aChangeOfPlanIsTakenOverInProportionUpAndDown() {
        assertThat(nodes.getFirst().take(ACCOUNT, 4).getRemainingTokens()).isEqualTo(3);
        assertThat(nodes.getFirst().take(ACCOUNT, 4).getRemainingTokens()).isEqualTo(2);
        assertThat(nodes.getLast().take(ACCOUNT, 60).getRemainingTokens()).isEqualTo(29);
        // 29 of 60 are 1 of 4, which is taken.
        ConsumptionProbe down = nodes.getFirst().take(ACCOUNT, 4);
        assertThat(down.isConsumed()).isTrue();
        assertThat(down.getRemainingTokens()).isZero();
        assertThat(nodes.getLast().take(ACCOUNT, 4).isConsumed()).isFalse();
    }

    @Test
    void rowsOfFullBucketsGo() {
        nodes.getFirst().take(ACCOUNT, 10);
        nodes.getFirst().take(new UUID(0, 2), 10);
        assertThat(nodes.getLast().forgetFull()).isZero();
        // The library keeps the machine's time there, which no test moves.
        JdbcClient.create(database).sql("update order_bucket set expires_at = expires_at - 600000").update();
        assertThat(nodes.getLast().forgetFull()).isEqualTo(2);
        assertThat(JdbcClient.create(database).sql("select count(*) from order_bucket").query(Long.class).single())
                .isZero();
    }
}
