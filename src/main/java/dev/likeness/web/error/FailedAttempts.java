package dev.likeness.web.error;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.client.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.modulith.NamedInterface;

/**
 * Slows down who guesses secrets and tokens (CONTRACT 1.1): wrong ones counted per client address, for a minute from the
 * first. Whatever is answered as an error is counted there; who answers otherwise counts for themselves.
 */
@NamedInterface("attempts")
public class FailedAttempts {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    private record Window(Instant start, int failures) {
    }

    private final Map<String, Window> windows = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };
    private final Clock clock;
    private final int limit;
    private final boolean sandbox;

    /**
     * @param limit wrong secrets one client address may present in a minute
     * @param sandbox where this machine's own address is not counted
     */
    public FailedAttempts(Clock clock, int limit, boolean sandbox) {
        this.clock = clock;
        this.limit = limit;
        this.sandbox = sandbox;
    }

    /** Counts a failure; the given refusal, or {@code RATE_LIMITED} once there were too many. */
    public ApiException count(ApiException refusal, HttpServletRequest request) {
        ClientAddress address = ClientAddress.of(request);
        if (address.loopback() && sandbox) {
            return refusal;
        }
        String client = address.key();
        Instant now = clock.instant();
        synchronized (windows) {
            Window window = windows.get(client);
            if (window == null || !now.isBefore(window.start.plus(WINDOW))) {
                window = new Window(now, 0);
            }
            if (window.failures >= limit) {
                Duration rest = Duration.between(now, window.start.plus(WINDOW));
                return new ApiException(CommonError.RATE_LIMITED, "Too many failed authentications. Retry in ~"
                        + Math.max(1, rest.plusMillis(999).toSeconds()) + "s.").retryAfter(rest);
            }
            windows.put(client, new Window(window.start, window.failures + 1));
        }
        return refusal;
    }
}
