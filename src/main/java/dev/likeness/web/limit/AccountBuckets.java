package dev.likeness.web.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The buckets of one account on this node, and what its plan allows, asked anew twice a minute. */
final class AccountBuckets {

    private static final Duration ASKED_EVERY = Duration.ofSeconds(30);

    private record Sized(Bucket bucket, int capacity) {
    }

    private final Map<Meter, Sized> buckets = new EnumMap<>(Meter.class);
    private @Nullable Allowance allowance;
    private Instant askAgain = Instant.MIN;

    /** What the account may; one of those who come when it is time asks, the others are told what is known. */
    Allowance allowance(Clock clock, UUID account, Function<UUID, Allowance> plans) {
        Instant now = clock.instant();
        synchronized (this) {
            if (allowance != null && now.isBefore(askAgain)) {
                return allowance;
            }
            if (allowance != null) {
                askAgain = now.plus(ASKED_EVERY);
            }
        }
        // Beside the lock: nobody waits for the database who has something to go by.
        Allowance asked = plans.apply(account);
        synchronized (this) {
            allowance = asked;
            askAgain = now.plus(ASKED_EVERY);
            return asked;
        }
    }

    /** One that was taken; nothing where nothing was, and never above the capacity. */
    synchronized void giveBack(Meter meter) {
        Sized sized = buckets.get(meter);
        if (sized != null) {
            sized.bucket.addTokens(1);
        }
    }

    /** The bucket of a meter, brought to its capacity. */
    synchronized Bucket of(Meter meter, int capacity, TimeMeter time) {
        Sized sized = buckets.get(meter);
        if (sized == null) {
            sized = new Sized(Buckets.of(capacity, time), capacity);
        } else if (sized.capacity != capacity) {
            Buckets.resize(sized.bucket, capacity);
            sized = new Sized(sized.bucket, capacity);
        }
        buckets.put(meter, sized);
        return sized.bucket;
    }
}
