package dev.likeness.voice;

import java.util.Objects;

/**
 * One sound of speech and when it is heard.
 *
 * @param ipa the sound in the International Phonetic Alphabet, a diphthong or an affricate as one ({@code aɪ}, {@code tʃ}),
 *        without marks of stress; empty for a pause
 * @param stress 2 in the syllable of a word that is stressed most, 1 in one stressed less, else 0; always 0 where the
 *        sounds were heard instead of spoken
 * @param start seconds from the beginning of the sound it belongs to
 * @param end seconds; not before {@code start}
 */
public record Phone(String ipa, int stress, double start, double end) {

    public Phone {
        Objects.requireNonNull(ipa, "ipa");
        if (!(end >= start)) {
            throw new IllegalArgumentException("a sound ends before it begins: " + start + " to " + end);
        }
    }

    public boolean pause() {
        return ipa.isEmpty();
    }

    /** The same sound that much later. */
    public Phone later(double seconds) {
        return new Phone(ipa, stress, start + seconds, end + seconds);
    }
}
