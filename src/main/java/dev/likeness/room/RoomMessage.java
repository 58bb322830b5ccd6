package dev.likeness.room;

import java.util.Locale;
import java.util.UUID;

/**
 * Something that is sent into rooms.
 *
 * @param id the same in all rooms, sortable by when it was made: whoever gets it twice may drop the second
 * @param body the text to say, the context, the gesture's action, or the id of the speech to break off
 */
public record RoomMessage(UUID id, Kind kind, String body) {

    public enum Kind {
        SPEAK, ADD_CONTEXT, GESTURE, CLEAR;

        /** As it is kept. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
