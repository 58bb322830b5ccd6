package dev.likeness.tts;

import dev.likeness.voice.Voice;
import dev.likeness.voice.speak.Speaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    SpeechWarmup(Speaker speaker) {
        this.speaker = speaker;
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
            LOG.error("Nobody can speak here yet ({}): speech and talking videos of texts fail until that is mended",
                    String.valueOf(e.getMessage()), e);
        }
    }
}
