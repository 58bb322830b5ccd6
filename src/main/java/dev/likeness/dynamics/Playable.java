package dev.likeness.dynamics;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be played of an agent now.
 *
 * @param films URLs by their actions; empty where there are none, or the owner has switched them off
 * @param keywords actions by the words that fire them
 */
public record Playable(Map<String, String> films, Map<String, String> keywords) {

    private record Hit(int at, String action) {
    }

    /** The gesture of the first keyword in what was said, whatever its case; one of those there is a film of. */
    public Optional<String> firedBy(String said) {
        return keywords.entrySet().stream().filter(keyword -> films.containsKey(keyword.getValue()))
                .flatMap(keyword -> first(keyword.getKey(), said).map(at -> new Hit(at, keyword.getValue())).stream())
                .min(Comparator.comparingInt(Hit::at).thenComparing(Hit::action)).map(Hit::action);
    }

    /** Where a word stands for itself: in another it is none. */
    private static Optional<Integer> first(String word, String said) {
        Matcher found = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word.strip()) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(said);
        return found.find() ? Optional.of(found.start()) : Optional.empty();
    }
}
