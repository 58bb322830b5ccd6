package dev.likeness.generation.input;

import dev.likeness.storage.ObjectStore;
import dev.likeness.web.egress.EgressClient;
import dev.likeness.web.egress.EgressException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Images and voice samples on their way from the request to the build. */
@Component
public class Inputs {

    private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(700);

    private final ObjectStore store;
    private final EgressClient egress;
    private final OwnUrls own;
    private final InputProperties properties;

    Inputs(ObjectStore store, EgressClient egress, OwnUrls own, InputProperties properties) {
        this.store = store;
        this.egress = egress;
        this.own = own;
        this.properties = properties;
    }

    /** Where the build will find it; bytes that came with the request are kept until the build has ended. */
    public @Nullable InputSource keep(UUID account, @Nullable Upload upload) {
        if (upload == null) {
            return null;
        }
        byte[] bytes = upload.bytes();
        if (bytes != null) {
            String key = InputSweep.ROOT + "/" + account + "/" + UUID.randomUUID();
            store.put(key, bytes, "application/octet-stream");
            return new InputSource(null, key);
        }
        return new InputSource(upload.url(), own.key(String.valueOf(upload.url())).orElse(null));
    }

    /** Removes what {@link #keep} stored; never an object the URL named. */
    public void forget(@Nullable InputSource source) {
        if (source == null || source.url() != null || source.key() == null) {
            return;
        }
        try {
            store.delete(source.key());
        } catch (RuntimeException e) {
            LOG.warn("Input {} is left behind: {}", source.key(), e.toString());
        }
    }

    /** One try at the bytes, for a quick look. */
    byte[] peek(Upload upload) {
        byte[] bytes = upload.bytes();
        if (bytes != null) {
            return bytes;
        }
        String url = String.valueOf(upload.url());
        Optional<String> key = own.key(url);
        return key.isPresent() ? read(key.get(), limit(false)) : egress.get(url, limit(false));
    }

    /**
     * The bytes, for the build.
     *
     * @throws InputException in words fit for the person who sent it
     * @throws UncheckedIOException when the store cannot be read for the moment
     */
    public byte[] fetch(InputSource source, boolean audio) throws InterruptedException {
        String key = source.key();
        if (key != null) {
            return read(key, limit(audio));
        }
        String url = String.valueOf(source.url());
        for (int attempt = 1;; attempt++) {
            try {
                return egress.get(url, limit(audio));
            } catch (EgressException e) {
                if (attempt == ATTEMPTS || isPointless(e)) {
                    throw new InputException("Failed to download after " + attempt + " attempts: "
                            + (e.status() > 0 ? String.valueOf(e.status()) : e.message()), e);
                }
            }
            boolean _ = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isPointless(EgressException e) {
        return e.kind() == EgressException.Kind.REFUSED || e.kind() == EgressException.Kind.TOO_LARGE;
    }

    private int limit(boolean audio) {
        return (int) (audio ? properties.maxAudio() : properties.maxImage()).toBytes();
    }

    /** What is stored here may be a film of any size, when a URL of ours named it. */
    private byte[] read(String key, int most) {
        long size = store.find(key).orElseThrow(() -> gone(null)).size();
        if (size > most) {
            throw new InputException("it must have at most " + (most >> 20) + " MB");
        }
        try (InputStream in = store.open(key, 0, size)) {
            return in.readAllBytes();
        } catch (IOException | UncheckedIOException e) {
            if (ObjectStore.isGone(e)) {
                throw gone(e);
            }
            throw e instanceof UncheckedIOException unchecked ? unchecked : new UncheckedIOException((IOException) e);
        }
    }

    private static InputException gone(@Nullable Exception cause) {
        return new InputException("Failed to download: it is no longer stored", cause);
    }
}
