package dev.likeness.web.limit;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.InstallationClock;
import dev.likeness.web.client.ClientAddress;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Takes each request from its bucket and says so in headers; raises {@code RATE_LIMITED} when it is empty. */
@Component
public class RateLimits {

    private static final int REALTIME = 20;
    private static final int ACCOUNTS = 100_000;
    private static final int ADDRESSES = 50_000;

    private final LimitProperties properties;
    private final Allowances allowances;
    private final ObjectProvider<SharedOrders> shared;
    private final Clock clock;
    private final TimeMeter time;
    private final boolean sandbox;
    private final Recent<UUID, AccountBuckets> accounts;
    private final Recent<String, Bucket> addresses;

    RateLimits(LimitProperties properties, Allowances allowances, ObjectProvider<SharedOrders> shared, Clock clock,
            @Value("${likeness.sandbox.enabled:false}") boolean sandbox) {
        this.properties = properties;
        this.allowances = allowances;
        this.shared = shared;
        this.clock = clock;
        this.time = Buckets.time(clock);
        this.sandbox = sandbox;
        this.accounts = new Recent<>(clock, ACCOUNTS);
        this.addresses = new Recent<>(clock, ADDRESSES);
    }

    /** Before it is known who calls: the meter {@link Meter#ADDRESS}. This machine is exempt in the sandbox. */
    public void take(ClientAddress client, HttpServletResponse response) {
        if (client.loopback() && sandbox) {
            return;
        }
        Bucket bucket = addresses.get(client.key(), () -> Buckets.of(properties.perAddress(), time));
        tell(Meter.ADDRESS, properties.perAddress(), bucket.tryConsumeAndReturnRemaining(1), response);
    }

    /** Once it is known who pays: all other meters. */
    public void take(UUID account, Meter meter, HttpServletResponse response) {
        if (meter == Meter.NONE || meter == Meter.ADDRESS) {
            return;
        }
        AccountBuckets buckets = accounts.get(account, AccountBuckets::new);
        int capacity = meter == Meter.REALTIME
                ? REALTIME
                : capacity(meter, buckets.allowance(clock, account, allowances::of));
        ConsumptionProbe probe = buckets.of(meter, capacity, time).tryConsumeAndReturnRemaining(1);
        SharedOrders orders = meter == Meter.GENERATE ? shared.getIfAvailable() : null;
        // What this node alone has let through is bounded first: no account queues at the row of its bucket by hundreds.
        tell(meter, capacity, probe, response);
        if (orders != null) {
            tell(meter, capacity, shared(orders, account, capacity, buckets), response);
        }
    }

    private static ConsumptionProbe shared(SharedOrders orders, UUID account, int capacity, AccountBuckets buckets) {
        try {
            return orders.take(account, capacity);
        } catch (RuntimeException e) {
            buckets.giveBack(Meter.GENERATE);
            throw e;
        }
    }

    /** Undoes a {@link #take(UUID, Meter, HttpServletResponse)}: another than the account came, or nobody could be served. */
    public void giveBack(UUID account, Meter meter) {
        accounts.get(account, AccountBuckets::new).giveBack(meter);
    }

    private int capacity(Meter meter, Allowance allowance) {
        int number = switch (meter) {
            case GENERATE -> allowance.generate();
            case WRITE -> allowance.write();
            default -> allowance.read();
        };
        return number * properties.factor();
    }

    private void tell(Meter meter, int capacity, ConsumptionProbe probe, HttpServletResponse response) {
        long full = seconds(Duration.ofNanos(probe.getNanosToWaitForReset()));
        long left = probe.getRemainingTokens();
        response.setHeader("X-RateLimit-Limit", Integer.toString(capacity));
        response.setHeader("X-RateLimit-Remaining", Long.toString(left));
        // Clients hold it against their own clock, which the sandbox does not move.
        response.setHeader("X-RateLimit-Reset",
                Long.toString(InstallationClock.unmoved(clock).plusNanos(999_999_999).getEpochSecond() + full));
        response.setHeader("RateLimit-Policy", "\"" + meter.word() + "\";q=" + capacity + ";w=60");
        response.setHeader("RateLimit", "\"" + meter.word() + "\";r=" + left + ";t=" + full);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            String what = meter == Meter.ADDRESS
                    ? "Too many requests from this address"
                    : "Too many " + meter.word() + " requests for this api-secret";
            throw new ApiException(CommonError.RATE_LIMITED,
                    what + ". Retry in ~" + Math.max(1, seconds(wait)) + "s.").retryAfter(wait);
        }
    }

    /** Rounded up: who waits that long does not come too early. */
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
