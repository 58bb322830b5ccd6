package dev.likeness.tts.answer;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** How many may speak at once. Nobody queues: a client knows better whether to wait. */
public final class Places {

    private final Semaphore free;
    private final int places;
    private final Duration retryAfter;

    /** Held while somebody speaks. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @param retryAfter what those are told to wait who find none */
    public Places(int places, Duration retryAfter) {
        this.places = places;
        this.retryAfter = retryAfter;
        this.free = new Semaphore(places);
    }

    /** Raises {@code SERVICE_UNAVAILABLE} when all are taken. */
    public Place take() {
        if (!free.tryAcquire()) {
            throw new ApiException(CommonError.SERVICE_UNAVAILABLE,
                    "All " + places + " voices of this server are speaking. Please retry.")
                    .retryAfter(retryAfter);
        }
        return free::release;
    }
}
