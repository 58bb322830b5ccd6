package dev.likeness.generation.engine;

import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.HealthPart;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether the native libraries work here. They are loaded once the server is ready, beside its first requests: a machine
 * that cannot run them is told of before anybody orders, and a start does not wait for it.
 */
@Component
public class Engine implements HealthPart {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Portraits portraits;
    private final IdentityVideos videos;
    private boolean loaded;
    private volatile @Nullable String trouble;

    Engine(Portraits portraits, IdentityVideos videos, @Value("${likeness.data-dir}") Path dataDir) {
        this.portraits = portraits;
        this.videos = videos;
        NativesFolder.choose(dataDir.toAbsolutePath().normalize());
    }

    @EventListener
    void whenReady(ApplicationReadyEvent event) {
        Thread.ofPlatform().daemon().name("engine-load").start(() -> {
            try {
                load();
            } catch (EngineAwayException _) {
                // Told; readiness says so, too.
            }
        });
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
            trouble = null;
        } catch (IOException | LinkageError | RuntimeException e) {
            // A class that failed once fails for ever, with words that tell nothing: the first reason is the reason.
            String reason = trouble;
            if (reason == null) {
                reason = reason(e);
                trouble = reason;
                LOG.error("The built-in engine does not work on this machine: its libraries could not be loaded from {}"
                        + " ({}). Start with -D{}=DIR, a folder whose file system lets programs run. Until then this"
                        + " server is not ready and takes no orders for it", NativesFolder.described(), reason,
                        NativesFolder.SETTING);
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
