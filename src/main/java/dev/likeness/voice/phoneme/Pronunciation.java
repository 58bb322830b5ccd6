package dev.likeness.voice.phoneme;

import dev.likeness.voice.text.Sentence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sentences to sounds, in the alphabet of the nets: one letter a sound, stress before the vowel, words parted by blanks,
 * and the marks that turn a voice. Threads may share one.
 */
public final class Pronunciation {

    private static final String VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐ";
    private static final String CONSONANTS = "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ";

    private final WordSounds words = new WordSounds();

    /** What follows a word: the beginning of another, or a mark. */
    private enum Follows {
        VOWEL, CONSONANT, NOTHING
    }

    /** The sounds of a sentence; silence that was asked for within it is no sound. */
    public String of(Sentence sentence) {
        List<Sentence.Token> tokens = sentence.tokens();
        Context context = new Context(tokens);
        String[] sounds = new String[tokens.size()];
        Follows follows = Follows.NOTHING;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            sounds[i] = switch (tokens.get(i)) {
                case Sentence.Word word -> word(word.letters(), i, context, follows);
                case Sentence.Sounded given -> IpaLetters.letters(given.ipa());
                case Sentence.Mark mark -> String.valueOf(mark.sign());
                case Sentence.Rest _ -> "";
            };
            follows = tokens.get(i) instanceof Sentence.Mark ? Follows.NOTHING : beginning(sounds[i], follows);
        }
        return joined(tokens, sounds);
    }

    private String word(String written, int place, Context context, Follows follows) {
        String lower = written.toLowerCase(Locale.ROOT);
        String sounds = weak(written, lower, follows);
        sounds = sounds != null ? sounds : Readings.sounds(context, place);
        sounds = sounds != null ? sounds : words.sounds(written, context.parts(place), context.shouted());
        // The nets were taught the flap as T and no glottal stop.
        return sounds.replace('ɾ', 'T').replace('ʔ', 't');
    }

    private static @Nullable String weak(String written, String lower, Follows follows) {
        return switch (lower) {
            case "a" -> "ɐ";
            case "an" -> "ɐn";
            case "i" -> "ˌI";
            case "the" -> follows == Follows.VOWEL ? "ði" : "ðə";
            case "to" -> follows == Follows.NOTHING ? "tu" : follows == Follows.VOWEL ? "tʊ" : "tə";
            case "in" -> follows == Follows.NOTHING ? "ˈɪn" : "ɪn";
            case "am" -> follows == Follows.NOTHING || written.equals("AM") ? null : "ɐm";
            default -> null;
        };
    }

    private static Follows beginning(String sounds, Follows otherwise) {
        for (int i = 0; i < sounds.length(); i++) {
            if (VOWELS.indexOf(sounds.charAt(i)) >= 0) {
                return Follows.VOWEL;
            }
            if (CONSONANTS.indexOf(sounds.charAt(i)) >= 0) {
                return Follows.CONSONANT;
            }
        }
        return otherwise;
    }

    private static String joined(List<Sentence.Token> tokens, String[] sounds) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sounds.length; i++) {
            boolean mark = tokens.get(i) instanceof Sentence.Mark;
            if (!sounds[i].isEmpty()) {
                if (!out.isEmpty() && (!mark || sounds[i].equals("—"))) {
                    out.append(' ');
                }
                out.append(sounds[i]);
            }
        }
        return out.toString();
    }
}
