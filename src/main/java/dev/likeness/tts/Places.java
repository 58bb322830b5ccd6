package dev.likeness.tts;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How many may speak at once. Nobody queues: a client knows better whether to wait. */
@Component
class Places {

    private final Semaphore free;
    private final TtsProperties properties;

    /** Held while somebody speaks. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    Places(TtsProperties properties) {
        this.properties = properties;
        this.free = new Semaphore(properties.places());
    }

    /** Raises {@code SERVICE_UNAVAILABLE} when all are taken. */
    Place take() {
        if (!free.tryAcquire()) {
            throw new ApiException(CommonError.SERVICE_UNAVAILABLE,
                    "All " + properties.places() + " voices of this server are speaking. Please retry.")
                    .retryAfter(properties.retryAfter());
        }
        return free::release;
    }
}
