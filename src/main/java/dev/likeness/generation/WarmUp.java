package dev.likeness.generation;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.Model;
import dev.likeness.generation.build.ModelBuild;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes a small avatar of nobody once the server is ready, beside its first requests: code that has never run takes a second
 * longer, and a visitor would wait for it.
 */
@Component
class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Model MODEL = Model.EXPRESSION_1;
    private static final PortraitSpec SIZE = new PortraitSpec(256, 256, false, false);
    private static final Progress UNWATCHED = _ -> {
    };
    /** Of this process: several contexts of one test run share its code. */
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final AgentStudio studio;
    private final Portraits portraits;
    private final ModelBuild models;

    WarmUp(AgentStudio studio, Portraits portraits, ModelBuild models) {
        this.studio = studio;
        this.portraits = portraits;
        this.models = models;
    }

    @EventListener(ApplicationReadyEvent.class)
    void whenReady() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("warm-up").priority(Thread.MIN_PRIORITY).start(this::run);
        }
    }

    private void run() {
        try {
            studio.load();
            Path work = studio.folder();
            try {
                render(work);
            } finally {
                AgentStudio.delete(work);
            }
        } catch (IOException | RuntimeException e) {
            // Where the engine does not work, it has told so itself.
            LOG.debug("The first avatar will take longer", e);
        }
    }

    private void render(Path work) throws IOException {
        byte[] picture = portraits.jpeg(portraits.drawn("", true, 0, SIZE));
        Portrait portrait = studio.portrait(picture, SIZE);
        Path film = work.resolve("loop.mp4");
        IdentityVideo loop = models.video(MODEL, portrait, 0, film, UNWATCHED);
        models.file(new ModelBuild.Ingredients(MODEL, portrait, film, loop, 0, VoiceProfile.unheard(Voice.F1), "1:1",
                "portrait"), work.resolve("session.imx"), UNWATCHED);
    }
}
