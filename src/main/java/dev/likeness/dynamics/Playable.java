package dev.likeness.dynamics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be played of an agent now. */
public final class Playable {

    private final Map<String, String> films;
    /** Of films that there are. */
    private final List<Keyword> keywords;

    private record Keyword(Pattern word, String action) {
    }

    private record Hit(int at, String action) {
    }

    /**
     * @param films URLs by their actions; empty where there are none, or the owner has switched them off
     * @param keywords actions by the words that fire them
     */
    Playable(Map<String, String> films, Map<String, String> keywords) {
        this.films = films;
        this.keywords = keywords.entrySet().stream().filter(keyword -> films.containsKey(keyword.getValue()))
                .map(keyword -> new Keyword(alone(keyword.getKey()), keyword.getValue())).toList();
    }

    /** URLs by their actions. */
    public Map<String, String> films() {
        return films;
    }

    /** An action with where its film is, as rooms carry it: pages that are open know those of before. */
    public String told(String action) {
        return action + " " + films.get(action);
    }

    /** The gesture of the first keyword in what was said, whatever its case; one of those there is a film of. */
    public Optional<String> firedBy(String said) {
        return keywords.stream().flatMap(keyword -> {
            Matcher found = keyword.word.matcher(said);
            return found.find() ? Stream.of(new Hit(found.start(), keyword.action)) : Stream.empty();
        }).min(Comparator.comparingInt(Hit::at).thenComparing(Hit::action)).map(Hit::action);
    }

    /** Where a word stands for itself: in another it is none. */
    private static Pattern alone(String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word.strip()) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
