package dev.likeness.voice.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sentences out of pieces, one ahead, so that a text of nothing to say is told instead of being silence. */
final class Spoken implements Iterator<Sentence> {

    /** Words that are said at once; of the first sentence, which somebody waits for, fewer. */
    private static final int MOST = 40;
    private static final int MOST_FIRST = 26;
    private static final double CLAUSE = .15;
    private static final double BREATH = .03;

    private final Iterator<Pieces.Piece> pieces;
    private final Function<Pieces.Piece, @Nullable Sentence> reader;
    private final Deque<Sentence> parts = new ArrayDeque<>();
    private boolean begun;
    private @Nullable Sentence next;

    private Spoken(Iterator<Pieces.Piece> pieces, Function<Pieces.Piece, @Nullable Sentence> reader) {
        this.pieces = pieces;
        this.reader = reader;
        this.next = ahead();
    }

    static Iterator<Sentence> sentences(Iterator<Pieces.Piece> pieces,
            Function<Pieces.Piece, @Nullable Sentence> reader) {
        Spoken spoken = new Spoken(pieces, reader);
        if (!spoken.hasNext()) {
            throw new UnsayableException("There is nothing in this text that could be said.");
        }
        return spoken;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Sentence next() {
        Sentence sentence = next;
        if (sentence == null) {
            throw new NoSuchElementException();
        }
        next = ahead();
        return sentence;
    }

    private @Nullable Sentence ahead() {
        while (parts.isEmpty() && pieces.hasNext()) {
            Sentence sentence = reader.apply(pieces.next());
            if (sentence != null) {
                part(sentence, begun ? MOST : MOST_FIRST);
                begun = true;
            }
        }
        return parts.poll();
    }

    /** A thousand digits are one sentence, and as many words. Behind a mark of its second half where there is one. */
    private void part(Sentence whole, int most) {
        List<Sentence.Token> tokens = whole.tokens();
        String text = whole.text();
        int from = 0;
        int words = 0;
        for (int i = 0; i < tokens.size(); i++) {
            boolean mark = tokens.get(i) instanceof Sentence.Mark;
            words += mark || tokens.get(i) instanceof Sentence.Rest ? 0 : 1;
            boolean markNext = i + 1 < tokens.size() && tokens.get(i + 1) instanceof Sentence.Mark;
            if (i + 1 < tokens.size()
                    && (words >= most && !markNext || mark && words > most / 2 && rest(tokens, i) > most / 2)) {
                parts.add(new Sentence(text, tokens.subList(from, i + 1), mark ? CLAUSE : BREATH));
                text = "";
                from = i + 1;
                words = 0;
            }
        }
        parts.add(from == 0 ? whole : new Sentence(text, tokens.subList(from, tokens.size()), whole.pauseAfter()));
    }

    private static int rest(List<Sentence.Token> tokens, int at) {
        return tokens.size() - at;
    }
}
