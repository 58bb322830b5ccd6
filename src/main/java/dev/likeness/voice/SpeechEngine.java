package dev.likeness.voice;

import dev.likeness.voice.text.Sentence;

/** Says sentences. Threads may share one; the same sentence in the same manner gives the same samples. */
public interface SpeechEngine {

    /** Its name, as {@code GET /v1/voices} tells it: {@code hibari}, {@code kokoro}, {@code espeak-ng}, {@code openai}. */
    String name();

    /** Whether it can say something so on this machine now; quick. */
    boolean speaks(Manner manner);

    /** Whether it reads written text by itself; else it says the tokens of sentences that were read as English. */
    default boolean reads() {
        return false;
    }

    /**
     * Says one sentence, without the pause behind it, at about -18 LUFS.
     *
     * @throws SpeechException in words fit for the person who asked, where it cannot be said
     * @throws SpeechAwayException when the engine fails or does not answer, whatever is said
     * @throws InterruptedException when nobody wants it any more
     */
    Utterance say(Sentence sentence, Manner manner) throws InterruptedException;
}
