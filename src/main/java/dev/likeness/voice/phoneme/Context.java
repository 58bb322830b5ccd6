package dev.likeness.voice.phoneme;

import dev.likeness.voice.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words around a word, and what part of speech they ask for: a small set of signs, no grammar. It serves the some
 * hundred words of English that sound otherwise as a verb than as a noun.
 */
final class Context {

    static final Set<String> DETERMINERS = Set.of("the", "a", "an", "this", "that", "these", "those", "my", "your",
            "his",
            "her", "its", "our", "their", "no", "any", "some", "each", "every", "another", "which", "what", "whose",
            "much",
            "many", "more", "enough");
    static final Set<String> BE = Set.of("is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't",
            "wasn't",
            "weren't", "it's", "that's", "i'm", "you're", "we're", "they're", "he's", "she's");
    static final Set<String> HAVE = Set.of("have", "has", "had", "having", "i've", "you've", "we've", "they've",
            "haven't",
            "hasn't", "hadn't", "i'd", "he'd", "she'd");
    static final Set<String> SUBJECTS = Set.of("i", "you", "we", "they", "he", "she", "it", "who", "people");
    static final Set<String> OBJECTS = Set.of("the", "a", "an", "this", "these", "those", "my", "your", "his", "its",
            "our", "their", "it", "them", "him", "her", "me", "us", "you", "every", "each", "all", "any", "some",
            "that");
    private static final Set<String> THIRD = Set.of("he", "she", "it", "who", "everyone", "everybody", "nobody");
    private static final Set<String> BEFORE_VERB = Set.of("to", "will", "would", "can", "could", "should", "shall",
            "may",
            "might", "must", "do", "does", "did", "don't", "doesn't", "didn't", "won't", "can't", "cannot", "couldn't",
            "wouldn't", "shouldn't", "mustn't", "let's", "please", "i'll", "you'll", "we'll", "they'll", "he'll",
            "she'll",
            "it'll", "not", "i", "you", "we", "they", "who", "gonna", "helps", "help");
    private static final Set<String> ADVERBS = Set.of("always", "never", "often", "also", "just", "only", "still",
            "sometimes",
            "ever", "even", "all", "both", "soon", "now", "not", "then");
    private static final Set<String> PREPOSITIONS = Set.of("of", "for", "with", "in", "on", "at", "from", "by",
            "without",
            "under", "into", "about", "as", "per", "between", "through", "against");
    private static final Set<String> DEGREES = Set.of("very", "so", "too", "quite", "rather", "more", "most", "less",
            "how");
    private static final Set<String> BEHIND_NOUN = Set.of("", "of", "in", "is", "was", "are", "were", "for", "and",
            "has",
            "had", "have", "from", "on", "or", "will", "that", "which", "by", "to", "at", "with");
    /** Small words that are said full where nothing follows them. */
    private static final Set<String> FULL_AT_END = Set.of("be", "been", "by", "can", "could", "could've", "couldn't",
            "get",
            "gone", "got", "there", "there's", "these", "this", "those", "through", "will", "won't", "would");

    private final List<String> words = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final boolean shouted;

    Context(List<Sentence.Token> tokens) {
        int several = 0;
        int capitals = 0;
        for (Sentence.Token token : tokens) {
            String letters = switch (token) {
                case Sentence.Word word -> word.letters();
                case Sentence.Sounded sounded -> sounded.letters();
                case Sentence.Mark _,Sentence.Rest _ -> "";
            };
            written.add(letters);
            words.add(letters.toLowerCase(Locale.ROOT).replace('’', '\''));
            if (letters.length() > 1) {
                several++;
                capitals += letters.equals(letters.toUpperCase(Locale.ROOT)) ? 1 : 0;
            }
        }
        // A sentence that is all capitals was written loud; a few capitals among words, or one alone, are letters.
        shouted = capitals > 2 && capitals == several;
    }

    boolean shouted() {
        return shouted;
    }

    /** The word there in small letters; empty for a mark and beyond both ends. */
    String word(int place) {
        return place >= 0 && place < words.size() ? words.get(place) : "";
    }

    String written(int place) {
        return written.get(place);
    }

    int size() {
        return words.size();
    }

    /** The word before it, adverbs passed over. */
    String before(int place) {
        int at = place - 1;
        while (at > 0 && (ADVERBS.contains(word(at)) || word(at).endsWith("ly") && word(at).length() > 4)) {
            at--;
        }
        return word(at);
    }

    boolean anyBefore(int place, Set<String> any) {
        for (int i = 0; i < place; i++) {
            if (any.contains(words.get(i))) {
                return true;
            }
        }
        return false;
    }

    boolean any(Set<String> any) {
        return words.stream().anyMatch(any::contains);
    }

    /** Parts of speech by the lexicon's names, the likeliest first; empty where nothing tells. */
    List<String> parts(int place) {
        String word = word(place);
        String before = word(place - 1);
        String next = word(place + 1);
        if (FULL_AT_END.contains(word)) {
            return next.isEmpty() ? List.of("None") : List.of();
        }
        if (word.equals("that")) {
            return before.isEmpty() || BE.contains(next) || PREPOSITIONS.contains(before) ? List.of("DT") : List.of();
        }
        if (word.equals("used")) {
            return next.equals("to") && !BE.contains(before) ? List.of("VBD") : List.of();
        }
        String subject = before(place);
        boolean third = word.endsWith("s") && THIRD.contains(subject);
        if (third || !word.endsWith("s") && BEFORE_VERB.contains(subject)
                || word.endsWith("s") && (subject.equals("to") || subject.equals("who"))) {
            return List.of("VERB");
        }
        if (DEGREES.contains(before) || BE.contains(before(place))) {
            return List.of("ADJ");
        }
        if (HAVE.contains(subject)) {
            return List.of("VBN", "NOUN");
        }
        if (DETERMINERS.contains(before) || before.endsWith("'s")) {
            return BEHIND_NOUN.contains(next) ? List.of("NOUN", "ADJ") : List.of("ADJ", "NOUN");
        }
        if (PREPOSITIONS.contains(before)) {
            return List.of("NOUN");
        }
        if (OBJECTS.contains(next)) {
            return List.of("VERB");
        }
        return BEHIND_NOUN.contains(next) ? List.of("NOUN") : List.of();
    }
}
