package dev.likeness.tts;

import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.speak.Speaker;
import dev.likeness.voice.text.Sentence;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Says a tone at the voice's pitch, a tenth of a second a word; some words make it do other things. */
public final class SineEngine implements SpeechEngine {

    /** Sentences it has begun. */
    public final AtomicInteger begun = new AtomicInteger();
    /** Sentences that nobody wanted any more. */
    public final AtomicInteger givenUp = new AtomicInteger();
    /** What "wait" waits for. */
    public volatile CountDownLatch gate = new CountDownLatch(1);

    /** In place of the engines of this machine. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Alone {

        @Bean
        SineEngine sineEngine() {
            return new SineEngine();
        }

        @Bean
        @Primary
        Speaker sineSpeaker(SineEngine engine) {
            return new Speaker(List.of(engine));
        }
    }

    @Override
    public String name() {
        return "sine";
    }

    @Override
    public boolean speaks(Manner manner) {
        return manner.language().matches("(en|de)(-.*)?");
    }

    @Override
    public Utterance say(Sentence sentence, Manner manner) throws InterruptedException {
        begun.incrementAndGet();
        if (sentence.text().contains("wait")) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                givenUp.incrementAndGet();
                throw e;
            }
        }
        if (sentence.text().contains("unsayable")) {
            throw new SpeechException("that cannot be said");
        }
        if (sentence.text().contains("broken")) {
            throw new SpeechAwayException("the engine is away");
        }
        int words = sentence.text().split("\\s+").length;
        float[] sound = new float[(int) (words * Utterance.RATE / 10 / manner.tuning().rateRatio())];
        double hertz = manner.voice().pitch() * manner.tuning().pitchRatio();
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (.5 * Math.sin(2 * Math.PI * hertz * i / Utterance.RATE));
        }
        return new Utterance(sound, List.of(new Phone("a", 0, 0, (double) sound.length / Utterance.RATE)),
                sentence.text());
    }
}
