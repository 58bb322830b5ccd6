package dev.likeness.voice.kokoro;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.net.PhonemeSpeech;
import dev.likeness.voice.text.Sentence;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * English with ten people's voices. The net runs in this process: what reaches it are numbers out of a table, at most 170
 * of them, a style out of a file that was checked, and a speed within fixed bounds, whatever was written.
 */
public final class KokoroEngine implements SpeechEngine {

    private final PhonemeSpeech speech;

    /**
     * Checks the files of the pack; the net itself is read when it first speaks.
     *
     * @param folder of the pack
     * @param pronunciation the sounds of a sentence in the nets' alphabet
     * @param names of the letters of that alphabet, as {@link dev.likeness.voice.Phone} tells them
     * @throws dev.likeness.common.file.NetException when a file is missing, cannot be read or is another one
     */
    public KokoroEngine(Path folder, Function<Sentence, String> pronunciation, IntFunction<String> names) {
        this.speech = new PhonemeSpeech(pronunciation, names, new KokoroVoice(KokoroPack.open(folder)));
    }

    @Override
    public String name() {
        return "kokoro";
    }

    @Override
    public boolean speaks(Manner manner) {
        return PhonemeSpeech.english(manner.language());
    }

    @Override
    public Utterance say(Sentence sentence, Manner manner) throws InterruptedException {
        try {
            return speech.say(sentence, manner);
        } catch (IllegalStateException e) {
            // The folder is not the program's: it may have gone since the start.
            throw new SpeechAwayException("the net of the Kokoro pack cannot be asked", e);
        }
    }
}
