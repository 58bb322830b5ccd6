package dev.likeness.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.InstallationClock;
import dev.likeness.web.client.ClientAddress;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.web.MockHttpServletResponse;

class RateLimitsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final ClientAddress CLIENT = ClientAddress.of("203.0.113.9");

    private final InstallationClock clock = new InstallationClock(Clock.fixed(START, ZoneOffset.UTC));
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Allowance allowance = new Allowance(4, 30, 120);
    private final RateLimits limits = limits(new LimitProperties(1, 120, false), false);

    private RateLimits limits(LimitProperties properties, boolean sandbox) {
        return new RateLimits(properties, account -> {
            asked.incrementAndGet();
            return allowance;
        }, nothing(), clock, sandbox);
    }

    private static ObjectProvider<SharedOrders> nothing() {
        return new DefaultListableBeanFactory().getBeanProvider(SharedOrders.class);
    }

    private boolean taken(RateLimits limits, Meter meter) {
        try {
            limits.take(ACCOUNT, meter, new MockHttpServletResponse());
            return true;
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(CommonError.RATE_LIMITED);
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"GENERATE,4", "WRITE,30", "READ,120", "REALTIME,20"})
    void ofThoseThatComeAtOnceExactlyTheCapacityIsLetThrough(Meter meter, int capacity) throws Exception {
        int threads = 16;
        int each = capacity;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> counts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                counts.add(pool.submit(() -> {
                    start.await();
                    int through = 0;
                    for (int n = 0; n < each; n++) {
                        through += taken(limits, meter) ? 1 : 0;
                    }
                    return through;
                }));
            }
            start.countDown();
            int through = 0;
            for (Future<Integer> count : counts) {
                through += count.get();
            }
            assertThat(through).isEqualTo(capacity);
        }
        assertThat(taken(limits, Meter.NONE)).isTrue();
    }

    @Test
    void fillsContinuously() {
        for (int i = 0; i < 4; i++) {
            assertThat(taken(limits, Meter.GENERATE)).isTrue();
        }
        clock.offset(Duration.ofMillis(14_999));
        assertThat(taken(limits, Meter.GENERATE)).isFalse();
        clock.offset(Duration.ofSeconds(15));
        assertThat(taken(limits, Meter.GENERATE)).isTrue();
        assertThat(taken(limits, Meter.GENERATE)).isFalse();
        clock.offset(Duration.ofMinutes(10));
        for (int i = 0; i < 4; i++) {
            assertThat(taken(limits, Meter.GENERATE)).isTrue();
        }
        assertThat(taken(limits, Meter.GENERATE)).isFalse();
    }

    @Test
    void saysInHeadersWhatIsLeftAndInTheRefusalHowLongToWait() {
        MockHttpServletResponse first = new MockHttpServletResponse();
        limits.take(ACCOUNT, Meter.GENERATE, first);
        assertThat(first.getHeader("X-RateLimit-Limit")).isEqualTo("4");
        assertThat(first.getHeader("X-RateLimit-Remaining")).isEqualTo("3");
        assertThat(first.getHeader("X-RateLimit-Reset")).isEqualTo(Long.toString(START.getEpochSecond() + 15));
        assertThat(first.getHeader("RateLimit-Policy")).isEqualTo("\"generate\";q=4;w=60");
        assertThat(first.getHeader("RateLimit")).isEqualTo("\"generate\";r=3;t=15");
        for (int i = 0; i < 3; i++) {
            taken(limits, Meter.GENERATE);
        }
        clock.offset(Duration.ofMillis(9_500));
        MockHttpServletResponse last = new MockHttpServletResponse();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> limits.take(ACCOUNT, Meter.GENERATE, last)).satisfies(refusal -> {
                    assertThat(refusal.message())
                            .isEqualTo("Too many generate requests for this api-secret. Retry in ~6s.");
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(5_500));
                });
        assertThat(last.getHeader("X-RateLimit-Remaining")).isEqualTo("0");
        // The client's own clock, not the one that was moved.
        assertThat(last.getHeader("X-RateLimit-Reset")).isEqualTo(Long.toString(START.getEpochSecond() + 51));
        assertThat(last.getHeader("RateLimit")).isEqualTo("\"generate\";r=0;t=51");
    }

    @Test
    void aChangeOfPlanIsHeardWithinAMinuteAndNeitherEmptiesNorFillsABucket() {
        taken(limits, Meter.GENERATE);
        taken(limits, Meter.GENERATE);
        assertThat(asked).hasValue(1);
        allowance = new Allowance(60, 360, 1440);
        clock.offset(Duration.ofSeconds(30));
        MockHttpServletResponse response = new MockHttpServletResponse();
        limits.take(ACCOUNT, Meter.GENERATE, response);
        assertThat(response.getHeader("X-RateLimit-Limit")).isEqualTo("60");
        // Two of four were used and two came back in half a minute.
        assertThat(response.getHeader("X-RateLimit-Remaining")).isEqualTo("59");
        for (int i = 0; i < 44; i++) {
            taken(limits, Meter.GENERATE);
        }
        allowance = new Allowance(4, 30, 120);
        clock.offset(Duration.ofSeconds(60));
        // 15 of 60 were left and 30 came back: 45 of 60 are 3 of 4.
        int through = 0;
        while (taken(limits, Meter.GENERATE)) {
            through++;
        }
        assertThat(through).isEqualTo(3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whatANodeRefusesByItselfDoesNotAskForTheSharedBucket() {
        SharedOrders orders = mock(SharedOrders.class);
        when(orders.take(ACCOUNT, 4)).thenAnswer(_ -> Buckets.of(4, TimeMeter.SYSTEM_MILLISECONDS)
                .tryConsumeAndReturnRemaining(1));
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("orders", orders);
        RateLimits shared = new RateLimits(new LimitProperties(1, 120, true), _ -> allowance,
                beans.getBeanProvider(SharedOrders.class), clock, false);
        for (int i = 0; i < 20; i++) {
            assertThat(taken(shared, Meter.GENERATE)).isEqualTo(i < 4);
        }
        verify(orders, times(4)).take(ACCOUNT, 4);
    }

    @Test
    void whoeverHasSomethingToGoByDoesNotWaitForThePlan() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AccountBuckets buckets = new AccountBuckets();
        Allowance old = buckets.allowance(clock, ACCOUNT, _ -> allowance);
        clock.offset(Duration.ofSeconds(31));
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<Allowance> asker = one.submit(() -> buckets.allowance(clock, ACCOUNT, _ -> {
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new Allowance(1, 1, 1);
            }));
            inside.await();
            assertThat(buckets.allowance(clock, ACCOUNT, _ -> {
                throw new AssertionError("asked twice");
            })).isSameAs(old);
            go.countDown();
            assertThat(asker.get().read()).isEqualTo(1);
        }
    }

    @Test
    void anAddressHasABucketForEveryCallerAndThisMachineNoneInTheSandbox() {
        for (int i = 0; i < 120; i++) {
            limits.take(CLIENT, new MockHttpServletResponse());
        }
        MockHttpServletResponse refused = new MockHttpServletResponse();
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> limits.take(CLIENT, refused)).satisfies(
                refusal -> assertThat(refusal.message())
                        .isEqualTo("Too many requests from this address. Retry in ~1s."));
        assertThat(refused.getHeader("RateLimit-Policy")).isEqualTo("\"address\";q=120;w=60");
        limits.take(ClientAddress.of("203.0.113.10"), new MockHttpServletResponse());
        RateLimits sandbox = limits(new LimitProperties(1, 1, false), true);
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (int i = 0; i < 3; i++) {
            sandbox.take(ClientAddress.of("127.0.0.1"), response);
        }
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @Test
    void aFactorMultipliesThePlans() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        limits(new LimitProperties(10, 120, false), false).take(ACCOUNT, Meter.READ, response);
        assertThat(response.getHeader("X-RateLimit-Limit")).isEqualTo("1200");
    }

    @Test
    void forgetsWhatIsFullAndIsBounded() {
        Recent<Integer, Object> recent = new Recent<>(clock, 100);
        for (int i = 0; i < 1_000; i++) {
            recent.get(i, Object::new);
        }
        assertThat(recent.size()).isEqualTo(100);
        Object kept = recent.get(999, Object::new);
        clock.offset(Duration.ofMinutes(1));
        assertThat(recent.get(999, Object::new)).isSameAs(kept);
        clock.offset(Duration.ofMinutes(2).plusSeconds(30));
        for (int i = 2_000; i < 2_050; i++) {
            recent.get(i, Object::new);
        }
        assertThat(recent.size()).isLessThanOrEqualTo(51);
        assertThat(recent.get(999, Object::new)).isSameAs(kept);
    }
}
