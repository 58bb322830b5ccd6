package dev.likeness.web.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A bucket holds what may come in a minute, and fills continuously, by the installation's clock. */
final class Buckets {

    private Buckets() {
    }

    static Bucket of(int capacity, TimeMeter time) {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, Duration.ofMinutes(1))).build();
    }

    static BucketConfiguration configuration(int capacity) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, Duration.ofMinutes(1))).build();
    }

    /** What was used stays used, in proportion: a change of plan neither empties nor fills a bucket. */
    static void resize(Bucket bucket, int capacity) {
        bucket.replaceConfiguration(configuration(capacity), TokensInheritanceStrategy.PROPORTIONALLY);
    }

    static TimeMeter time(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000 + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
