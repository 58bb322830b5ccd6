package dev.likeness.voice.text;

import java.util.List;
import java.util.Objects;

/**
 * A sentence, or a part of one between two pauses, ready to be said.
 *
 * @param text as it was written
 * @param tokens what is said, in order
 * @param pauseAfter seconds of silence behind it
 */
public record Sentence(String text, List<Token> tokens, double pauseAfter) {

    public Sentence {
        Objects.requireNonNull(text, "text");
        tokens = List.copyOf(tokens);
    }

    /** A piece of a sentence. */
    public sealed interface Token {
    }

    /** A word in letters only: numbers and signs have been written out. */
    public record Word(String letters) implements Token {
    }

    /** A word whose sounds were given, in the International Phonetic Alphabet with marks of stress. */
    public record Sounded(String letters, String ipa) implements Token {
    }

    /** A mark that is heard as a turn of the voice: one of {@code , ; : . ! ? — …}. */
    public record Mark(char sign) implements Token {
    }

    /** Silence that was asked for within the sentence, seconds. */
    public record Rest(double seconds) implements Token {
    }
}
