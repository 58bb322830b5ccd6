package dev.likeness.voice.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text in which some characters for private use stand for marks of SSML.
 *
 * @param text each mark is one code point: {@link #FIRST} and its place among the marks; {@link #SENTENCE} ends a sentence
 * @param marks in the order of the text
 */
record Marked(String text, List<Mark> marks) {

    /** Private use, planes 15 and 16. */
    static final int FIRST = 0xF0000;
    static final int MOST = 0x1FFFD;
    static final char SENTENCE = '\uE000';

    /** What a mark asks for. */
    sealed interface Mark {

        /** What is to be seen in a text without marks. */
        String written();
    }

    /** Silence. */
    record Break(double seconds) implements Mark {
        @Override
        public String written() {
            return "";
        }
    }

    /** A word with its sounds. */
    record Sounds(String written, String ipa) implements Mark {
    }

    /** Something to be read in one way out of several. */
    record SayAs(String written, Kind kind) implements Mark {
    }

    enum Kind {
        LETTERS, CARDINAL, ORDINAL, DIGITS, DATE, TIME, TELEPHONE
    }

    static @Nullable Mark mark(List<Mark> marks, int codePoint) {
        int place = codePoint - FIRST;
        return place >= 0 && place < marks.size() ? marks.get(place) : null;
    }

    /** A part of the text with what the marks stand for. */
    String written(String part) {
        return written(part, marks);
    }

    static String written(String part, List<Mark> marks) {
        StringBuilder out = new StringBuilder(part.length());
        part.codePoints().forEach(c -> {
            Mark mark = mark(marks, c);
            if (mark != null) {
                out.append(mark.written());
            } else if (c != SENTENCE) {
                out.appendCodePoint(c);
            }
        });
        return out.toString().strip();
    }
}
