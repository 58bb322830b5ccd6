package dev.likeness.tts.answer;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.file.NetException;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.speak.Speech;
import dev.likeness.voice.text.UnsayableException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sentences for a client that may hang up while one is read or said. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final String field;
    private final Supplier<Speech> speaking;
    private final HttpServletRequest request;
    private @Nullable Speech speech;

    /**
     * @param field where the text was sent, for refusals
     * @param speaking begins to read the text, which may be as long as a body
     */
    Delivery(String field, Supplier<Speech> speaking, HttpServletRequest request) {
        this.field = field;
        this.speaking = speaking;
        this.request = request;
    }

    /**
     * The next sentence, null at the end. When this returns, in whatever way, no engine works on it any more.
     *
     * @throws ClientAbortException when nobody is left to hear it
     */
    @Nullable
    Utterance next() throws ClientAbortException, InterruptedException {
        try {
            return Workers.run(this::said, request);
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        }
    }

    private @Nullable Utterance said() throws InterruptedException {
        Speech begun = speech;
        if (begun == null) {
            begun = speaking.get();
            speech = begun;
        }
        return begun.next();
    }

    /** What the client is told; anything nobody expected as it is. */
    private RuntimeException refusal(@Nullable Throwable failure) {
        return switch (failure) {
            case SpeechException e -> ApiException.invalid(field, String.valueOf(e.getMessage()));
            case UnsayableException e -> ApiException.invalid(field, String.valueOf(e.getMessage()));
            case SpeechAwayException e -> new ApiException(CommonError.UPSTREAM_UNAVAILABLE,
                    String.valueOf(e.getMessage()));
            case NetException e -> broken(e);
            case UncheckedIOException e -> broken(e);
            case LinkageError e -> broken(e);
            case RuntimeException e -> e;
            case null, default -> new IllegalStateException("a sentence was not said", failure);
        };
    }

    private static ApiException broken(Throwable failure) {
        LOG.error("Nobody can speak here: {}", failure.toString());
        return new ApiException(CommonError.SERVICE_UNAVAILABLE,
                "The speech engine of this server does not work; its operator finds the reason in its log");
    }
}
