package dev.likeness.room;

import java.util.Locale;
import java.util.UUID;

/**
 * Something that is sent into rooms.
 *
 * @param id the same in all rooms, sortable by when it was made: whoever gets it twice may drop the second
 * @param body the text to say, the context, the gesture's action; of a visitor's turn, a part of an answer and what is
 *        broken off, whatever those who hold rooms have agreed on
 */
public record RoomMessage(UUID id, Kind kind, String body) {

    public enum Kind {
        SPEAK, ADD_CONTEXT, TURN, ANSWER, GESTURE, CLEAR;

        /** As it is kept. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
