package dev.likeness.voice.phoneme;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Words the lexica have without their ending: {@code -s}, {@code 's}, {@code -ed}, {@code -ing}. */
final class Endings {

    private static final String BEFORE_FLAP = "AIOWYiuæɑəɛɪɹʊʌ";

    private Endings() {
    }

    /** @param stems the sounds of a stem, or null */
    static @Nullable String sounds(String word, Function<String, @Nullable String> stems) {
        String lower = word.toLowerCase(Locale.ROOT);
        int length = word.length();
        if (lower.endsWith("s'")) {
            return first(stems, word.substring(0, length - 1), sounds(word.substring(0, length - 1), stems));
        }
        if (length > 2 && lower.endsWith("s") && !lower.endsWith("ss")) {
            String stem = stems.apply(word.substring(0, length - (lower.endsWith("'s") ? 2 : 1)));
            if (stem == null && lower.endsWith("ies")) {
                stem = stems.apply(word.substring(0, length - 3) + "y");
            }
            if (stem == null && lower.endsWith("es")) {
                stem = stems.apply(word.substring(0, length - 2));
            }
            return stem == null ? null : plural(stem);
        }
        if (length > 3 && lower.endsWith("ed")) {
            String stem = stems.apply(word.substring(0, length - 1));
            stem = stem != null ? stem : stems.apply(word.substring(0, length - 2));
            if (stem == null && length > 5 && lower.charAt(length - 3) == lower.charAt(length - 4)) {
                stem = stems.apply(word.substring(0, length - 3));
            }
            if (stem == null && lower.endsWith("ied")) {
                stem = stems.apply(word.substring(0, length - 3) + "y");
            }
            return stem == null ? null : past(stem);
        }
        if (length > 4 && lower.endsWith("ing")) {
            String stem = length > 5 ? stems.apply(word.substring(0, length - 3)) : null;
            stem = stem != null ? stem : stems.apply(word.substring(0, length - 3) + "e");
            if (stem == null && length > 6 && lower.charAt(length - 4) == lower.charAt(length - 5)) {
                stem = stems.apply(word.substring(0, length - 4));
            }
            return stem == null ? null : flapped(stem, "ɪŋ");
        }
        return null;
    }

    static String plural(String stem) {
        if (stem.isEmpty()) {
            return "z";
        }
        char last = stem.charAt(stem.length() - 1);
        return stem + ("ptkfθ".indexOf(last) >= 0 ? "s" : "szʃʒʧʤ".indexOf(last) >= 0 ? "ᵻz" : "z");
    }

    private static String past(String stem) {
        char last = stem.isEmpty() ? ' ' : stem.charAt(stem.length() - 1);
        if ("pkfθʃsʧ".indexOf(last) >= 0) {
            return stem + "t";
        }
        return last == 'd' ? stem + "ᵻd" : last == 't' ? flapped(stem, "ᵻd") : stem + "d";
    }

    /** A t between vowels is hardly one in this English. */
    private static String flapped(String stem, String ending) {
        int last = stem.length() - 1;
        boolean flap = last > 0 && stem.charAt(last) == 't' && BEFORE_FLAP.indexOf(stem.charAt(last - 1)) >= 0;
        return (flap ? stem.substring(0, last) + 'ɾ' : stem) + ending;
    }

    private static @Nullable String first(Function<String, @Nullable String> stems, String word,
            @Nullable String otherwise) {
        String sounds = stems.apply(word);
        return sounds != null ? sounds : otherwise;
    }
}
