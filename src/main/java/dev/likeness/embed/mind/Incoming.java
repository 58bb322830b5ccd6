package dev.likeness.embed.mind;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of an answer while it comes, line by line; nothing is fetched before it is read. One thread reads, any closes. */
final class Incoming implements BodySubscriber<Incoming> {

    private static final int LONGEST_LINE = 1 << 20;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Duration patience;
    private final BlockingQueue<Came> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private final long until = System.nanoTime() + LONGEST.toNanos();
    private boolean over;

    /**
     * @param bytes null at the end
     * @param failure null but where it broke off
     */
    private record Came(@Nullable ByteBuffer bytes, @Nullable Throwable failure) {
    }

    /** @param patience for each piece */
    Incoming(Duration patience) {
        this.patience = patience;
    }

    /** The next line, the last one without an end too; null behind it. */
    @Nullable
    String line() throws ModelFailedException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (more()) {
            byte next = bytes.get();
            if (next == '\n') {
                return text(line);
            }
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new ModelFailedException("answered with a line of more than " + LONGEST_LINE + " bytes");
            }
        }
        return line.size() == 0 ? null : text(line);
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private boolean more() throws ModelFailedException, InterruptedException {
        while (!bytes.hasRemaining() && !over) {
            if (System.nanoTime() - until > 0) {
                throw new ModelFailedException("was not done within " + LONGEST.toSeconds() + " s");
            }
            if (!requested()) {
                return false;
            }
            Came next = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new ModelFailedException("went silent for " + patience.toSeconds() + " s");
            }
            Throwable failure = next.failure;
            if (failure != null) {
                throw new ModelFailedException("broke off", failure);
            }
            ByteBuffer came = next.bytes;
            over = came == null;
            bytes = came == null ? bytes : came;
        }
        return bytes.hasRemaining();
    }

    /** False where it was closed before it came. */
    private boolean requested() {
        try {
            source.join().request(1);
            return true;
        } catch (CancellationException _) {
            return false;
        }
    }

    /** Whoever reads finds its end. */
    void close() {
        if (!source.cancel(false) && !source.isCancelled()) {
            source.join().cancel();
        }
        queue.add(new Came(null, null));
    }

    @Override
    public CompletionStage<Incoming> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (!source.complete(subscription)) {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        ByteBuffer all = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
        pieces.forEach(all::put);
        queue.add(new Came(all.flip(), null));
    }

    @Override
    public void onError(Throwable failure) {
        queue.add(new Came(null, failure));
    }

    @Override
    public void onComplete() {
        queue.add(new Came(null, null));
    }
}
