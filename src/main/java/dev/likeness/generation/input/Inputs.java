package dev.likeness.generation.input;

import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.web.body.SentFile;
import dev.likeness.web.egress.EgressClient;
import dev.likeness.web.egress.EgressException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    /** An address of this installation's own is read from storage and not fetched (CONTRACT 3.1). */
    private final SignedUrls urls;
    private final InputProperties properties;

    Inputs(ObjectStore store, EgressClient egress, SignedUrls urls, InputProperties properties) {
        this.store = store;
        this.egress = egress;
        this.urls = urls;
        this.properties = properties;
    }

    /** Where the build will find it; a file that came with the request is kept until the build has ended. */
    public @Nullable InputSource keep(UUID account, @Nullable SentFile sent) {
        if (sent == null) {
            return null;
        }
        if (sent.isUrl()) {
            return new InputSource(sent.url(), urls.keyOf(sent.url()).orElse(null));
        }
        String key = InputSweep.ROOT + "/" + account + "/" + UUID.randomUUID();
        store.put(key, sent.file(), "application/octet-stream");
        return new InputSource(null, key);
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

    /** One try at a picture, for a quick look. */
    void peek(String url, Path target) {
        Optional<String> key = urls.keyOf(url);
        if (key.isPresent()) {
            read(key.get(), limit(false), target);
        } else {
            egress.get(url, limit(false), target);
        }
    }

    /**
     * Fetches it into a file, for the build.
     *
     * @throws InputException in words fit for the person who sent it
     * @throws UncheckedIOException when the store cannot be read for the moment
     */
    public void fetch(InputSource source, boolean audio, Path target) throws InterruptedException {
        String key = source.key();
        if (key != null) {
            read(key, limit(audio), target);
            return;
        }
        String url = String.valueOf(source.url());
        for (int attempt = 1;; attempt++) {
            try {
                egress.get(url, limit(audio), target);
                return;
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
        return switch (e.kind()) {
            case REFUSED, TOO_LARGE, UNREADABLE -> true;
            case HTTP_STATUS, UNREACHABLE -> false;
        };
    }

    private long limit(boolean audio) {
        return (audio ? properties.maxAudio() : properties.maxImage()).toBytes();
    }

    /** What is stored here may be a film of any size, when a URL of ours named it. */
    private void read(String key, long most, Path target) {
        long size = store.find(key).orElseThrow(() -> gone(null)).size();
        if (size > most) {
            throw new InputException("the file must have at most " + (most >> 20) + " MB");
        }
        try (InputStream in = store.open(key, 0, size)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
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
