package dev.likeness.voice.speak;

import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.text.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text while it is said; for one thread at a time. */
public final class Speech {

    /** So that no sentence begins or ends in a click. */
    private static final int FADE = Utterance.RATE / 500;

    private final SpeechEngine engine;
    private final Manner manner;
    private final Iterator<Sentence> sentences;
    private boolean spoken;
    /** Why a sentence was passed over. */
    private @Nullable SpeechException unsaid;

    Speech(SpeechEngine engine, Manner manner, Iterator<Sentence> sentences) {
        this.engine = engine;
        this.manner = manner;
        this.sentences = sentences;
    }

    /**
     * Says the next sentence, with the pause behind it; never an empty sound. One without sounds is passed over where
     * another one has some.
     *
     * @return null when everything has been said
     * @throws dev.likeness.voice.SpeechException where it cannot be said
     * @throws dev.likeness.voice.SpeechAwayException when the engine failed
     * @throws InterruptedException when nobody wants it any more
     */
    public @Nullable Utterance next() throws InterruptedException {
        while (sentences.hasNext()) {
            Sentence sentence = sentences.next();
            Utterance said;
            try {
                said = engine.say(sentence, manner);
            } catch (SpeechException e) {
                if (!e.isEmpty()) {
                    throw e;
                }
                unsaid = e;
                continue;
            }
            // A pause is as hurried as the voice.
            double pause = sentences.hasNext() ? sentence.pauseAfter() / manner.tuning().rateRatio() : 0;
            float[] sound = Arrays.copyOf(said.sound(), said.sound().length + (int) (pause * Utterance.RATE));
            fade(sound, said.sound().length);
            if (sound.length > 0) {
                spoken = true;
                return new Utterance(sound, said.phones(), said.text());
            }
        }
        if (!spoken && unsaid != null) {
            throw unsaid;
        }
        return null;
    }

    /** Whether something is left of the text; that it has sounds is not known before it is said. */
    public boolean hasMore() {
        return sentences.hasNext();
    }

    /** All that is left, as one: for texts whose length is bounded. */
    public Utterance rest() throws InterruptedException {
        List<Utterance> parts = new ArrayList<>();
        for (Utterance part = next(); part != null; part = next()) {
            parts.add(part);
        }
        return joined(parts);
    }

    private static Utterance joined(List<Utterance> parts) {
        float[] sound = new float[parts.stream().mapToInt(part -> part.sound().length).sum()];
        List<Phone> phones = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Utterance part : parts) {
            double start = (double) at / Utterance.RATE;
            part.phones().forEach(phone -> phones.add(phone.later(start)));
            System.arraycopy(part.sound(), 0, sound, at, part.sound().length);
            at += part.sound().length;
            text.append(text.isEmpty() ? "" : " ").append(part.text());
        }
        return new Utterance(sound, phones, text.toString());
    }

    private static void fade(float[] sound, int length) {
        int fade = Math.min(FADE, length / 2);
        for (int i = 0; i < fade; i++) {
            float gain = (float) i / fade;
            sound[i] *= gain;
            sound[length - 1 - i] *= gain;
        }
    }
}
