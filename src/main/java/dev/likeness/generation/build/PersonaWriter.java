package dev.likeness.generation.build;

import dev.likeness.agent.Persona;
import dev.likeness.voice.VoiceProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes somebody of a prompt: deterministic, by the words in it, without any model. */
final class PersonaWriter {

    private static final List<String> WOMEN = List.of("Clara", "Nora", "Maya", "Elena", "Sofia", "Amara", "Hana",
            "Ines", "Leila", "Ruth", "Vera", "Zoe", "Priya", "Freya", "Mei", "Olivia");
    private static final List<String> MEN = List.of("Leo", "Noah", "Milo", "Adrian", "Samuel", "Kofi", "Kenji",
            "Diego", "Omar", "Victor", "Felix", "Arjun", "Lars", "Theo", "Wei", "Oliver");
    /** "named Ada", "called Ada Lovelace", "my name is Ada", "You are Ada,". */
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\b(?i:named|called|name is|name's)|^\\s*(?i:you are|you're|i am|i'm|meet|this is))"
                    + "\\s+(\\p{Lu}[\\p{L}'-]+(?:\\s+\\p{Lu}[\\p{L}'-]+){0,2})");
    private static final Pattern LEADING_NAME = Pattern.compile("^\\s*(\\p{Lu}[\\p{Ll}'-]+),\\s");
    private static final int LONGEST_DESCRIPTION = 200;

    private PersonaWriter() {
    }

    /**
     * The persona of a prompt; without one, a friendly host. What it is called, whose voice it has and who is drawn for it
     * all follow its gender, so that is decided here and nowhere else.
     */
    static Persona write(@Nullable String prompt, long seed) {
        return write(prompt, seed, null);
    }

    /** @param heard the voice it has in any case: who it is follows from that, where the prompt leaves it open */
    static Persona write(@Nullable String prompt, long seed, @Nullable VoiceProfile heard) {
        String text = prompt == null ? "" : prompt.strip();
        long own = prompt == null ? seed : ContentSeed.of(text.getBytes(StandardCharsets.UTF_8));
        boolean female = gender(text).orElseGet(() -> heard == null || !heard.source().equals(VoiceProfile.SAMPLE)
                ? (own & 1) == 0
                : heard.voice().gender() > 0);
        String gender = female ? "female" : "male";
        String made = pick(female ? WOMEN : MEN, own);
        if (prompt == null) {
            return new Persona(made, "A friendly host who welcomes visitors and answers their questions.", "en", gender,
                    systemPrompt(made, "You are a friendly host who welcomes visitors and answers their questions."));
        }
        String name = nameIn(text).map(found -> found.group(1)).orElse(made);
        return new Persona(name, description(text), Languages.of(text), gender, systemPrompt(name, text));
    }

    /** Whether nothing in the prompt says if it is a woman or a man. */
    static boolean leavesOpen(@Nullable String prompt) {
        return gender(prompt == null ? "" : prompt.strip()).isEmpty();
    }

    /** The name is its first group. */
    private static Optional<MatchResult> nameIn(String text) {
        Matcher named = NAMED.matcher(text);
        Matcher leading = LEADING_NAME.matcher(text);
        return named.find() ? Optional.of(named) : leading.find() ? Optional.of(leading) : Optional.empty();
    }

    private static Optional<Boolean> gender(String text) {
        Optional<MatchResult> name = nameIn(text);
        return Genders.isFemale(text, at -> name.filter(found -> found.start(1) == at)
                .map(found -> found.group(1).split("\\s")[0])
                .flatMap(first -> WOMEN.contains(first)
                        ? Optional.of(true)
                        : MEN.contains(first) ? Optional.of(false) : Optional.empty()));
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
