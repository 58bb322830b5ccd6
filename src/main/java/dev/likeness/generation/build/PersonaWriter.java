package dev.likeness.generation.build;

import dev.likeness.agent.Persona;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes somebody of a prompt: deterministic, by the words in it, without any model. */
final class PersonaWriter {

    private static final List<String> WOMEN = List.of("Clara", "Nora", "Maya", "Elena", "Sofia", "Amara", "Hana",
            "Ines", "Leila", "Ruth", "Vera", "Zoe", "Priya", "Freya", "Mei", "Olivia");
    private static final List<String> MEN = List.of("Leo", "Noah", "Milo", "Adrian", "Samuel", "Kofi", "Kenji",
            "Diego", "Omar", "Victor", "Felix", "Arjun", "Lars", "Theo", "Wei", "Oliver");
    private static final Set<String> FEMALE = Set.of("woman", "women", "lady", "girl", "she", "her", "hers", "female",
            "mother", "grandmother", "sister", "daughter", "wife", "aunt", "queen", "actress", "waitress", "mujer",
            "frau", "femme");
    private static final Set<String> MALE = Set.of("man", "men", "gentleman", "boy", "he", "his", "him", "male",
            "father", "grandfather", "brother", "son", "husband", "uncle", "king", "actor", "waiter", "beard",
            "bearded", "moustache", "mustache", "hombre", "mann", "homme");
    /** "named Ada", "called Ada Lovelace", "my name is Ada", "You are Ada,". */
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\b(?i:named|called|name is|name's)|^\\s*(?i:you are|you're|i am|i'm|meet|this is))"
                    + "\\s+(\\p{Lu}[\\p{L}'-]+(?:\\s+\\p{Lu}[\\p{L}'-]+){0,2})");
    private static final Pattern LEADING_NAME = Pattern.compile("^\\s*(\\p{Lu}[\\p{Ll}'-]+),\\s");
    private static final int LONGEST_DESCRIPTION = 200;

    private PersonaWriter() {
    }

    /** The persona of a prompt; without one, a friendly host. */
    static Persona write(@Nullable String prompt, long seed) {
        if (prompt == null) {
            boolean female = (seed & 1) == 0;
            String name = pick(female ? WOMEN : MEN, seed);
            return new Persona(name, "A friendly host who welcomes visitors and answers their questions.", "en",
                    female ? "female" : "male", systemPrompt(name,
                            "You are a friendly host who welcomes visitors and answers their questions."));
        }
        String text = prompt.strip();
        long own = ContentSeed.of(text.getBytes(StandardCharsets.UTF_8));
        boolean female = isFemale(text, own);
        String name = nameIn(text).orElseGet(() -> pick(female ? WOMEN : MEN, own));
        return new Persona(name, description(text), Languages.of(text), female ? "female" : "male",
                systemPrompt(name, text));
    }

    private static Optional<String> nameIn(String text) {
        Matcher named = NAMED.matcher(text);
        if (named.find()) {
            return Optional.of(named.group(1));
        }
        Matcher leading = LEADING_NAME.matcher(text);
        return leading.find() ? Optional.of(leading.group(1)) : Optional.empty();
    }

    private static boolean isFemale(String text, long seed) {
        int balance = 0;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
            balance += FEMALE.contains(word) ? 1 : MALE.contains(word) ? -1 : 0;
        }
        String name = nameIn(text).map(full -> full.split("\\s")[0]).orElse("");
        balance += WOMEN.contains(name) ? 1 : MEN.contains(name) ? -1 : 0;
        return balance > 0 || balance == 0 && (seed & 1) == 0;
    }

    /** The first sentence, beginning with a capital and ending with a full stop. */
    private static String description(String text) {
        String sentence = text.replaceAll("\\s+", " ").split("(?<=[.!?。！？])\\s", 2)[0].strip();
        if (sentence.codePointCount(0, sentence.length()) > LONGEST_DESCRIPTION) {
            String cut = sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST_DESCRIPTION));
            int space = cut.lastIndexOf(' ');
            sentence = (space > LONGEST_DESCRIPTION / 2 ? cut.substring(0, space) : cut) + "…";
        }
        int first = sentence.offsetByCodePoints(0, 1);
        String cased = sentence.substring(0, first).toUpperCase(Locale.ROOT) + sentence.substring(first);
        return cased.matches("(?s).*[.!?…。！？]") ? cased : cased + ".";
    }

    private static String systemPrompt(String name, String text) {
        String role = text.matches("(?is)^\\s*you(?:'re| are)\\b.*") ? text : "You are " + name + ". " + role(text);
        return role + (role.matches("(?s).*[.!?…。！？]\\s*") ? "" : ".")
                + "\n\nYou speak with people face to face, as a talking avatar named " + name
                + ". Answer in the language you are spoken to, in short, natural sentences that sound right when "
                + "read aloud. Do not use lists, markup or emoji. Say so when you do not know something.";
    }

    private static String role(String text) {
        return "This is who you are: " + text;
    }

    private static String pick(List<String> names, long seed) {
        return names.get((int) Long.remainderUnsigned(seed >>> 1, names.size()));
    }
}
