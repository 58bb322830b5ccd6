package dev.likeness.tts;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.speak.Speech;
import dev.likeness.voice.text.UnsayableException;
import dev.likeness.web.ClientLine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/**
 * Sentences for a client that may hang up while one is worked on: engines work on threads of their own, since a virtual
 * one would keep a processor from everybody else.
 */
final class Delivery {

    private static final int LOOK_MILLIS = 200;
    /** As many as there are places; threads that are used again keep what nets once took of the memory between them. */
    private static final ExecutorService WORKERS = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("speech-", 0).factory());

    private final Speech speech;
    private final HttpServletRequest request;

    Delivery(Speech speech, HttpServletRequest request) {
        this.speech = speech;
        this.request = request;
    }

    /**
     * The next sentence, null at the end. When this returns, in whatever way, no engine works on it any more.
     *
     * @throws ClientAbortException when nobody is left to hear it
     */
    @Nullable
    Utterance next() throws ClientAbortException, InterruptedException {
        FutureTask<@Nullable Utterance> task = new FutureTask<>(speech::next);
        CountDownLatch ended = new CountDownLatch(1);
        WORKERS.execute(() -> {
            try {
                task.run();
            } finally {
                ended.countDown();
            }
        });
        try {
            while (true) {
                try {
                    return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    if (ClientLine.isGone(request)) {
                        throw new ClientAbortException();
                    }
                }
            }
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } finally {
            task.cancel(true);
            ended.await();
        }
    }

    /** What the client is told; anything nobody expected as it is. */
    static RuntimeException refusal(@Nullable Throwable failure) {
        return switch (failure) {
            case SpeechException e -> ApiException.invalid("text", String.valueOf(e.getMessage()));
            case UnsayableException e -> ApiException.invalid("text", String.valueOf(e.getMessage()));
            case SpeechAwayException e -> new ApiException(CommonError.UPSTREAM_UNAVAILABLE,
                    String.valueOf(e.getMessage()));
            case RuntimeException e -> e;
            case null, default -> new IllegalStateException("a sentence was not said", failure);
        };
    }
}
