package dev.likeness.generation.build;

import java.lang.Character.UnicodeScript;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Guesses the language of a text: by its script, else by its small words. */
public final class Languages {

    private static final Map<String, Set<String>> SMALL_WORDS = new LinkedHashMap<>();

    static {
        SMALL_WORDS.put("en", Set.of("the", "a", "an", "and", "of", "who", "with", "is", "you", "are", "in", "for"));
        SMALL_WORDS.put("es", Set.of("el", "la", "una", "un", "que", "con", "los", "y", "es", "para", "muy", "eres"));
        SMALL_WORDS.put("fr", Set.of("le", "la", "une", "un", "qui", "avec", "les", "et", "est", "pour", "tu", "dans"));
        SMALL_WORDS.put("de",
                Set.of("der", "die", "das", "ein", "eine", "und", "mit", "ist", "für", "du", "bist", "im"));
        SMALL_WORDS.put("it", Set.of("il", "la", "una", "un", "che", "con", "gli", "e", "è", "per", "sei", "nel"));
        SMALL_WORDS.put("pt", Set.of("o", "a", "uma", "um", "que", "com", "os", "e", "é", "para", "você", "não"));
        SMALL_WORDS.put("nl",
                Set.of("de", "het", "een", "en", "met", "is", "van", "voor", "je", "bent", "die", "niet"));
    }

    private Languages() {
    }

    /** By two letters; English when nothing speaks for another. */
    static String of(String text) {
        return told(text, 1).orElse("en");
    }

    /**
     * By two letters; empty when too little speaks for any.
     *
     * @param least how many small words are enough
     */
    public static Optional<String> told(String text, int least) {
        String byScript = byScript(text);
        if (!byScript.isEmpty()) {
            return Optional.of(byScript);
        }
        String best = "";
        int most = least - 1;
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
        for (Map.Entry<String, Set<String>> language : SMALL_WORDS.entrySet()) {
            int hits = 0;
            for (String word : words) {
                hits += language.getValue().contains(word) ? 1 : 0;
            }
            if (hits > most) {
                most = hits;
                best = language.getKey();
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static String byScript(String text) {
        boolean kana = text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HIRAGANA
                || UnicodeScript.of(c) == UnicodeScript.KATAKANA);
        if (kana) {
            return "ja";
        }
        long letters = text.codePoints().filter(Character::isLetter).count();
        Map<UnicodeScript, String> scripts = Map.of(UnicodeScript.HAN, "zh", UnicodeScript.HANGUL, "ko",
                UnicodeScript.CYRILLIC, "ru", UnicodeScript.ARABIC, "ar", UnicodeScript.HEBREW, "he",
                UnicodeScript.DEVANAGARI, "hi", UnicodeScript.GREEK, "el", UnicodeScript.THAI, "th");
        for (Map.Entry<UnicodeScript, String> script : scripts.entrySet()) {
            long of = text.codePoints().filter(c -> UnicodeScript.of(c) == script.getKey()).count();
            if (of * 2 > letters) {
                return script.getValue();
            }
        }
        return "";
    }
}
