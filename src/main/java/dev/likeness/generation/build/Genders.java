package dev.likeness.generation.build;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a prompt describes a woman or a man. Who is described is named first, before whoever belongs to them: so the
 * first word decides that tells, and not the number of them. What is somebody else's does not count.
 */
final class Genders {

    private static final Set<String> FEMALE = Set.of("woman", "lady", "girl", "she", "her", "hers", "female", "mother",
            "mom", "mum", "grandmother", "grandma", "granny", "sister", "daughter", "wife", "aunt", "niece", "bride",
            "queen", "princess", "actress", "waitress", "hostess", "businesswoman", "saleswoman", "nun", "girlfriend",
            "mujer", "señora", "frau", "femme");
    private static final Set<String> MALE = Set.of("man", "gentleman", "guy", "boy", "he", "his", "him", "male",
            "father", "dad", "grandfather", "grandpa", "brother", "son", "husband", "uncle", "nephew", "groom", "king",
            "prince", "actor", "waiter", "businessman", "salesman", "monk", "boyfriend", "hombre", "señor", "mann",
            "homme");
    /** Tell it where nothing else does. */
    private static final Set<String> BEARDS = Set.of("beard", "bearded", "moustache", "mustache", "stubble");
    /** Of who is described, wherever they stand. */
    private static final Set<String> PRONOUNS = Set.of("she", "her", "hers", "he", "his", "him");
    /** Who comes behind is somebody else. */
    private static final Set<String> OTHERS = Set.of("for", "to", "about", "whose", "against", "loves", "likes",
            "misses");
    private static final Set<String> BETWEEN = Set.of("a", "an", "the", "old", "young", "late", "every", "any", "my",
            "your", "our");
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)?");

    private Genders() {
    }

    /** @param name what a name tells, where it is of one gender only */
    static Optional<Boolean> isFemale(String prompt, NameOf name) {
        String before = "";
        Optional<Boolean> beard = Optional.empty();
        Matcher words = WORD.matcher(prompt);
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            if (word.matches("(?:s?he)['’].+")) {
                word = word.substring(0, word.indexOf('e') + 1);
            }
            Optional<Boolean> told = told(name, words.start(), word);
            if (told.isPresent() && (PRONOUNS.contains(word) || !OTHERS.contains(before))) {
                return told;
            }
            beard = BEARDS.contains(word) ? Optional.of(false) : beard;
            before = BETWEEN.contains(word) ? before : word;
        }
        return beard;
    }

    /** Of the word that begins there. */
    interface NameOf {
        Optional<Boolean> isFemale(int at);
    }

    private static Optional<Boolean> told(NameOf name, int at, String word) {
        return name.isFemale(at).or(() -> among(word));
    }

    private static Optional<Boolean> among(String word) {
        boolean female = FEMALE.contains(word);
        return female || MALE.contains(word) ? Optional.of(female) : Optional.empty();
    }
}
