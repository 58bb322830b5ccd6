package dev.likeness.voice.text;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A text cut where a voice takes breath: at the ends of sentences, at paragraphs, at pauses that were asked for behind a
 * sentence, and within sentences that are longer than one breath. Looks at no more of the text than the next piece needs.
 */
final class Pieces implements Iterator<Pieces.Piece> {

    /** @param pause seconds behind it */
    record Piece(String text, double pause) {
    }

    static final int LONGEST = 250;
    /** The first piece is shorter, so that sound starts soon. */
    static final int LONGEST_FIRST = 110;
    private static final int SHORTEST_CLAUSE = 20;
    /** A line this short that is followed by a capital was ended by its writer, not by the width of a page. */
    private static final int SHORT_LINE = 48;

    static final double SENTENCE_PAUSE = .35;
    static final double PARAGRAPH_PAUSE = .7;
    private static final double CLAUSE_PAUSE = .15;
    private static final double BLANK_PAUSE = .03;

    private static final String CLAUSE_MARKS = ",;:—–)،、，；：";

    private final String text;
    private final Marked marked;
    private int at;
    private boolean first = true;

    Pieces(Marked marked) {
        this.text = marked.text();
        this.marked = marked;
        this.at = Ends.behindBlanks(text, 0);
    }

    @Override
    public boolean hasNext() {
        return at < text.length();
    }

    @Override
    public Piece next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int begin = at;
        int limit = Math.min(text.length(), begin + LONGEST);
        int lineBegin = begin;
        int i = begin;
        while (i < limit) {
            char c = text.charAt(i);
            if (c == Marked.SENTENCE && i > begin) {
                return upTo(begin, i);
            }
            if (Ends.newline(c) && Ends.endsLine(text, i, i - lineBegin < SHORT_LINE)) {
                return upTo(begin, i);
            }
            if (Ends.newline(c)) {
                lineBegin = i + 1;
            }
            if (Ends.stop(c)) {
                int end = Ends.behindStops(text, i, limit);
                if (Ends.endsSentence(text, begin, i, end)) {
                    return upTo(begin, end);
                }
                i = end;
            } else {
                i++;
            }
        }
        return limit == text.length() ? upTo(begin, limit) : cut(begin, limit);
    }

    /** A whole sentence; what is asked for behind it, and a paragraph's end, make its pause longer. */
    private Piece upTo(int begin, int end) {
        if (first && end - begin > LONGEST_FIRST) {
            int clause = clause(begin, begin + LONGEST_FIRST);
            if (clause > begin) {
                return part(begin, clause, CLAUSE_PAUSE);
            }
        }
        double pause = SENTENCE_PAUSE;
        int lines = 0;
        int next = end;
        while (next < text.length()) {
            int c = text.codePointAt(next);
            if (Marked.mark(marked.marks(), c) instanceof Marked.Break silence) {
                pause = Math.max(pause, silence.seconds());
            } else if (!Character.isWhitespace(c) && c != Marked.SENTENCE && c != 0xA0) {
                break;
            } else if (c == '\n' || c == 0x2028) {
                lines++;
            } else if (c == 0x2029) {
                lines = 2;
            }
            next += Character.charCount(c);
        }
        at = next;
        first = false;
        return new Piece(text.substring(begin, end), lines > 1 ? Math.max(pause, PARAGRAPH_PAUSE) : pause);
    }

    private Piece cut(int begin, int limit) {
        int clause = clause(begin, first ? Math.min(limit, begin + LONGEST_FIRST) : limit);
        if (clause == begin && first) {
            clause = clause(begin, limit);
        }
        if (clause > begin) {
            return part(begin, clause, CLAUSE_PAUSE);
        }
        for (int i = limit - 1; i > begin + SHORTEST_CLAUSE; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return part(begin, i, BLANK_PAUSE);
            }
        }
        int hard = Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
        return part(begin, hard, 0);
    }

    private Piece part(int begin, int end, double pause) {
        at = Ends.behindBlanks(text, end);
        first = false;
        return new Piece(text.substring(begin, end), pause);
    }

    /** Behind the last mark of a clause before the limit that a blank follows, or the beginning. */
    private int clause(int begin, int limit) {
        for (int i = limit - 2; i >= begin + SHORTEST_CLAUSE; i--) {
            char c = text.charAt(i);
            if (CLAUSE_MARKS.indexOf(c) >= 0 && (Character.isWhitespace(text.charAt(i + 1)) || c > 0x600)) {
                return i + 1;
            }
        }
        return begin;
    }
}
