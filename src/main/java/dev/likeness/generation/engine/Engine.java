package dev.likeness.generation.engine;

import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.HealthPart;
import dev.likeness.common.file.NetException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether the native libraries work here. They are loaded once the server is ready, beside its first requests: a machine
 * that cannot run them is told of before anybody orders, and a start does not wait for it. Where that fails it is tried
 * again and again: while the engine does not work nobody orders anything that would try.
 */
@Component
public class Engine implements HealthPart, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** A disk that was full has room again; to try costs a file or two. */
    private static final Duration TRY_EVERY = Duration.ofSeconds(30);

    private final Portraits portraits;
    private final IdentityVideos videos;
    private final Duration tryEvery;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean loaded;
    private volatile @Nullable String trouble;

    @Autowired
    Engine(Portraits portraits, IdentityVideos videos, @Value("${likeness.data-dir}") Path dataDir) {
        this(portraits, videos, dataDir, TRY_EVERY);
    }

    Engine(Portraits portraits, IdentityVideos videos, Path dataDir, Duration tryEvery) {
        this.portraits = portraits;
        this.videos = videos;
        this.tryEvery = tryEvery;
        NativesFolder.choose(dataDir.toAbsolutePath().normalize());
    }

    @EventListener(ApplicationReadyEvent.class)
    void whenReady() {
        Thread.ofPlatform().daemon().name("engine-load").start(this::loadAtLast);
    }

    private void loadAtLast() {
        try {
            while (!isLoaded() && !over.await(tryEvery.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("Trying to load the engine again");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isLoaded() {
        try {
            load();
            return true;
        } catch (EngineAwayException _) {
            // Told; readiness says so, too.
            return false;
        }
    }

    @Override
    public void destroy() {
        over.countDown();
    }

    /**
     * Returns when everything native works; the first time that takes a second or two.
     *
     * @throws EngineAwayException which means: later, or on another node
     */
    public synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            portraits.load();
            videos.load();
            loaded = true;
            if (trouble != null) {
                trouble = null;
                LOG.warn("The built-in engine works now");
            }
        } catch (IOException | LinkageError | RuntimeException e) {
            String before = trouble;
            // A class that failed once fails for ever, with words that tell nothing: the first reason is the reason.
            String reason = before != null && e instanceof NoClassDefFoundError ? before : reason(e);
            trouble = reason;
            if (!reason.equals(before) && e instanceof NetException) {
                LOG.error("The built-in engine does not work: a net it travels with is not what it should be ({})."
                        + " Install this program anew. Until then this server is not ready and takes no orders for it",
                        reason);
            } else if (!reason.equals(before)) {
                LOG.error("The built-in engine does not work on this machine: its libraries could not be loaded from {}"
                        + " ({}). Where that does not pass by itself, start with -D{}=DIR, a folder whose file system"
                        + " lets programs run. Until then this server is not ready and takes no orders for it",
                        NativesFolder.described(), reason, NativesFolder.SETTING);
            }
            throw new EngineAwayException(reason, e);
        }
    }

    @Override
    public String component() {
        return "engine";
    }

    /** True as long as nothing is known to be wrong. */
    @Override
    public boolean works() {
        return trouble == null;
    }

    /** The cause of all: the others say that something could not be loaded, it says why. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
    }
}
