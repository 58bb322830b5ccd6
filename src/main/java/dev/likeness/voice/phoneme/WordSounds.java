package dev.likeness.voice.phoneme;

import dev.likeness.common.Once;
import dev.likeness.common.file.ShippedFile;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One word to its sounds: as the lexica have it, by its ending, letter by letter, or as the net guesses. */
final class WordSounds {

    private static final ShippedFile GOLD = new ShippedFile("hibari/lexicon_us_gold.json.gz",
            "63ae94f8ef0e906d5b24fe9b59ffcbd1529aca5686a774610e43973cbaa86ad2");
    private static final ShippedFile SILVER = new ShippedFile("hibari/lexicon_us_silver.json.gz",
            "c4c2546ebf1eb07010331e7ef785a431aa17ba8e7bfb6b4af8d654ee96a71fd3");
    private static final int LONGEST_ACRONYM = 5;
    private static final String PLAIN_VOWELS = "aeiouyAEIOUY";

    private final Once<Lexicon> gold = new Once<>(() -> Lexicon.read(GOLD));
    private final Once<Lexicon> silver = new Once<>(() -> Lexicon.read(SILVER));
    private final UnknownWords unknown = new UnknownWords();

    /**
     * @param parts the parts of speech its neighbours ask for, as the lexicon names them, the likeliest first
     * @param shouted whether all words around are in capitals, so that these say nothing
     */
    String sounds(String written, List<String> parts, boolean shouted) {
        String word = written.replace('’', '\'');
        boolean capitals = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT)) && !shouted;
        if (shouted) {
            word = word.toLowerCase(Locale.ROOT);
        }
        if (word.length() == 1) {
            return letter(word.charAt(0));
        }
        if (capitals) {
            String acronym = acronym(word);
            if (acronym != null) {
                return acronym;
            }
        }
        String known = known(word, parts);
        if (known == null) {
            String plain = Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
            known = plain.equals(word) ? null : known(plain, parts);
        }
        return known != null ? known : taken(word, parts);
    }

    private @Nullable String known(String word, List<String> parts) {
        String found = lookup(word, parts);
        return found != null ? found : Endings.sounds(word, stem -> lookup(stem, parts));
    }

    /** As written, in small letters, with a capital: in the better lexicon first. */
    private @Nullable String lookup(String word, List<String> parts) {
        if (word.isEmpty()) {
            return null;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        String capital = Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
        for (String form : new String[]{word, lower, capital}) {
            for (Lexicon lexicon : new Lexicon[]{gold.get(), silver.get()}) {
                String sounds = lexicon.sounds(form);
                for (int i = parts.size() - 1; i >= 0 && sounds != null; i--) {
                    String reading = lexicon.sounds(form, parts.get(i));
                    sounds = reading == null || reading.isEmpty() ? sounds : reading;
                }
                if (sounds != null && !sounds.isEmpty()) {
                    return sounds;
                }
            }
        }
        return null;
    }

    /** Capitals are a word only where the lexicon has them so, and not where it asks for letters; null for a long one. */
    private @Nullable String acronym(String word) {
        String stem = word.endsWith("'S") ? word.substring(0, word.length() - 2) : word;
        boolean letters = "".equals(gold.get().sounds(stem, "NOUN")) && !stem.equals("ETC") && !stem.equals("ISO");
        String sounds = letters ? null : gold.get().sounds(stem);
        if (sounds == null && (letters || stem.length() <= LONGEST_ACRONYM || stem.chars().noneMatch(
                c -> PLAIN_VOWELS.indexOf(c) >= 0))) {
            sounds = spelled(stem);
        }
        return sounds == null || stem.length() == word.length() ? sounds : Endings.plural(sounds);
    }

    /** A word of two, as in a name with a capital within, else what the net makes of it. */
    private String taken(String word, List<String> parts) {
        for (int i = 1; i < word.length() - 1; i++) {
            boolean hump = Character.isLowerCase(word.charAt(i - 1)) && Character.isUpperCase(word.charAt(i));
            if (hump) {
                return sounds(word.substring(0, i), List.of(), false) + " "
                        + sounds(word.substring(i), List.of(), false);
            }
        }
        int plural = word.length() - 1;
        if (plural > 1 && word.charAt(plural) == 's'
                && word.substring(0, plural).chars().allMatch(Character::isUpperCase)) {
            return Endings.plural(sounds(word.substring(0, plural), parts, false));
        }
        if (word.endsWith("'s") && word.length() > 2) {
            return Endings.plural(sounds(word.substring(0, word.length() - 2), parts, false));
        }
        if (word.endsWith("'")) {
            return sounds(word.substring(0, word.length() - 1), parts, false);
        }
        if (word.chars().noneMatch(c -> PLAIN_VOWELS.indexOf(c) >= 0) && word.chars().allMatch(c -> c < 128)) {
            return spelled(word);
        }
        String guessed = unknown.sounds(word.toLowerCase(Locale.ROOT));
        return guessed.isEmpty() ? spelled(word) : guessed;
    }

    /** Letters by their names, the last one stressed most, as in an acronym. */
    private String spelled(String word) {
        StringBuilder out = new StringBuilder();
        String letters = Normalizer.normalize(word, Normalizer.Form.NFKD).replaceAll("[^\\p{L}]+", "");
        for (int i = 0; i < letters.length(); i++) {
            String name = letter(letters.charAt(i));
            out.append(i < letters.length() - 1 ? name.replace('ˈ', 'ˌ') : name);
        }
        return out.toString();
    }

    private String letter(char c) {
        String name = gold.get().sounds(String.valueOf(Character.toUpperCase(c)));
        if (name != null) {
            return name;
        }
        String plain = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
        return plain.length() > 1 ? letter(plain.charAt(0)) : unknown.sounds(String.valueOf(c));
    }
}
