package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRulesTests {

    private final LeaseRules rules = new LeaseRules(Duration.ofSeconds(60), 3);

    @Test
    void renewsThreeTimesPerLease() {
        assertThat(rules.renewEvery()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aWorkerThatCannotRenewStopsBeforeItsLeaseEnds() {
        assertThat(rules.mustStop(Duration.ofSeconds(53))).isFalse();
        assertThat(rules.mustStop(Duration.ofSeconds(54))).isTrue();
    }

    @Test
    void threeAttemptsAreAllowedAndSparedOnesDoNotCount() {
        assertThat(rules.mayRetry(2, 0)).isTrue();
        assertThat(rules.mayRetry(3, 0)).isFalse();
        assertThat(rules.mayRetry(3, 1)).isTrue();
        assertThat(rules.exhausted(3, 0)).isFalse();
        assertThat(rules.exhausted(4, 0)).isTrue();
        assertThat(rules.exhausted(6, 3)).isFalse();
    }

    @Test
    void pausesGrowUpToAMinute() {
        assertThat(rules.pauseAfter(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rules.pauseAfter(2, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(rules.pauseAfter(5, 4)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rules.pauseAfter(50, 0)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void troubleAroundAJobIsWaitedOutUntilTheLimitOfTheQueue() {
        for (Duration limit : List.of(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(24))) {
            Duration waited = Duration.ZERO;
            int spared = 0;
            while (rules.mayPostpone(spared, limit)) {
                waited = waited.plus(rules.pauseAfterTrouble(spared++));
            }
            assertThat(waited).isBetween(limit, limit.plusMinutes(1));
        }
    }
}
