package dev.likeness.tts;

import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.Voice;
import dev.likeness.voice.hibari.HibariEngine;
import dev.likeness.voice.kokoro.KokoroEngine;
import dev.likeness.voice.speak.Speaker;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says a sentence to nobody once the server is ready, beside its first requests: nets and words are read then, and whoever
 * speaks first does not wait for them. A start does not, either.
 */
@Component
class SpeechWarmup {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechWarmup.class);

    private final Speaker speaker;

    /** Whoever speaks English in this process; others may cost money. */
    SpeechWarmup(HibariEngine hibari, ObjectProvider<KokoroEngine> kokoro) {
        SpeechEngine people = kokoro.getIfAvailable();
        this.speaker = new Speaker(List.of(people == null ? hibari : people));
    }

    @EventListener(ApplicationReadyEvent.class)
    void whenReady() {
        Thread.ofPlatform().daemon().name("speech-load").start(this::speak);
    }

    private void speak() {
        try {
            speaker.speak("It is 9:30, and all is well in Zyxtown.", TunedVoice.of(Voice.M1).manner("en", 1)).rest();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "Nobody can speak here ({}): speech and talking videos of texts fail until that is mended. Where the"
                            + " folder for temporary files cannot be written start with -Djava.io.tmpdir=DIR, and where its file"
                            + " system lets no programs run with -Dorg.bytedeco.javacpp.cachedir=DIR",
                    reason(e));
        }
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
