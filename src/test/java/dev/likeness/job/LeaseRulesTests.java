package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRulesTests {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MOMENT = Duration.ofMinutes(3);

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
    void troubleAroundAJobIsWaitedOutUntilTheLimitOfTheQueueHoweverLongAnAttemptTakes() {
        for (Duration build : List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(10))) {
            Duration age = Duration.ZERO;
            int spared = 0;
            while (rules.mayPostpone(spared, age, DAY, MOMENT)) {
                age = age.plus(rules.pauseAfterTrouble(spared++)).plus(build);
            }
            assertThat(age).isBetween(DAY, DAY.plusMinutes(10).plus(build));
            assertThat(spared).as("builds in vain").isLessThan(170);
        }
    }

    @Test
    void aJobThatWaitedForAWorkerUntilNowWaitsAMomentAllTheSame() {
        Duration waited = Duration.ZERO;
        int spared = 0;
        while (rules.mayPostpone(spared, DAY.plus(waited), DAY, MOMENT)) {
            waited = waited.plus(rules.pauseAfterTrouble(spared++));
        }
        assertThat(waited).isBetween(MOMENT, MOMENT.plusMinutes(1));
    }

    @Test
    void pausesOfTroubleGrowToTenMinutesInAboutAnHour() {
        assertThat(rules.pauseAfterTrouble(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rules.pauseAfterTrouble(1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(rules.pauseAfterTrouble(1000)).isEqualTo(Duration.ofMinutes(10));
        Duration waited = Duration.ZERO;
        for (int spared = 0; spared < 22; spared++) {
            waited = waited.plus(rules.pauseAfterTrouble(spared));
        }
        assertThat(waited).isBetween(Duration.ofHours(1), Duration.ofMinutes(70));
        assertThat(rules.pauseAfterTrouble(22)).isGreaterThan(Duration.ofMinutes(8));
    }
}
