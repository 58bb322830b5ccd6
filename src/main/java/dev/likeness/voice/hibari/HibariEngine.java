package dev.likeness.voice.hibari;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.net.PhonemeSpeech;
import dev.likeness.voice.text.Sentence;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * English with ten voices, of a net that travels with the program. The net runs in this process: what reaches it are
 * numbers out of a table of its own, at most 510 of them, and a speed within fixed bounds, whatever was written.
 */
public final class HibariEngine implements SpeechEngine {

    private final PhonemeSpeech speech;

    /**
     * @param pronunciation the sounds of a sentence in the nets' alphabet
     * @param names of the letters of that alphabet, as {@link dev.likeness.voice.Phone} tells them
     */
    public HibariEngine(Function<Sentence, String> pronunciation, IntFunction<String> names) {
        this.speech = new PhonemeSpeech(pronunciation, names, new HibariVoice());
    }

    @Override
    public String name() {
        return "hibari";
    }

    @Override
    public boolean speaks(Manner manner) {
        return PhonemeSpeech.english(manner.language());
    }

    @Override
    public Utterance say(Sentence sentence, Manner manner) throws InterruptedException {
        return speech.say(sentence, manner);
    }
}
