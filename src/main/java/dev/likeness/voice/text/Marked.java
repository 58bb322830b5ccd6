package dev.likeness.voice.text;

import java.util.ArrayList;
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

    /** All that is read as letters: not what has its sounds. */
    String read() {
        StringBuilder all = new StringBuilder(text);
        marks.stream().filter(SayAs.class::isInstance).forEach(mark -> all.append(' ').append(mark.written()));
        return all.toString();
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

    /** What a mark asks for, as words. */
    static void say(Mark mark, Says says) {
        switch (mark) {
            case Break silence -> says.rest(silence.seconds());
            case Sounds sounds -> says.sounds(sounds.written(), sounds.ipa());
            case SayAs as -> sayAs(as.written(), as.kind(), says);
        }
    }

    private static void sayAs(String written, Kind kind, Says says) {
        String digits = written.replaceAll("[^0-9]+", "");
        switch (kind) {
            case LETTERS -> says.spelled(written);
            case DIGITS, TELEPHONE -> {
                if (digits.isEmpty()) {
                    plain(written, says);
                } else {
                    Quantities.telephone(written, says);
                }
            }
            case CARDINAL, ORDINAL -> {
                int roman = Numbers.roman(written);
                String number = roman > 0 ? Integer.toString(roman) : digits;
                if (number.isEmpty()) {
                    plain(written, says);
                } else if (kind == Kind.ORDINAL) {
                    says.words(Numbers.ordinal(number));
                } else {
                    says.words((written.startsWith("-") ? "minus " : "") + Numbers.cardinal(number));
                }
            }
            case DATE, TIME -> plain(written, says);
        }
    }

    private static void plain(String written, Says says) {
        List<Object> parts = new ArrayList<>();
        for (String part : written.split("\\s+")) {
            parts.add(Chunk.of(part));
        }
        for (int i = 0; i < parts.size();) {
            int taken = Quantities.take(parts, i, English.chunk(parts, i - 1), says);
            if (taken == 0) {
                Mixed.say(((Chunk) parts.get(i)).core(), says);
            }
            i += Math.max(1, taken);
        }
    }
}
