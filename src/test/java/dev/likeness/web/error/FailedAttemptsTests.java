package dev.likeness.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.InstallationClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class FailedAttemptsTests {

    private static final ApiException REFUSAL = new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");

    private final InstallationClock clock = new InstallationClock(
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
    private final FailedAttempts attempts = attempts(false);

    private FailedAttempts attempts(boolean sandbox) {
        return new FailedAttempts(clock, 30, sandbox);
    }

    private static CommonError fail(FailedAttempts attempts, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return (CommonError) attempts.count(REFUSAL, request).code();
    }

    @Test
    void limitsAnAddressAfterThirtyFailuresUntilTheMinuteIsOver() {
        for (int i = 0; i < 30; i++) {
            assertThat(fail(attempts, "203.0.113.9")).isEqualTo(CommonError.UNAUTHORIZED);
        }
        clock.offset(Duration.ofSeconds(59));
        assertThat(fail(attempts, "203.0.113.9")).isEqualTo(CommonError.RATE_LIMITED);
        assertThat(fail(attempts, "203.0.113.10")).isEqualTo(CommonError.UNAUTHORIZED);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("203.0.113.9");
        assertThat(attempts.count(REFUSAL, request).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        clock.offset(Duration.ofSeconds(60));
        assertThat(fail(attempts, "203.0.113.9")).isEqualTo(CommonError.UNAUTHORIZED);
    }

    @Test
    void countsTheAddressesOfOneIpv6NetworkAsOne() {
        for (int i = 0; i < 30; i++) {
            fail(attempts, "2001:db8:0:1::" + Integer.toHexString(i));
        }
        assertThat(fail(attempts, "2001:db8:0:1:ffff::1")).isEqualTo(CommonError.RATE_LIMITED);
        assertThat(fail(attempts, "2001:db8:0:2::1")).isEqualTo(CommonError.UNAUTHORIZED);
    }

    @Test
    void exemptsLoopbackInTheSandboxOnly() {
        FailedAttempts sandbox = attempts(true);
        for (int i = 0; i < 40; i++) {
            fail(attempts, "127.0.0.1");
            assertThat(fail(sandbox, i % 2 == 0 ? "127.0.0.1" : "0:0:0:0:0:0:0:1")).isEqualTo(CommonError.UNAUTHORIZED);
        }
        assertThat(fail(attempts, "127.0.0.1")).isEqualTo(CommonError.RATE_LIMITED);
    }
}
