package dev.likeness.avatar.film;

import org.jspecify.annotations.Nullable;

/**
 * What a talking film shows beside the person.
 *
 * @param title for players; null for none
 * @param label drawn small into a corner of every frame, so that whoever watches knows; null for none
 */
public record FilmOrder(@Nullable String title, @Nullable String label) {

    /** Nothing beside the person. */
    public static final FilmOrder PLAIN = new FilmOrder(null, null);
    public static final int LONGEST_LABEL = 24;

    /** @throws IllegalArgumentException when the label is empty, too long or of letters that cannot be drawn */
    public FilmOrder {
        if (label != null && (label.isBlank() || label.length() > LONGEST_LABEL
                || !label.chars().allMatch(c -> c >= ' ' && c <= '~'))) {
            throw new IllegalArgumentException("a label has 1 to " + LONGEST_LABEL + " characters of ASCII");
        }
    }
}
